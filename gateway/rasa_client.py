"""The way to the engine: one persistent loopback connection pool, one secret header, one time-out."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Protocol

import aiohttp

from gateway.wire import Message, read_messages
from secondment.errors import EngineUnavailable

_CONNECT_SECONDS = 2.0
_HEALTH_SECONDS = 5.0
_FORGET_SECONDS = 3.0
_MOST_CONNECTIONS = 100
_FAILURES = (aiohttp.ClientError, TimeoutError)


class Engine(Protocol):
    """What the gateway needs of the engine."""

    async def ask(self, assertion: str, text: str) -> tuple[Message, ...]:
        """The answer to one signed message."""

    async def forget(self, assertion: str, text: str) -> None:
        """Have an epoch forgotten by a signed wish; raises `EngineUnavailable` when the engine did not confirm it."""

    async def health(self) -> dict[str, str]:
        """Component name to `ok` or what is wrong; never raises."""

    async def close(self) -> None:
        """Give the connections back."""


class RasaClient:
    """The engine over HTTP."""

    def __init__(self, port: int, secret: str, timeout_seconds: float) -> None:
        self._address = f"http://127.0.0.1:{port}/webhooks/gateway"
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, sock_connect=_CONNECT_SECONDS)

    async def ask(self, assertion: str, text: str) -> tuple[Message, ...]:
        """The answer to one signed message; raises `EngineUnavailable` when there is none in time."""
        return read_messages(_json(await self._post("webhook", {"assertion": assertion, "text": text}, self._timeout)))

    async def forget(self, assertion: str, text: str) -> None:
        """Have an epoch forgotten; the person waits for it, so not for long."""
        limit = aiohttp.ClientTimeout(total=_FORGET_SECONDS, sock_connect=_CONNECT_SECONDS)
        await self._post("forget", {"assertion": assertion, "text": text}, limit)

    async def health(self) -> dict[str, str]:
        """The components behind the gateway; an engine that does not answer is reported, not raised."""
        limit = aiohttp.ClientTimeout(total=_HEALTH_SECONDS, sock_connect=_CONNECT_SECONDS)
        try:
            async with self._session.get(f"{self._address}/health", timeout=limit, allow_redirects=False) as response:
                status, told = response.status, _json(await response.read())
        except (*_FAILURES, EngineUnavailable) as error:
            return {"engine": f"unreachable ({type(error).__name__})"}
        components = told.get("components") if isinstance(told, dict) else None
        if isinstance(components, dict) and components:
            return {str(name): str(state) for name, state in components.items()}
        return {"engine": f"status {status}"}

    async def close(self) -> None:
        """Give the connections back."""
        await self._session.close()

    async def _post(self, way: str, body: dict[str, str], limit: aiohttp.ClientTimeout) -> bytes:
        try:
            # where to go next is never the engine's to say: the message and the secret would go along
            async with self._session.post(
                f"{self._address}/{way}", json=body, timeout=limit, allow_redirects=False
            ) as response:
                status, told = response.status, await response.read()
        except _FAILURES as error:
            raise EngineUnavailable(f"engine: {type(error).__name__}") from error
        if status != 200:
            raise EngineUnavailable(f"engine: status {status}")
        return told

    @cached_property
    def _session(self) -> aiohttp.ClientSession:
        """The connections, which belong to the loop that asks first."""
        return aiohttp.ClientSession(
            headers={"X-Secondment-Secret": self._secret},
            timeout=self._timeout,
            connector=aiohttp.TCPConnector(limit=_MOST_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # a proxy of the environment must never see signed messages
        )


def _json(told: bytes) -> Any:
    try:
        return json.loads(told)
    except ValueError as error:
        raise EngineUnavailable("engine: the answer is not JSON") from error
