"""Latency and throughput of a message end to end, against a stock `rasa init` project measured in the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
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
_TURNS = 4


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


class Side:
    """One of those that are compared: how its people talk, and what was measured of them so far."""

    def __init__(self, name: str, chat: Callable[[str], Talker], subjects: Sequence[str]) -> None:
        self.result = Result(name, Measured(), Measured())
        self._talkers = [chat(person) for person in _PEOPLE]
        self._said = wordings.messages(subjects)
        self._subjects = subjects
        self._streams: list[Iterator[str]] = []

    def alone(self, messages: int) -> None:
        """One person, one message after the other."""
        self.result.alone.go_on(one_person(self._talkers[0], self._said, _WARM_UPS, messages, self.result.name))
        self._streams = wordings.shared_out(self._subjects, len(self._talkers), after=_WARM_UPS + messages)

    def together(self, seconds: float, turn: int) -> None:
        """All of them at once."""
        self.result.crowd.go_on(together(self._talkers, self._streams, seconds, f"{self.result.name}, turn {turn}"))

    def close(self) -> None:
        """Give the connections back."""
        for talker in self._talkers:
            talker.close()


def main(arguments: list[str]) -> list[str]:
    """Measure both and print the table; the lines of the summary."""
    options = _options(arguments)
    with stock() as reference, product() as ours:
        sides = (
            Side("stock rasa init", reference.chat, wordings.STOCK),
            Side("knowledge answer", ours.chat, wordings.GENERAL),
            Side("record answer", ours.chat, wordings.OWN),
        )
        _measure(sides, options)
    base, *results = (side.result for side in sides)
    columns = ("answer", "p50", "p95", "p95 to stock", "8 people", "to stock", "p95 of 8")
    title = f"{options.messages} messages of one person; {options.seconds:.0f} s of eight people in {_TURNS} turns"
    show(title, columns, [one.row(base) for one in (base, *results)])
    for one in (base, *results):
        print(f"  {one.name}: {one.alone.told()}")
    return [verdict(one, base) for one in results]


def _measure(sides: Sequence[Side], options: argparse.Namespace) -> None:
    """Everybody alone, then all of one side at once, by turns: what else the machine does meets each side alike."""
    with ExitStack() as talking:
        for side in sides:
            talking.callback(side.close)
        for side in sides:
            progress(f"{side.result.name}: one person")
            side.alone(options.messages)
        for turn in range(_TURNS):
            progress(f"eight people, turn {turn + 1} of {_TURNS}")
            for side in sides:
                side.together(options.seconds / _TURNS, turn)


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
