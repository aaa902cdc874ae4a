"""Once only: the same key of the same person gets the same reply, also while the first is still being made.

Replies may hold facts of a record, so they are kept in memory for some minutes and never written down. After that,
or after a restart, the message is asked again under the same message id, on which side effects are idempotent.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gateway.errors import KeyReused
from gateway.wire import Reply
from secondment.identity import Person

_KEPT_SECONDS = 600.0
_KEPT_REPLIES = 2_000


@dataclass
class _Kept:
    digest: str
    until: float
    reply: asyncio.Task[Reply]


class OnceOnly:
    """Keeps the replies of the last ten minutes, at most 2,000. `tick` gives seconds that only go forward."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._tick = tick

    async def reply(self, key: str, message: str, make: Callable[[], Awaitable[Reply]]) -> Reply:
        """The reply kept under the key, else the one `make` gives; a failure is not kept, so that one may try again."""
        self._drop_old()
        digest = hashlib.sha256(message.encode()).hexdigest()
        kept = self._kept.get(key)
        if kept is None:
            kept = _Kept(digest, self._tick() + _KEPT_SECONDS, asyncio.ensure_future(_run(make)))
            self._kept[key] = kept
            kept.reply.add_done_callback(lambda task: self._forget_failure(key, task))
        if kept.digest != digest:
            raise KeyReused()
        return await asyncio.shield(kept.reply)

    def _forget_failure(self, key: str, task: asyncio.Task[Reply]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._kept.pop(key, None)

    def _drop_old(self) -> None:
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if oldest.until > self._tick() and len(self._kept) < _KEPT_REPLIES:
                return
            self._kept.popitem(last=False)


async def _run(make: Callable[[], Awaitable[Reply]]) -> Reply:
    return await make()


def delivery_key(person: Person, door: str, client_key: str) -> str:
    """The message id of a client's key: the same for the same person, and nobody else's."""
    return hashlib.sha256(f"{door}\x1f{person.employee_number}\x1f{client_key}".encode()).hexdigest()[:40]
