"""Readiness: the records answer, and the engine answers a known question."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from gateway.desk import Desk
from gateway.rasa_client import Engine

_KEPT_SECONDS = 1.0


class Health:
    """Asks the parts, at most once a second however many probes come. `tick` gives seconds that only go forward."""

    def __init__(self, engine: Engine, desk: Desk, tick: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._desk = desk
        self._tick = tick
        self._asking = asyncio.Lock()
        self._known: dict[str, str] = {}
        self._until = float("-inf")

    async def components(self) -> dict[str, str]:
        """Component name to `ok` or what is wrong."""
        async with self._asking:
            if self._tick() >= self._until:
                records, behind = await asyncio.gather(self._desk.healthy(), self._engine.health())
                self._known = {"gateway": "ok", "records": records, **behind}
                self._until = self._tick() + _KEPT_SECONDS
            return self._known
