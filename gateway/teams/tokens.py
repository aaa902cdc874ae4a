"""The bot's own token: OAuth's client credentials at the company's tenant, kept until shortly before it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
import structlog

from gateway.platform.message import TryAgain

LOGIN = "https://login.microsoftonline.com"
_SCOPE = "https://api.botframework.com/.default"
_EARLY_SECONDS = 300.0
_TIMEOUT_SECONDS = 15.0
_REFUSED_PAUSE_SECONDS = 60.0

_log = structlog.get_logger("gateway.teams")


@dataclass(frozen=True)
class Credentials:
    """The app registration: its id and secret, and the one tenant it lives in. `login` is Microsoft's sign-in."""

    app_id: str
    secret: str
    tenant: str
    login: str = LOGIN


class BotToken:
    """Fetches the token when it is needed and keeps it; `tick` gives seconds that only go forward."""

    def __init__(
        self,
        credentials: Credentials,
        tick: Callable[[], float] = time.monotonic,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._credentials = credentials
        self._tick = tick
        self._client = httpx2.AsyncClient(timeout=_TIMEOUT_SECONDS, transport=transport)
        self._token = ""
        self._until = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def get(self) -> str:
        """The token; raises `TryAgain` when there is none to be had now."""
        async with self._one_at_a_time:
            if not self._token or self._tick() >= self._until:
                await self._fetch()
            return self._token

    def drop(self) -> None:
        """Forget a token that was refused."""
        self._token = ""

    async def _fetch(self) -> None:
        asked = self._credentials
        form = {
            "grant_type": "client_credentials",
            "client_id": asked.app_id,
            "client_secret": asked.secret,
            "scope": _SCOPE,
        }
        try:
            response = await self._client.post(f"{asked.login}/{asked.tenant}/oauth2/v2.0/token", data=form)
            told = response.json()
            if response.status_code != 200:
                # the word for it is safe to log and says what to change: invalid_client is a wrong secret
                _log.error("teams_token_refused", status=response.status_code, reason=str(told.get("error"))[:60])
                raise TryAgain(_REFUSED_PAUSE_SECONDS)
            self._token = str(told["access_token"])
            self._until = self._tick() + max(0.0, float(told["expires_in"]) - _EARLY_SECONDS)
        except (httpx2.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise TryAgain() from error
