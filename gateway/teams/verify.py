"""Is this really Teams? Every check of an activity's token, in one visible order; what fails is refused.

The SDKs check less (docs/decisions): none requires an expiry, looks at the endorsement, or knows tenants and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from gateway.errors import Refused
from gateway.teams.addresses import ServiceAddresses
from gateway.teams.keys import SigningKey, SigningKeys

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
_SKEW_SECONDS = 300
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NotFromTeams(Refused):
    """No proof, or none we accept; `reason` is for the log, the sender is told nothing of it."""

    status = 401
    sentence = "teams_not_verified"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class NotForUs(NotFromTeams):
    """It is Teams, but a tenant, channel or address that is not served here."""

    status = 403


@dataclass(frozen=True)
class Rules:
    """Whom we believe: our app's id, the tenants that may use it, the addresses Teams may have."""

    app_id: str
    tenants: frozenset[str]
    addresses: ServiceAddresses


async def verify(authorization: str, activity: Mapping[str, Any], keys: SigningKeys, rules: Rules) -> None:
    """Check the token of an activity and that it fits the activity; raises `NotFromTeams` or `NotForUs`."""
    token = _bearer(authorization)
    key = await _key(token, keys)
    claims = _claims(token, key, rules.app_id)
    _check_address(claims, activity, rules)
    _check_channel(key, activity)
    _check_tenant(activity, rules)


def person_of(activity: Mapping[str, Any]) -> str:
    """The directory's id of who acted; empty when it is nobody of a directory (a bot, a guest of a federated chat)."""
    user = str(_at(activity, "from", "aadObjectId") or "").lower()
    return user if _OBJECT_ID.fullmatch(user) else ""


def tenant_of(activity: Mapping[str, Any]) -> str:
    """The tenant an activity belongs to; raises `NotForUs` when it names none, or two."""
    told = _texts(_at(activity, "channelData", "tenant", "id"), _at(activity, "conversation", "tenantId"))
    if len(told) != 1:
        raise NotForUs("two tenants" if told else "no tenant")
    return told.pop().lower()


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotFromTeams("no token")
    return token.strip()


async def _key(token: str, keys: SigningKeys) -> SigningKey:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise NotFromTeams("malformed token") from error
    if header.get("alg") != "RS256":
        raise NotFromTeams("algorithm")
    key = await keys.find(str(header.get("kid") or ""))
    if key is None:
        raise NotFromTeams("unknown key")
    return key


def _claims(token: str, key: SigningKey, app_id: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=app_id,
            issuer=ISSUER,
            leeway=_SKEW_SECONDS,
            options={"require": ["exp", "iss", "aud"], "strict_aud": True},
        )
    except jwt.PyJWTError as error:
        raise NotFromTeams(type(error).__name__) from error
    return claims


def _check_address(claims: Mapping[str, Any], activity: Mapping[str, Any], rules: Rules) -> None:
    """The address we shall answer to is the signed one, and one of Microsoft's."""
    signed = _texts(claims.get("serviceurl"), claims.get("serviceUrl"))
    address = activity.get("serviceUrl")
    if len(signed) != 1 or not isinstance(address, str) or signed.pop().rstrip("/") != address.rstrip("/"):
        raise NotFromTeams("service address is not the signed one")
    if not rules.addresses.allow(address):
        raise NotForUs("service address is not on the list")


def _check_channel(key: SigningKey, activity: Mapping[str, Any]) -> None:
    if activity.get("channelId") != CHANNEL or CHANNEL not in key.endorsements:
        raise NotForUs("channel or endorsement")


def _check_tenant(activity: Mapping[str, Any], rules: Rules) -> None:
    if tenant_of(activity) not in rules.tenants:
        raise NotForUs("tenant is not on the list")


def _texts(*values: object) -> set[str]:
    return {value for value in values if isinstance(value, str) and value}


def _at(told: Any, *path: str) -> Any:
    for name in path:
        told = told.get(name) if isinstance(told, Mapping) else None
    return told
