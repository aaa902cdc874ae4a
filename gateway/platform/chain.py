"""The shared chain, joined: a door hands in verified messages, the rest happens here."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable

from gateway.parts import Gateway
from gateway.platform.answering import Answering
from gateway.platform.desk import PlatformDesk
from gateway.platform.door import Door, lane_of
from gateway.platform.intake import Intake
from gateway.platform.message import Account, PlatformMessage
from gateway.platform.sealing import Seal
from gateway.platform.sending import Sending
from gateway.platform.worker import Worker
from gateway.records_desk import RecordsServices
from secondment.answers import Answer
from secondment.identity import Person

Step = Callable[[], Awaitable[None]]


class Chain:
    """What the doors of Slack and Teams share; it does nothing until a door is opened and it is started."""

    def __init__(self, gateway: Gateway, services: RecordsServices) -> None:
        seal = Seal(gateway.keys.content_secret)
        self.doors: dict[str, Door] = {}
        self.desk = PlatformDesk(services, f"{socket.gethostname()}:{gateway.settings.port}")
        self._answering = Answering(gateway, self.desk, seal, self.doors)
        self._worker = Worker(self.desk, seal, self.doors, self._answering, Sending(self.desk, seal, self.doors))
        self._beside: list[tuple[Step, Step]] = []
        self._intake = Intake(self.desk, seal, self._worker.wake)

    def open(self, door: Door) -> None:
        """Serve a door from now on."""
        self.doors[door.provider] = door

    def beside(self, start: Step, stop: Step) -> None:
        """Start and stop something of a door's own with the chain."""
        self._beside.append((start, stop))

    async def start(self) -> None:
        """Begin to work, if any door is open."""
        if self.doors:
            await self._worker.start()
        for start, _ in self._beside:
            await start()

    async def stop(self) -> None:
        """End in order."""
        for _, stop in reversed(self._beside):
            await stop()
        await self._worker.stop()

    async def accept(self, message: PlatformMessage) -> bool:
        """Take a verified message in; afterwards the platform may be acknowledged. Raises `RecordsError`."""
        return await self._intake.accept(message)

    async def notify(self, person: Person, answer: Answer, key: str) -> bool:
        """Say something unasked to a person, alone, where they wrote last; False when there is no way to them.

        The same `key` is said once.
        """
        place = await self.desk.where_last(person)
        if place is None or place.provider not in self.doors:
            return False
        contents = await self._answering.speech(place, person, answer)
        if contents:
            lane = lane_of(Account(place.provider, place.tenant, place.user_id))
            await self.desk.post(place.provider, f"notify:{key}", lane, contents)
            self._worker.wake()
        return bool(contents)
