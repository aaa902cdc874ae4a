"""Signing in: the demo picker, the company's provider on loopback, the session, signing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from gateway.app import create_app
from tests.gateway_fakes import ADA, FakeDesk, FakeEngine, FakeServices, FakeSettings, free_port, running
from tests.oidc_stand_in import Provider, new_key

HERE = "http://127.0.0.1:8080"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that listens."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    with running(provider.app(), port):
        yield provider


def client(desk: FakeDesk | None = None, **settings: Any) -> httpx2.AsyncClient:
    """A browser without JavaScript, on a gateway with fakes behind it."""
    app = create_app(FakeServices(FakeSettings(**settings)), engine=FakeEngine(), desk=desk or FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=settings.get("public_url", HERE))


def csrf_of(page: httpx2.Response) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    assert found

    return found[1]


async def sign_in(http: httpx2.AsyncClient, number: str = ADA.employee_number) -> httpx2.Response:
    """Choose somebody in the demo picker."""
    token = csrf_of(await http.get("/"))
    return await http.post("/signin/demo", data={"csrf": token, "employee": number}, headers={"Origin": HERE})


async def company_sign_in(http: httpx2.AsyncClient) -> httpx2.Response:
    """Go to the provider and come back, as a browser does."""
    away = await http.get("/signin/company")
    async with httpx2.AsyncClient(trust_env=False) as other:
        back = await other.get(away.headers["location"])
    return await http.get(back.headers["location"])


async def test_nobody_is_invited_to_sign_in() -> None:
    """Without a session the page is the invitation."""
    async with client() as http:
        page = await http.get("/")

    assert "Ada Example" in page.text
    assert "Your message" not in page.text


async def test_a_demo_person_gets_the_chat() -> None:
    """One choice and one is in."""
    async with client() as http:
        answer = await sign_in(http)
        page = await http.get("/")

    assert (303, "/") == (answer.status_code, answer.headers["location"])
    assert "Your message" in page.text


@pytest.mark.parametrize(("demo", "number"), [(False, ADA.employee_number), (True, "E-9999")])
async def test_only_demo_people_in_a_demo_need_no_password(demo: bool, number: str) -> None:
    """Anything else refuses that."""
    async with client(demo=demo, oidc_issuer="http://127.0.0.1:1") as http:
        page = await http.get("/signin")
        answer = await http.post(
            "/signin/demo",
            data={"csrf": csrf_of(page) if demo else "x", "employee": number},
            headers={"Origin": HERE},
        )

    assert 403 == answer.status_code


async def test_the_session_cookie_is_out_of_reach() -> None:
    """HttpOnly, SameSite, and with https the host prefix."""
    desk = FakeDesk()
    async with client(desk) as http:
        local = (await sign_in(http)).headers["set-cookie"]
    async with client(desk, public_url="https://assistant.example.com") as http:
        page = await http.get("/")

    assert "secondment=" in local and "HttpOnly" in local and "SameSite=lax" in local
    assert page.headers["set-cookie"].startswith("__Host-secondment=") and "Secure" in page.headers["set-cookie"]
    assert "Domain" not in page.headers["set-cookie"] and "Path=/" in page.headers["set-cookie"]


async def test_signing_in_changes_the_session_id() -> None:
    """An id somebody planted before is worth nothing after."""
    async with client() as http:
        before = (await http.get("/")).cookies["secondment"]
        await sign_in(http)

    assert before != http.cookies["secondment"]


async def test_signing_out_ends_the_session_on_the_server() -> None:
    """A copy of the cookie is worth nothing afterwards."""
    async with client() as http:
        await sign_in(http)
        copied = dict(http.cookies)
        await http.post("/signout", data={"csrf": csrf_of(await http.get("/"))}, headers={"Origin": HERE})
        http.cookies.clear()
        http.cookies.update(copied)
        answer = await http.get("/api/me")

    assert 401 == answer.status_code


async def test_a_forged_cookie_is_nobody() -> None:
    """Ids are signed."""
    desk = FakeDesk()
    desk.sessions["session-0"] = ADA
    async with client(desk) as http:
        http.cookies.set("secondment", '"session-0".aaaa')
        answer = await http.get("/api/me")

    assert 401 == answer.status_code


async def test_the_company_account_opens_the_bound_person(provider: Provider) -> None:
    """Code flow with PKCE, state and nonce, then the stored binding."""
    desk = FakeDesk()
    desk.bindings["oidc", provider.issuer, "ada@example.com"] = ADA
    async with client(desk, oidc_issuer=provider.issuer) as http:
        answer = await company_sign_in(http)
        me = await http.get("/api/me")

    assert 303 == answer.status_code
    assert "E-1001" == me.json()["employee_number"]


async def test_the_way_to_the_provider_carries_pkce_state_and_nonce(provider: Provider) -> None:
    """Each of them is what makes a stolen code worthless."""
    async with client(oidc_issuer=provider.issuer) as http:
        away = await http.get("/signin/company")
    asked = parse_qs(urlsplit(away.headers["location"]).query)

    assert ["S256"] == asked["code_challenge_method"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert [f"{HERE}/signin/company/back"] == asked["redirect_uri"]


async def test_somebody_the_company_knows_and_we_do_not_is_told_what_to_do(provider: Provider) -> None:
    """A friendly page, and no session."""
    async with client(oidc_issuer=provider.issuer) as http:
        answer = await company_sign_in(http)
        me = await http.get("/api/me")

    assert (403, 401) == (answer.status_code, me.status_code)
    assert "HR department" in answer.text


def _with(**changes: Any) -> Any:
    return lambda claims: claims.update(changes)


@pytest.mark.parametrize(
    "bend",
    [
        pytest.param(_with(nonce="another"), id="nonce"),
        pytest.param(lambda claims: claims.pop("nonce"), id="no nonce"),
        pytest.param(_with(aud="somebody-else"), id="audience"),
        pytest.param(_with(aud="somebody-else", azp="assistant"), id="audience with our name beside"),
        pytest.param(_with(iss="https://evil.example"), id="issuer"),
        pytest.param(_with(exp=1_700_000_000), id="expired"),
        pytest.param(lambda claims: claims.pop("exp"), id="no expiry"),
        pytest.param(lambda claims: claims.pop("sub"), id="no subject"),
    ],
)
async def test_a_token_that_is_not_wholly_right_opens_nothing(provider: Provider, bend: Any) -> None:
    """Nonce, audience, issuer, expiry: each alone refuses."""
    desk = FakeDesk()
    desk.bindings["oidc", provider.issuer, "ada@example.com"] = ADA
    provider.bend = bend
    async with client(desk, oidc_issuer=provider.issuer) as http:
        answer = await company_sign_in(http)
        me = await http.get("/api/me")

    assert (403, 401) == (answer.status_code, me.status_code)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "another key"])
async def test_a_token_the_provider_did_not_sign_opens_nothing(provider: Provider, algorithm: str) -> None:
    """Even when the provider's list of algorithms holds `none` and HS256."""
    desk = FakeDesk()
    desk.bindings["oidc", provider.issuer, "ada@example.com"] = ADA
    if algorithm == "another key":
        provider.key = new_key()
    else:
        provider.algorithm = algorithm
    async with client(desk, oidc_issuer=provider.issuer) as http:
        answer = await company_sign_in(http)

    assert 403 == answer.status_code


async def test_a_code_without_our_state_opens_nothing(provider: Provider) -> None:
    """Nobody can be signed in as somebody else by a link."""
    async with client(oidc_issuer=provider.issuer) as http:
        await http.get("/signin/company")
        answer = await http.get("/signin/company/back?code=x&state=y")

    assert 403 == answer.status_code


async def test_a_provider_that_is_away_is_told_as_a_page() -> None:
    """No exception text, a way back."""
    async with client(oidc_issuer=f"http://127.0.0.1:{free_port()}") as http:
        answer = await http.get("/signin/company")

    assert 403 == answer.status_code
    assert "To the start" in answer.text
