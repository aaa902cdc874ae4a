"""Forgetting: the next message starts afresh, and what the engine remembers of those before leaves its memory.

The person's wish is stored first and holds from then on, whatever becomes of the engine: its conversations have new
ids. An engine that does not confirm is told again some times; after that the log says so, and what it remembers leaves
when it has been idle for as long as `endpoints.yml` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from gateway.desk import Desk
from gateway.rasa_client import Engine
from secondment.errors import EngineUnavailable
from secondment.identity import Keys, Person, epoch_id, sign_forgetting

_WAITS_SECONDS = (2.0, 10.0, 60.0)
_MOST_WAITING = 1_000

_log = structlog.get_logger("gateway.forgetting")


class Forgetting:
    """Has conversations forgotten; `waits` are the seconds before each further attempt to tell the engine."""

    def __init__(
        self, keys: Keys, desk: Desk, engine: Engine, tenant: str = "default", waits: Sequence[float] = _WAITS_SECONDS
    ) -> None:
        self._keys = keys
        self._desk = desk
        self._engine = engine
        self._tenant = tenant
        self._waits = waits
        self._waiting: set[asyncio.Task[None]] = set()

    async def forget(self, person: Person) -> None:
        """Have all that a person said so far forgotten, at every door; raises `RecordsError`, then nothing changed."""
        # the epoch that is over, as the records count it: two who forget at once each end one
        over = epoch_id(self._keys, self._tenant, person.employee_number, await self._desk.forget(person))
        if await self._confirmed(person, over):
            return
        if len(self._waiting) >= _MOST_WAITING:
            _give_up(1)
            return
        task = asyncio.create_task(self._try_again(person, over))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def stop(self) -> None:
        """Try no more."""
        left = list(self._waiting)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if left:
            _give_up(len(left))

    async def _try_again(self, person: Person, over: str) -> None:
        for seconds in self._waits:
            await asyncio.sleep(seconds)
            if await self._confirmed(person, over):
                return
        _give_up(1)

    async def _confirmed(self, person: Person, over: str) -> bool:
        """Whether the engine has dropped it; the wish is signed anew for each attempt, it is good for two minutes."""
        try:
            await self._engine.forget(*sign_forgetting(self._keys, person, over))
        except EngineUnavailable as error:
            _log.warning("not forgotten yet", reason=str(error))
            return False
        return True


def _give_up(count: int) -> None:
    _log.error("the engine did not confirm a forgetting", count=count, until="idle, see endpoints.yml, or a restart")
