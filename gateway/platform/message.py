"""The words the platform doors share: who wrote, where, what, and how an answer finds its way back.

A door verifies and parses into a `PlatformMessage`; its `Renderer` turns answers into payloads; its `Connector` sends
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from gateway.wire import Message
from secondment.identity import Choice, Surface

Address = Mapping[str, Any]
Payload = dict[str, Any]
Sign = Callable[[Choice], str]
_PAYLOAD = re.compile(r"~[A-Za-z0-9_-]+\.[0-9a-f]{32}")


@dataclass(frozen=True)
class Account:
    """A verified account at a platform: the provider ("slack", "teams"), its tenant, and the user there."""

    provider: str
    tenant: str
    user: str


@dataclass(frozen=True)
class Place:
    """Where a message was written: in a personal chat, or in a group, whose channel and thread others read."""

    surface: Surface
    channel: str
    thread: str = ""


@dataclass(frozen=True)
class PlatformMessage:
    """A verified message of a platform.

    `key` names the delivery (the same key is the same message). `text` holds words, or the payload of a pressed button
    (`~…`). `address` is the way back as plain JSON. `mentioned`: the assistant was named; `names_others`: somebody else
    was; `alone`: asked in a way that only the person sees (a slash command), so that the answer goes to them alone.
    """

    account: Account
    place: Place
    key: str
    text: str
    address: Address
    mentioned: bool = False
    names_others: bool = False
    alone: bool = False


def is_payload(text: str) -> bool:
    """Whether a text has the shape of a signed button's payload; whether it is one, only the signature says."""
    return bool(_PAYLOAD.fullmatch(text))


class Renderer(Protocol):
    """From answers to payloads of the platform; pure, it sends nothing."""

    def render(self, messages: Sequence[Message], sign: Sign, *, share: bool = False) -> list[Payload]:
        """The payloads to send, in order. With `share`, an article's answer gets a button that shows it to everyone.

        That button stands for `Choice("share", article id)`. A message whose `answer` has `link` (`url`, `title`) is
        shown with that link as a button.
        """

    def settle(self, address: Address) -> list[Payload]:
        """The payloads that mark a pressed button as pressed, for a message that was a button; else none."""


class Connector(Protocol):
    """Sends payloads to the platform."""

    def alone(self, address: Address, personal: Address | None) -> Address | None:
        """The way to the person alone.

        `address` leads to where the person wrote, or holds only `tenant` and `user` when the assistant speaks first;
        `personal` is where they last wrote in a personal chat, if they did. None when there is no way.
        """

    async def send(self, address: Address, payload: Payload, delivery: str) -> None:
        """Send one payload under the delivery's id; raises `TryAgain` or `Undeliverable`."""

    async def arrived(self, address: Address, delivery: str) -> bool:
        """Whether a delivery whose sending was cut off had arrived; False where the platform cannot tell."""

    async def typing(self, address: Address) -> None:
        """Show that an answer is on its way, where the platform can; never raises."""


@runtime_checkable
class Patient(Protocol):
    """A connector that can say more than that an answer is on its way."""

    async def still_working(self, address: Address) -> None:
        """Tell the person, who has waited for some seconds, that it takes longer; never raises."""


class DeliveryError(Exception):
    """A payload was not sent."""


class TryAgain(DeliveryError):
    """Not now: too many requests, a fault of the platform, a dropped connection.

    `after_seconds` is what the platform asked for (None: our own back-off). `uncertain`: it may have arrived all the
    same.
    """

    def __init__(self, after_seconds: float | None = None, *, uncertain: bool = False) -> None:
        super().__init__("try again")
        self.after_seconds = after_seconds
        self.uncertain = uncertain


class Undeliverable(DeliveryError):
    """Never: the platform refuses this payload or this address; `reason` is the platform's word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
