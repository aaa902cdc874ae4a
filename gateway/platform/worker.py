"""The worker: takes messages and payloads as they become free, many lanes at once, each lane in order."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog

from gateway.boundary import named, note
from gateway.platform.answering import Answering
from gateway.platform.desk import PlatformDesk
from gateway.platform.door import Door, from_json
from gateway.platform.message import Patient, PlatformMessage, TryAgain
from gateway.platform.sealing import Seal, Unreadable
from gateway.platform.sending import Sending
from secondment.errors import RecordsError
from secondment.usecases.outgoing import Held

_LOOK_EVERY_SECONDS = 1.0
_TYPING_EVERY_SECONDS = 5.0
_END_SECONDS = 25.0
_MOST_AT_ONCE = 64
_ATTEMPTS = 5

_log = structlog.get_logger("gateway.platform")


class Worker:
    """Works while it runs; `wake` tells it that there is something new."""

    def __init__(
        self, desk: PlatformDesk, seal: Seal, doors: Mapping[str, Door], answering: Answering, sending: Sending
    ) -> None:
        self._desk = desk
        self._seal = seal
        self._doors = doors
        self._answering = answering
        self._sending = sending
        self._news = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._recovered = False

    def wake(self) -> None:
        """There is something to do."""
        self._news.set()

    async def start(self) -> None:
        """Begin to work; what a former life left in the middle is taken up at once."""
        self._loop = asyncio.create_task(self._work(), name="platform-worker")

    async def stop(self) -> None:
        """Take nothing new, let what is under way end, and leave the rest to the next start."""
        if self._loop is None:
            return
        self._loop.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._loop
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=_END_SECONDS)
            for task in late:
                task.cancel()

    async def _work(self) -> None:
        while True:
            self._news.clear()
            await _guarded(self._round())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_EVERY_SECONDS)

    async def _round(self) -> None:
        if not self._recovered:
            await self._desk.recover()
            self._recovered = True
        await self._take()

    async def _take(self) -> None:
        providers = tuple(self._doors)
        if len(self._running) < _MOST_AT_ONCE:
            for parcel in await self._desk.next_payloads(providers):
                self._begin(self._sending.send(parcel))
        if len(self._running) < _MOST_AT_ONCE:
            for held in await self._desk.next_messages(providers):
                self._begin(self._answer(held))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_guarded(work))
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.wake()

    async def _answer(self, held: Held) -> None:
        try:
            message = from_json(self._seal.open(held.content))
        except (Unreadable, KeyError, TypeError):  # sealed with a former key, or written by another version of us
            _log.error("unreadable", provider=held.provider, message=held.id)
            await self._desk.complete(held, (), "unreadable")
            return
        if held.attempts > _ATTEMPTS:
            apology, incident = await self._answering.apology(message)
            _log.error("given up", provider=held.provider, message=held.id, reference=incident)
            await self._desk.complete(held, apology, incident)
            return
        try:
            async with _typing(self._doors[held.provider], message):
                contents, reference = await self._answering.replies(message)
        except TryAgain:
            _log.info("later", provider=held.provider, message=held.id)  # when the lease ends, it is taken up again
            return
        if await self._desk.complete(held, contents, reference):
            _log.info("answered", provider=held.provider, message=held.id, payloads=len(contents), reference=reference)


@contextlib.asynccontextmanager
async def _typing(door: Door, message: PlatformMessage) -> Any:
    """Show that an answer is on its way, for as long as it takes."""

    async def show() -> None:
        for count in itertools.count():
            await door.connector.typing(message.address)
            if count == 1 and isinstance(door.connector, Patient):
                await door.connector.still_working(message.address)
            await asyncio.sleep(_TYPING_EVERY_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
        (ended,) = await asyncio.gather(showing, return_exceptions=True)
        # a courtesy that fails must not cost the person the answer
        if isinstance(ended, Exception):
            note(named(ended), door=message.account.provider, part="typing")


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    """Nothing a task raises ends the worker; what it was about is taken up again when its lease ends."""
    try:
        await work
    except RecordsError as error:
        _log.error("records", reason=str(error))
    except Exception as error:
        note(named(error), part="worker")
