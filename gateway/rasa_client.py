"""The way to the engine: one persistent loopback connection pool, one secret header, one time-out."""

from __future__ import annotations

from typing import Any, Protocol

import httpx2

from gateway.wire import Message, read_messages
from secondment.errors import EngineUnavailable

_HEALTH_TIMEOUT_SECONDS = 5.0


class Engine(Protocol):
    """What the gateway needs of the engine."""

    async def ask(self, assertion: str, text: str) -> tuple[Message, ...]:
        """The answer to one signed message."""

    async def health(self) -> dict[str, str]:
        """Component name to `ok` or what is wrong; never raises."""

    async def close(self) -> None:
        """Give the connections back."""


class RasaClient:
    """The engine over HTTP. `transport` is replaced in tests."""

    def __init__(
        self, port: int, secret: str, timeout_seconds: float, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._client = httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{port}/webhooks/gateway",
            headers={"X-Secondment-Secret": secret},
            timeout=httpx2.Timeout(timeout_seconds, connect=2.0),
            limits=httpx2.Limits(max_connections=100, max_keepalive_connections=20),
            transport=transport,
            trust_env=False,  # a proxy of the environment must never see signed messages
        )

    async def ask(self, assertion: str, text: str) -> tuple[Message, ...]:
        """The answer to one signed message; raises `EngineUnavailable` when there is none in time."""
        body = {"assertion": assertion, "text": text}
        try:
            response = await self._client.post("/webhook", json=body)
        except httpx2.HTTPError as error:
            raise EngineUnavailable(f"engine: {type(error).__name__}") from error
        if response.status_code != 200:
            raise EngineUnavailable(f"engine: status {response.status_code}")
        return read_messages(_json(response))

    async def health(self) -> dict[str, str]:
        """The components behind the gateway; an engine that does not answer is reported, not raised."""
        try:
            response = await self._client.get("/health", timeout=_HEALTH_TIMEOUT_SECONDS)
            told = _json(response)
        except (httpx2.HTTPError, EngineUnavailable) as error:
            return {"engine": f"unreachable ({type(error).__name__})"}
        components = told.get("components") if isinstance(told, dict) else None
        if isinstance(components, dict) and components:
            return {str(name): str(state) for name, state in components.items()}
        return {"engine": f"status {response.status_code}"}

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()


def _json(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
        raise EngineUnavailable("engine: the answer is not JSON") from error
