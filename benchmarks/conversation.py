"""The cost of the 1st, 10th, 50th and 500th message of one conversation: it should stay flat."""

from __future__ import annotations

import argparse
import time
from itertools import islice

from benchmarks import wordings
from benchmarks.chat import Chat
from benchmarks.product import product
from benchmarks.table import judged, milliseconds, percentile, progress, ratio, show

NAME = "conversation"
ABOUT = "the 1st, 50th and 500th message of one conversation"
# What counts as flat: a first message has no past to read, all later ones have, and medians of some dozens of messages
# scatter, so that 1.0 would be missed. A cost that grows with each message is many times the first at the 500th.
FLAT_TIMES = 1.5
_PEOPLE = ("D1001", "D1002", "D1003")
_FIRSTS = 15  # fresh conversations a person, as each has only one first message
_AROUND = 9  # messages on either side of the one named that are counted with it
_WARM_UPS = 20


def main(arguments: list[str]) -> list[str]:
    """Let some people talk for long and print what a message costs along the way; the lines of the summary."""
    options = _options(arguments)
    with product() as running:
        chats = [running.chat(person) for person in _PEOPLE]
        for said in islice(wordings.mixed(), _WARM_UPS):
            chats[0].say(said, "warm-up")
        firsts = [seconds for chat in chats for seconds in _first_messages(chat)]
        talks = []
        for chat in chats:
            progress(f"{options.messages} messages of one conversation")
            talks.append(_talk(chat, options.messages))
    stages = {1: firsts}
    for place in (10, 50, options.messages):
        near = slice(max(place - _AROUND, 1), place + _AROUND)
        stages[place] = [seconds for talk in talks for seconds in talk[near]]
    base = percentile(firsts, 0.5)
    rows = [
        (_ordinal(place), milliseconds(percentile(told, 0.5)), milliseconds(percentile(told, 0.95)),
         ratio(percentile(told, 0.5), base), len(told))
        for place, told in stages.items()
    ]  # fmt: skip
    show("A message by its place in the conversation", ("message", "p50", "p95", "p50 to the 1st", "counted"), rows)
    early, late = (percentile(stages[place], 0.5) for place in (50, options.messages))
    return [_costs(50, early, base), summary(options.messages, late, base)]


def summary(place: int, seconds: float, first: float) -> str:
    """The line of the summary about the last message: what it costs beside the first, and whether that is flat."""
    flat = judged(f"at most {FLAT_TIMES:.2f} x", seconds <= FLAT_TIMES * first)
    return f"{_costs(place, seconds, first)} ({flat})"


def _costs(place: int, seconds: float, first: float) -> str:
    return f"conversation: the {_ordinal(place)} message costs {ratio(seconds, first)} the 1st"


def _first_messages(chat: Chat) -> list[float]:
    return [_timed(chat, said, f"first {number}") for number, said in enumerate(islice(wordings.mixed(), _FIRSTS))]


def _talk(chat: Chat, messages: int) -> list[float]:
    return [_timed(chat, said, "long") for said in islice(wordings.mixed(), messages)]


def _timed(chat: Chat, said: str, conversation: str) -> float:
    sent = time.perf_counter()
    chat.say(said, conversation)
    return time.perf_counter() - sent


def _ordinal(place: int) -> str:
    return f"{place}st" if place == 1 else f"{place}th"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks conversation", description=ABOUT)
    parser.add_argument("--messages", type=int, default=500, help="length of the conversation (at least 60)")
    return parser.parse_args(arguments)
