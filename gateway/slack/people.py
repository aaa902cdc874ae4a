"""Who is let in: members of the workspace itself. Guests, bots, strangers of shared channels and leavers are not."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from gateway.platform.message import PlatformMessage
from gateway.slack.connector import SlackConnector

_KEPT_SECONDS = 600.0
_KEPT = 5_000
_SHUT_OUT = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


class People:
    """Asks Slack who a user is, and keeps the answer for ten minutes."""

    def __init__(self, connector: SlackConnector, tick: Callable[[], float] = time.monotonic) -> None:
        self._connector = connector
        self._tick = tick
        self._known: dict[tuple[str, str], tuple[float, str | None]] = {}

    async def admit(self, message: PlatformMessage) -> str | None:
        """The name people know the account by, or None when it is not let in; raises `TryAgain`."""
        key = (message.account.tenant, message.account.user)
        until, name = self._known.get(key, (0.0, None))
        if until > self._tick():
            return name
        told = await self._connector.user(*key)
        name = named(told, key[0]) if told else None
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[key] = (self._tick() + _KEPT_SECONDS, name)
        return name


def named(user: Mapping[str, Any], team: str) -> str | None:
    """How a member of the workspace is called, or None for anybody else."""
    if any(user.get(one) for one in _SHUT_OUT) or user.get("team_id") != team:
        return None
    name = str(user.get("real_name") or user.get("name") or user.get("id") or "")
    return f"{name} (@{user['name']}, {team})" if user.get("name") else f"{name} ({team})"
