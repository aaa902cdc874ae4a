"""The keys Microsoft signs activities with: fetched when first needed, kept for a day, asked for again when unknown."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
import jwt
import structlog

from gateway.errors import Refused

_log = structlog.get_logger("gateway.teams")

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
_KEPT_SECONDS = 24 * 3600.0
_PAUSE_SECONDS = 60.0  # a stranger's made-up key ids must not make us a nuisance
_TIMEOUT_SECONDS = 10.0


class KeysUnavailable(Refused):
    """Microsoft's keys cannot be had just now, and none are kept."""

    status = 503
    sentence = "teams_keys_unavailable"


@dataclass(frozen=True)
class SigningKey:
    """A public key and the channels whose activities may be signed with it."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """The cached key set. `tick` gives seconds that only go forward; `transport` is replaced in tests."""

    def __init__(
        self,
        metadata: str = METADATA,
        tick: Callable[[], float] = time.monotonic,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._metadata = metadata
        self._tick = tick
        self._client = httpx2.AsyncClient(timeout=_TIMEOUT_SECONDS, transport=transport)
        self._keys: dict[str, SigningKey] = {}
        self._tried: float | None = None
        self._fetched: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, key_id: str) -> SigningKey | None:
        """The key of that id, or None; raises `KeysUnavailable` when no key set could be fetched yet."""
        async with self._one_at_a_time:
            if self._is_due(key_id):
                await self._refresh()
        return self._keys.get(key_id)

    def _is_due(self, key_id: str) -> bool:
        now = self._tick()
        if self._fetched is None or now - self._fetched > _KEPT_SECONDS:
            return not self._keys or self._tried is None or now - self._tried > _PAUSE_SECONDS
        return key_id not in self._keys and now - (self._tried or 0.0) > _PAUSE_SECONDS

    async def _refresh(self) -> None:
        self._tried = self._tick()
        try:
            told = await self._get(self._metadata)
            address = str(told["jwks_uri"])
            if urlsplit(address)[:2] != urlsplit(self._metadata)[:2]:
                raise ValueError("the keys lie at another host")
            self._keys = _read(await self._get(address))
            self._fetched = self._tried
        except (httpx2.HTTPError, ValueError, KeyError, TypeError, AttributeError, jwt.PyJWTError) as error:
            _log.error("teams_keys", reason=type(error).__name__)
            # keys that are kept stay good: Microsoft's outage must not become ours
            if not self._keys:
                raise KeysUnavailable() from error

    async def _get(self, address: str) -> Mapping[str, Any]:
        response = await self._client.get(address)
        response.raise_for_status()
        told = response.json()
        if not isinstance(told, dict):
            raise ValueError("not an object")
        return told


def _read(told: Mapping[str, Any]) -> dict[str, SigningKey]:
    rsa = [one for one in told["keys"] if one.get("kty") == "RSA" and one.get("kid")]
    if not rsa:
        raise ValueError("no keys")
    return {
        str(one["kid"]): SigningKey(jwt.PyJWK(one, algorithm="RS256"), frozenset(one.get("endorsements") or ()))
        for one in rsa
    }
