"""Every lie a token or an activity can tell is refused, before anything else is looked at."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
import jwt
import pytest

from gateway.teams.addresses import ServiceAddresses
from gateway.teams.keys import KeysUnavailable, SigningKeys
from gateway.teams.verify import NotForUs, NotFromTeams, Rules, verify
from tests.stand_ins.bot_connector import ADA, APP_ID, KEY, OTHER_KEY, TENANT, BotConnector, Claims

SERVICE = "https://smba.trafficmanager.net/emea/33333333-aaaa-4bbb-8ccc-444444444444/"
METADATA = "https://login.example/v1/.well-known/openidconfiguration"
RULES = Rules(APP_ID, frozenset({TENANT}), ServiceAddresses())
NOW = int(time.time())


class Microsoft(httpx2.AsyncBaseTransport):
    """Serves the key set of a stand-in without a network; `trouble` makes it fail."""

    def __init__(self, teams: BotConnector) -> None:
        self.teams = teams
        self.trouble = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Metadata, then keys."""
        self.teams.asked.append(request.url.path)
        if self.trouble:
            return httpx2.Response(503)
        if request.url.path.endswith("openidconfiguration"):
            return httpx2.Response(200, json={"jwks_uri": "https://login.example/v1/keys"})
        told = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        key = {**told, "kid": "one", "endorsements": list(self.teams.endorsements)}
        return httpx2.Response(200, json={"keys": [key]})


@pytest.fixture
def teams() -> BotConnector:
    """Teams, honest unless bent."""
    return BotConnector(SERVICE)


@pytest.fixture
def keys(teams: BotConnector) -> SigningKeys:
    """The key set, fetched from there."""
    return SigningKeys(METADATA, transport=Microsoft(teams))


async def check(teams: BotConnector, keys: SigningKeys, headers: Mapping[str, str], **more: Any) -> None:
    """Verify what Ada writes, with some of it changed."""
    await verify(headers.get("Authorization", ""), teams.activity(ADA, "Hello", **more), keys, RULES)


async def test_an_honest_activity_passes(teams: BotConnector, keys: SigningKeys) -> None:
    """Signed, for us, from our tenant."""
    await check(teams, keys, teams.proof())


@pytest.mark.parametrize("away", [-60, 60])
async def test_a_minute_of_clock_skew_is_accepted(teams: BotConnector, keys: SigningKeys, away: int) -> None:
    """Clocks differ: up to five minutes either way are no lie."""

    def bend(claims: Claims) -> None:
        claims |= {"exp": NOW - 60} if away < 0 else {"nbf": NOW + 60, "exp": NOW + 3660}

    await check(teams, keys, teams.proof(bend))


BENT: dict[str, Callable[[Claims], Any]] = {
    "another issuer": lambda claims: claims.update(iss="https://sts.windows.net/x/"),
    "no issuer": lambda claims: claims.pop("iss"),
    "another audience": lambda claims: claims.update(aud="someone-else"),
    "a list of audiences": lambda claims: claims.update(aud=[APP_ID, "x"]),
    "no audience": lambda claims: claims.pop("aud"),
    "expired": lambda claims: claims.update(exp=NOW - 400),
    "no expiry": lambda claims: claims.pop("exp"),
    "not yet valid": lambda claims: claims.update(nbf=NOW + 86_400),
    "another service address": lambda claims: claims.update(serviceurl="https://smba.trafficmanager.net/amer/"),
    "no service address": lambda claims: claims.pop("serviceurl"),
    "two service addresses": lambda claims: claims.update(serviceUrl="https://evil.example/"),
    "an odd service address": lambda claims: claims.update(serviceurl={"a": 1}),
}


@pytest.mark.parametrize("lie", BENT)
async def test_a_bent_token_is_refused(teams: BotConnector, keys: SigningKeys, lie: str) -> None:
    """Issuer, audience, expiry and service address are all required and all right."""
    with pytest.raises(NotFromTeams):
        await check(teams, keys, teams.proof(BENT[lie]))


def _encoded(key: Any, algorithm: str, kid: str = "one") -> dict[str, str]:
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": SERVICE, "exp": NOW + 600}
    return {"Authorization": f"Bearer {jwt.encode(claims, key, algorithm=algorithm, headers={'kid': kid})}"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer a.b.c"},
        _encoded(None, "none"),
        _encoded("a secret that is as long as HS256 wants it", "HS256"),
        _encoded(KEY, "RS512"),
        _encoded(OTHER_KEY, "RS256"),
        _encoded(KEY, "RS256", kid="made-up"),
    ],
    ids=["none", "empty", "basic", "garbage", "alg none", "HS256", "RS512", "another key", "unknown key id"],
)
async def test_only_a_token_of_microsofts_key_counts(
    teams: BotConnector, keys: SigningKeys, headers: dict[str, str]
) -> None:
    """RS256 with a key of the set, and nothing else."""
    with pytest.raises(NotFromTeams):
        await check(teams, keys, headers)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"channelId": "webchat"}, "channel or endorsement"),
        ({"channelData": {"tenant": {"id": "99999999-aaaa-4bbb-8ccc-444444444444"}}}, "two tenants"),
        (
            {"channelData": {"tenant": {"id": "foreign"}}, "conversation": {"id": "a:1", "tenantId": "foreign"}},
            "tenant is not on the list",
        ),
        ({"channelData": {}, "conversation": {"id": "a:1"}}, "no tenant"),
    ],
    ids=["another channel", "two tenants", "a foreign tenant", "no tenant"],
)
async def test_what_is_not_for_us_is_refused(
    teams: BotConnector, keys: SigningKeys, more: dict[str, Any], reason: str
) -> None:
    """The token may be right; the tenant or channel is not served here. The log says which."""
    with pytest.raises(NotForUs) as refused:
        await check(teams, keys, teams.proof(), **more)

    assert reason == refused.value.reason


async def test_a_key_not_endorsed_for_teams_is_refused(teams: BotConnector, keys: SigningKeys) -> None:
    """Microsoft signs for other channels with other keys."""
    teams.endorsements = ("webchat",)

    with pytest.raises(NotForUs):
        await check(teams, keys, teams.proof())


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:word@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://evil.example/?smba.trafficmanager.net/",
        "https://evil.example#smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net /",
        "https://smba.trafficmanager.net/../x",
        "//smba.trafficmanager.net/",
        "file:///etc/passwd",
        "",
        None,
    ],
)
async def test_a_service_address_off_the_list_is_refused(keys: SigningKeys, address: Any) -> None:
    """Even one that is signed: what we send there carries the bot's token."""
    teams = BotConnector(address)

    with pytest.raises(NotFromTeams):
        await check(teams, keys, teams.proof())


async def test_keys_are_fetched_once_and_made_up_ids_do_not_make_us_ask_again() -> None:
    """A minute between two attempts, for ids that are not known."""
    teams, now = BotConnector(SERVICE), [0.0]
    keys = SigningKeys(METADATA, tick=lambda: now[0], transport=Microsoft(teams))
    asked = []
    for now[0], kid in ((0.0, "one"), (10.0, "one"), (20.0, "x"), (30.0, "y"), (61.0, "x"), (62.0, "y")):
        await keys.find(kid)
        asked.append(len(teams.asked))

    assert [2, 2, 2, 2, 4, 4] == asked


async def test_keys_are_fetched_anew_after_a_day() -> None:
    """One that Microsoft took back must not be believed for ever."""
    teams, now = BotConnector(SERVICE), [0.0]
    keys = SigningKeys(METADATA, tick=lambda: now[0], transport=Microsoft(teams))
    await keys.find("one")
    now[0] = 24 * 3600.0 + 1
    await keys.find("one")

    assert 4 == len(teams.asked)


async def test_keys_at_another_host_are_not_taken() -> None:
    """Metadata that leads elsewhere is not Microsoft's."""
    keys = SigningKeys("https://login.elsewhere/openidconfiguration", transport=Microsoft(BotConnector(SERVICE)))

    with pytest.raises(KeysUnavailable):
        await keys.find("one")


@pytest.mark.parametrize(
    "told", [[], "odd", {}, {"keys": []}, {"keys": "odd"}, {"keys": [1]}, {"keys": [{"kty": "RSA", "kid": "one"}]}]
)
async def test_keys_in_an_odd_shape_are_none(told: Any) -> None:
    """Nobody is believed by half a key."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        is_metadata = request.url.path.endswith("openidconfiguration")
        return httpx2.Response(200, json={"jwks_uri": "https://login.example/v1/keys"} if is_metadata else told)

    with pytest.raises(KeysUnavailable):
        await SigningKeys(METADATA, transport=httpx2.MockTransport(answer)).find("one")


async def test_keys_that_are_kept_outlive_an_outage() -> None:
    """Microsoft's trouble must not become ours."""
    teams, now = BotConnector(SERVICE), [0.0]
    microsoft = Microsoft(teams)
    keys = SigningKeys(METADATA, tick=lambda: now[0], transport=microsoft)
    await keys.find("one")
    microsoft.trouble, now[0] = True, 25 * 3600.0

    assert await keys.find("one") is not None


async def test_without_any_keys_nobody_is_believed(teams: BotConnector) -> None:
    """The sender is asked to come again: Teams does."""
    microsoft = Microsoft(teams)
    microsoft.trouble = True

    with pytest.raises(KeysUnavailable):
        await check(teams, SigningKeys(METADATA, transport=microsoft), teams.proof())
