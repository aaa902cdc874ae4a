"""Latency and throughput of a message end to end, against a stock `rasa init` project measured in the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import wordings
from benchmarks.load import Measured, Talker, one_person, together
from benchmarks.product import product
from benchmarks.stock import stock
from benchmarks.table import judged, milliseconds, progress, ratio, show

NAME = "latency"
ABOUT = "a message end to end, against a stock rasa init project with a stock action server"
AIM_SECONDS = 0.060
AIM_TIMES = 4.0
_PEOPLE = tuple(f"D10{number:02d}" for number in range(1, 9))
_WARM_UPS = 20


@dataclass(frozen=True)
class Result:
    """One person alone, and eight at once."""

    name: str
    alone: Measured
    crowd: Measured

    def row(self, reference: Result) -> tuple[str, ...]:
        """The line of the table."""
        alone, crowd = self.alone, self.crowd
        return (
            self.name,
            milliseconds(alone.median),
            milliseconds(alone.slow),
            ratio(alone.slow, reference.alone.slow),
            f"{crowd.per_second:.1f}/s",
            ratio(crowd.per_second, reference.crowd.per_second),
            milliseconds(crowd.slow),
        )


def main(arguments: list[str]) -> list[str]:
    """Measure both and print the table; the lines of the summary."""
    options = _options(arguments)
    with stock() as reference:
        progress("stock project: one person, then eight")
        base = _measure("stock rasa init", reference.chat, wordings.STOCK, options)
    with product() as ours:
        progress("knowledge answers: one person, then eight")
        knowledge = _measure("knowledge answer", ours.chat, wordings.GENERAL, options)
        progress("record answers: one person, then eight")
        record = _measure("record answer", ours.chat, wordings.OWN, options)
    results = (base, knowledge, record)
    columns = ("answer", "p50", "p95", "p95 to stock", "8 people", "to stock", "p95 of 8")
    show(f"{options.messages} messages of one person; {options.seconds:.0f} s of eight people", columns,
         [one.row(base) for one in results])  # fmt: skip
    for one in results:
        print(f"  {one.name}: {one.alone.told()}")
    return [verdict(one, base) for one in (knowledge, record)]


def _measure(name: str, chat: Callable[[str], Talker], subjects: Sequence[str], options: argparse.Namespace) -> Result:
    talkers = [chat(person) for person in _PEOPLE]
    said = wordings.messages(subjects)
    alone = one_person(talkers[0], said, _WARM_UPS, options.messages)
    streams = wordings.shared_out(subjects, len(talkers), after=_WARM_UPS + options.messages)
    crowd = together(talkers, streams, options.seconds)
    for talker in talkers:
        talker.close()
    return Result(name, alone, crowd)


def verdict(one: Result, base: Result) -> str:
    """The line of the summary: one person waiting, and how many are answered, against the aims."""
    times = one.crowd.per_second / base.crowd.per_second
    quick = judged(milliseconds(AIM_SECONDS), one.alone.slow < AIM_SECONDS)
    many = judged(f"{AIM_TIMES:.0f} x", times >= AIM_TIMES)
    return (
        f"latency: {one.name} p95 {milliseconds(one.alone.slow)} ({quick}), {times:.1f} x the stock throughput ({many})"
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks latency", description=ABOUT)
    parser.add_argument("--messages", type=int, default=300, help="messages of one person")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long eight people talk")
    return parser.parse_args(arguments)
