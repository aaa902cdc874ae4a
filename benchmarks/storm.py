"""Many people at once over the doors of the platforms, or over the chat API; what came back, against what should."""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from benchmarks.load import Measured
from benchmarks.platforms import Delivery, Writer
from secondment.identity import Keys, Person, issue_chat_token

AT_ONCE = 64  # turns the gateway's worker has under way; the chat API is asked by as many
_TOKEN_SECONDS = 3600
_QUIET_SECONDS = 3.0  # longer than a doubled answer would take: the worker looks once a second
_GIST = 80


@dataclass
class Tally:
    """How messages were answered: `other` are answers the chat API does not give to the same words."""

    asked: int = 0
    lost: int = 0
    doubled: int = 0
    other: int = 0

    def add(self, expected: Sequence[str], heard: Sequence[str]) -> None:
        """Count what one person heard against the answers that were due."""
        wanted, found = Counter(map(gist, expected)), Counter(map(gist, heard))
        missing, surplus = (wanted - found).total(), found - wanted
        doubled = sum(number for text, number in surplus.items() if text in wanted)
        other = surplus.total() - doubled
        self.asked += len(expected)
        self.doubled += doubled + max(other - missing, 0)
        self.other += min(other, missing)
        self.lost += max(missing - other, 0)


@dataclass
class Storm:
    """What people saw: seconds from the first delivery to the reply, seconds until each acknowledgement, texts."""

    measured: Measured = field(default_factory=Measured)
    acknowledged: list[float] = field(default_factory=list)
    refused: int = 0
    heard: dict[str, list[str]] = field(default_factory=dict)


class Doors:
    """People who write in Slack and Teams: each sends the next message when the last was answered."""

    def __init__(self, http: httpx2.AsyncClient, patience_seconds: float) -> None:
        self._http = http
        self._patience = patience_seconds
        self._storm = Storm()

    async def run(self, writers: Sequence[Writer], asked: Sequence[Sequence[str]]) -> Storm:
        """All of them at once; ends when everything was answered, or nothing came for the time of patience."""
        began = time.perf_counter()
        await asyncio.gather(*(self._talk(*one) for one in zip(writers, asked, strict=True)))
        self._storm.measured.elapsed = time.perf_counter() - began
        await asyncio.sleep(_QUIET_SECONDS)
        for writer in writers:
            self._storm.heard[writer.employee] += _arrived(writer)
        return self._storm

    async def _talk(self, writer: Writer, messages: Sequence[str]) -> None:
        heard = self._storm.heard[writer.employee] = []
        for said in messages:
            heard += _arrived(writer)
            deliveries = writer.deliveries(said)
            sent = time.perf_counter()
            await asyncio.gather(*(self._deliver(one) for one in deliveries))
            try:
                arrival = await asyncio.wait_for(writer.arrived.get(), self._patience)
            except TimeoutError:
                continue  # the tally will say that it is lost
            heard.append(arrival.text)
            self._storm.measured.seconds.append(arrival.at - sent)

    async def _deliver(self, delivery: Delivery) -> None:
        began = time.perf_counter()
        response = await self._http.post(delivery.path, content=delivery.body, headers=dict(delivery.headers))
        self._storm.acknowledged.append(time.perf_counter() - began)
        self._storm.refused += response.status_code != 200


class ChatApi:
    """The same people over the plain chat API, as many at once as the doors' worker takes."""

    def __init__(self, http: httpx2.AsyncClient, keys: Keys) -> None:
        self._http = http
        self._keys = keys
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def run(self, people: Sequence[str], asked: Sequence[Sequence[str]], conversation: str) -> Storm:
        """All of them at once, each the next message when the last was answered. Raises `HTTPError`."""
        storm, began = Storm(), time.perf_counter()

        async def talk(person: str, messages: Sequence[str]) -> None:
            storm.heard[person] = []
            for said in messages:
                sent = time.perf_counter()
                storm.heard[person] += await self._ask(person, said, conversation)
                storm.measured.seconds.append(time.perf_counter() - sent)

        await asyncio.gather(*map(talk, people, asked))
        storm.measured.elapsed = time.perf_counter() - began
        return storm

    async def _ask(self, person: str, said: str, conversation: str) -> list[str]:
        token = issue_chat_token(self._keys, Person(person), _TOKEN_SECONDS)
        async with self._gate:
            response = await self._http.post(
                "/api/chat",
                json={"message": said, "conversation": conversation},
                headers={"Authorization": f"Bearer {token}"},
            )
        response.raise_for_status()
        return [str(one["text"]) for one in response.json()["messages"]]


def gist(text: str) -> str:
    """The beginning of an answer, without what a platform's way of writing adds to it."""
    return re.sub(r"[\W_]", "", html.unescape(text)).lower()[:_GIST]


def _arrived(writer: Writer) -> list[str]:
    return [writer.arrived.get_nowait().text for _ in range(writer.arrived.qsize())]
