"""Taking a verified message in, before the platform is acknowledged: once, sealed, and only if it is for us."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from gateway.platform.desk import PlatformDesk
from gateway.platform.door import lane_of, to_json
from gateway.platform.message import PlatformMessage, is_payload
from gateway.platform.sealing import Seal
from secondment.usecases.listening import Spoken, is_question
from secondment.usecases.outgoing import Arrival, Thread

_NOTHING = re.compile("[\\0\ud800-\udfff]")


def readable(text: str) -> str:
    """The text without characters that stand for nothing."""
    return _NOTHING.sub("", text)


class Intake:
    """Takes messages in. `wake` tells the worker that there is something to do."""

    def __init__(self, desk: PlatformDesk, seal: Seal, wake: Callable[[], None]) -> None:
        self._desk = desk
        self._seal = seal
        self._wake = wake

    async def accept(self, message: PlatformMessage) -> bool:
        """Keep a message to be answered; False when it was kept before, or is people talking to each other.

        Raises `RecordsError` when it cannot be kept: then the platform must not be acknowledged.
        """
        message = replace(message, text=readable(message.text))
        account, place = message.account, message.place
        content = self._seal.close(to_json(message))
        arrival = Arrival(account.provider, message.key, lane_of(account, place), content)
        if place.surface == "personal" or message.alone or is_payload(message.text):
            new = await self._desk.take_in(arrival)
        else:
            thread = Thread(account.provider, account.tenant, place.channel, place.thread)
            spoken = Spoken(account.user, message.mentioned, message.names_others, is_question(message.text))
            new = await self._desk.overhear(arrival, thread, spoken)
        if new:
            self._wake()
        return new
