"""Sending a payload: bounded attempts, the platform's own pause respected, what may have arrived asked about first."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from gateway.boundary import named, note
from gateway.platform.desk import PlatformDesk
from gateway.platform.door import Door
from gateway.platform.message import Address, Connector, Payload, TryAgain, Undeliverable
from gateway.platform.sealing import Seal, Unreadable
from secondment.errors import RecordsError
from secondment.usecases.outgoing import Parcel

_ATTEMPTS = 12
_LONGEST_PAUSE_SECONDS = 60.0
_LONGEST_ASKED_SECONDS = 1_800.0

_log = structlog.get_logger("gateway.platform")


class Sending:
    """Sends payloads. `first_pause` is the first back-off in seconds, doubled with each attempt up to a minute."""

    def __init__(
        self,
        desk: PlatformDesk,
        seal: Seal,
        doors: Mapping[str, Door],
        *,
        attempts: int = _ATTEMPTS,
        first_pause: float = 1.0,
    ) -> None:
        self._desk = desk
        self._seal = seal
        self._doors = doors
        self._attempts = attempts
        self._first_pause = first_pause

    async def send(self, parcel: Parcel) -> None:
        """Try to send one payload and note how it ended; raises `RecordsError` only."""
        try:
            told = self._seal.open(parcel.content)
        except Unreadable:
            await self._bury(parcel, "unreadable")
            return
        try:
            connector = self._doors[parcel.provider].connector
            await self._once(connector, parcel, told["address"], told["payload"])
        except TryAgain as error:
            await self._later(parcel, error)
        except Undeliverable as error:
            await self._bury(parcel, error.reason)
        except RecordsError:
            raise
        except Exception as error:  # left alone it would be tried for ever, and nothing behind it would be sent
            note(named(error), door=parcel.provider, part="sending")
            await self._later(parcel, TryAgain(uncertain=True))
        else:
            await self._desk.mark_sent(parcel)

    async def _once(self, connector: Connector, parcel: Parcel, address: Address, payload: Payload) -> None:
        delivery = f"{parcel.provider}-{parcel.id}"
        if parcel.uncertain and await connector.arrived(address, delivery):
            return
        await connector.send(address, payload, delivery)

    async def _later(self, parcel: Parcel, error: TryAgain) -> None:
        if parcel.attempts >= self._attempts:
            await self._bury(parcel, "gave up")
            return
        pause = min(self._first_pause * 2 ** (parcel.attempts - 1), _LONGEST_PAUSE_SECONDS)
        if error.after_seconds is not None:
            pause = min(max(error.after_seconds, 0.0), _LONGEST_ASKED_SECONDS)
        _log.info("postponed", provider=parcel.provider, payload=parcel.id, attempts=parcel.attempts, seconds=pause)
        await self._desk.postpone(parcel, pause, parcel.uncertain or error.uncertain)

    async def _bury(self, parcel: Parcel, reason: str) -> None:
        dead = await self._desk.bury(parcel, reason)
        _log.error("dead letter", provider=parcel.provider, payload=parcel.id, reason=reason, dead_letters=dead)
