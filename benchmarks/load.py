"""Sending messages and taking the time: one person after another message, or several people at once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.table import percentile

CONVERSATION = 10  # messages in one conversation, then a new one begins


class Talker(Protocol):
    """A person who can say something and wait for the reply."""

    def say(self, message: str, conversation: str = "") -> list[dict[str, Any]]:
        """The messages that come back."""

    def close(self) -> None:
        """Give the connection back."""


@dataclass
class Measured:
    """Seconds for each message, how long all of it took, and what kinds of answer came back."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def median(self) -> float:
        """Seconds half of the messages took at most."""
        return percentile(self.seconds, 0.5)

    @property
    def slow(self) -> float:
        """Seconds 95 of 100 messages took at most."""
        return percentile(self.seconds, 0.95)

    @property
    def per_second(self) -> float:
        """Messages answered in a second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    def told(self) -> str:
        """The kinds of answer, the most frequent first: `knowledge 290, clarify 10`."""
        return ", ".join(f"{kind} {number}" for kind, number in self.kinds.most_common())

    def add(self, other: Measured) -> None:
        """Take in what another person measured at the same time."""
        self.seconds += other.seconds
        self.kinds += other.kinds
        self.elapsed = max(self.elapsed, other.elapsed)

    def go_on(self, later: Measured) -> None:
        """Take in what was measured after it."""
        elapsed = self.elapsed + later.elapsed
        self.add(later)
        self.elapsed = elapsed


def one_person(talker: Talker, messages: Iterator[str], warm_ups: int, number: int, named: str = "alone") -> Measured:
    """That many messages of one person, after some that do not count; the conversations are `named`."""
    for at in range(warm_ups):
        talker.say(next(messages), f"{named}, warm-up {at // CONVERSATION}")
    return _talk(talker, messages, lambda sent, _: sent < number, named)


def together(
    talkers: Sequence[Talker], streams: Sequence[Iterator[str]], seconds: float, named: str = "talk"
) -> Measured:
    """Several people at once, each sending the next message when the reply is there, for that long.

    Their conversations are `named`: of the same name they go on.
    """

    def person(talker: Talker, messages: Iterator[str]) -> Measured:
        return _talk(talker, messages, lambda _, elapsed: elapsed < seconds, named)

    with ThreadPoolExecutor(len(talkers)) as threads:
        found = list(threads.map(person, talkers, streams))
    measured = Measured()
    for part in found:
        measured.add(part)
    return measured


def _talk(talker: Talker, messages: Iterator[str], go_on: Callable[[int, float], bool], named: str) -> Measured:
    measured, began = Measured(), time.perf_counter()
    while go_on(len(measured.seconds), time.perf_counter() - began):
        said = next(messages)
        sent = time.perf_counter()
        replies = talker.say(said, f"{named} {len(measured.seconds) // CONVERSATION}")
        measured.seconds.append(time.perf_counter() - sent)
        measured.kinds[_kind(replies)] += 1
    measured.elapsed = time.perf_counter() - began
    return measured


def _kind(replies: list[dict[str, Any]]) -> str:
    if not replies:
        return "nothing"
    answer = replies[0].get("answer")
    return str(answer["kind"]) if answer else str(replies[0].get("text", ""))
