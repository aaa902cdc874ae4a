"""Many people over the doors of Slack and Teams in a storm of repeated deliveries, against the plain chat API."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx2

from benchmarks import wordings
from benchmarks.chat import NoAnswer
from benchmarks.load import Measured
from benchmarks.platforms import DELIVERIES, Platforms, platforms
from benchmarks.product import Product, prepared_home, started
from benchmarks.records import write_records
from benchmarks.storm import ChatApi, Doors, Storm, Tally
from benchmarks.table import milliseconds, percentile, progress, ratio, show

NAME = "doors"
ABOUT = "Slack and Teams in a storm, every event delivered three times, against the chat API"
_WARM_UPS = 20
_REFERENCE = 1  # messages of each person at the chat API
_CONNECTIONS = 300
_TIMEOUT_SECONDS = 60.0
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Result:
    """The storm, the chat API under the same people, and how the storm's messages were answered."""

    storm: Storm
    api: Storm
    tally: Tally
    strays: int

    def is_whole(self) -> bool:
        """Whether each message was taken and answered once, as the chat API answers it."""
        tally = self.tally
        return not (tally.lost or tally.doubled or tally.other or self.strays or self.storm.refused)


def main(arguments: list[str]) -> list[str]:
    """Let the storm loose and print what came of it; the lines of the summary."""
    options = _options(arguments)
    with _prepared(options.people) as (product, world):
        result = asyncio.run(_measure(product, world, options.messages))
    _print(result, options)
    return [_verdict(result)]


@contextmanager
def _prepared(people: int) -> Iterator[tuple[Product, Platforms]]:
    """The product with both doors open, records of all people, their accounts bound."""
    with platforms(people) as world, tempfile.TemporaryDirectory(prefix="secondment-bench-") as folder:
        records, accounts = Path(folder) / "records.json", Path(folder) / "accounts.csv"
        write_records(records, people)
        accounts.write_text(world.bindings(), encoding="utf-8")
        progress(f"records and accounts of {people} people, the three processes")
        with prepared_home(records) as home:
            home.command("records", "bindings", "import", str(accounts))
            with started(home, world.settings()) as product:
                yield product, world


async def _measure(product: Product, world: Platforms, messages: int) -> Result:
    people = [one.employee for one in world.writers]
    world.listen(asyncio.get_running_loop())
    # every message is worded differently: what was asked once is understood faster the next time
    words = wordings.mixed()
    storm_asked, reference_asked = _asked(words, len(people), messages), _asked(words, len(people), _REFERENCE)
    limits = httpx2.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
    async with httpx2.AsyncClient(
        base_url=product.address, limits=limits, timeout=_TIMEOUT_SECONDS, trust_env=False
    ) as http:
        api = ChatApi(http, product.keys)
        try:
            await api.run(people[:1], _asked(words, 1, _WARM_UPS), "warm-up")
            progress(f"{len(people)} people at the chat API")
            reference = await api.run(people, reference_asked, "reference")
            progress(f"{len(people)} people at the doors, {messages} messages each, every one {DELIVERIES} times")
            storm = await Doors(http, _PATIENCE_SECONDS).run(world.writers, storm_asked)
            progress("the same words at the chat API: what the answers should be")
            due = await api.run(people, storm_asked, "due")
        except httpx2.HTTPError as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
    tally = Tally()
    for person in people:
        tally.add(due.heard[person], storm.heard[person])
    return Result(storm, reference, tally, world.strays)


def _asked(words: Iterator[str], people: int, messages: int) -> list[list[str]]:
    return [list(islice(words, messages)) for _ in range(people)]


def _print(result: Result, options: argparse.Namespace) -> None:
    storm, tally = result.storm, result.tally
    columns = ("way", "messages", "answers", "to the API", "p50", "p95", "p95 to the API")
    doors, api = storm.measured, result.api.measured
    show(f"{options.people} people at once, half in Slack, half in Teams", columns,
         [_row("chat API", api, api), _row("doors", doors, api)])  # fmt: skip
    acknowledged = milliseconds(percentile(storm.acknowledged, 0.95))
    print(f"  acknowledged {len(storm.acknowledged)} deliveries, p95 {acknowledged}, refused {storm.refused}")
    told = f"lost {tally.lost}, doubled {tally.doubled}, answered otherwise {tally.other}, elsewhere {result.strays}"
    print(f"  {tally.asked} answers due: {told}")


def _row(way: str, measured: Measured, base: Measured) -> Sequence[str]:
    return (
        way,
        str(len(measured.seconds)),
        f"{measured.per_second:.1f}/s",
        ratio(measured.per_second, base.per_second),
        milliseconds(measured.median),
        milliseconds(measured.slow),
        ratio(measured.slow, base.slow),
    )


def _verdict(result: Result) -> str:
    doors, tally = result.storm.measured, result.tally
    told = (
        f"{doors.per_second:.1f} answers/s ({ratio(doors.per_second, result.api.measured.per_second)} the chat API), "
        f"p95 {milliseconds(doors.slow)}, lost {tally.lost}, doubled {tally.doubled}"
    )
    return f"doors: {told}" if result.is_whole() else f"doors: failed, {told}, answered otherwise {tally.other}"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks doors", description=ABOUT)
    parser.add_argument("--people", type=int, default=200, help="half of them in Slack, half in Teams")
    parser.add_argument("--messages", type=int, default=3, help="messages of each")
    return parser.parse_args(arguments)
