"""A door as the shared chain sees it, and how its messages are sealed and put in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from gateway.platform.message import Account, Connector, Place, PlatformMessage, Renderer
from secondment.identity import account_lane

Admit = Callable[[PlatformMessage], Awaitable[str | None]]


@dataclass(frozen=True)
class Door:
    """A platform: how its answers are drawn and sent, and who is let in.

    `admit` tells by which name people know the account (for the page that links it), or None when the account is not
    one of those served (a guest, a bot, another company); it may raise `TryAgain`.
    """

    provider: str
    renderer: Renderer
    connector: Connector
    admit: Admit


def lane_of(account: Account, place: Place | None = None) -> str:
    """What is answered in order: the messages of a thread in a group, or of one account in a personal chat."""
    told = (
        (account.provider, account.tenant, place.channel, place.thread)
        if place is not None and place.surface == "group"
        else (account.provider, account.tenant, account.user)
    )
    return account_lane(*told)


def to_json(message: PlatformMessage) -> dict[str, Any]:
    """A message as plain JSON."""
    return {**asdict(message), "address": dict(message.address)}


def from_json(told: dict[str, Any]) -> PlatformMessage:
    """The message of `to_json`."""
    return PlatformMessage(**{**told, "account": Account(**told["account"]), "place": Place(**told["place"])})
