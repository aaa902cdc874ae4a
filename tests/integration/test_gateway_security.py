"""Security from outside: who may ask (test 8), and what other sites can make a browser do (test 9)."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import httpx2
import jwt
import pytest

from gateway.app import create_app
from secondment.identity import Choice, derive_keys, epoch_of, issue_chat_token, sign_choice
from tests.gateway_fakes import ADA, BEN, KEYS, FakeDesk, FakeEngine, FakeServices, FakeSettings, bearer
from tests.integration.test_gateway_signin import HERE, csrf_of, sign_in


def client(engine: FakeEngine | None = None, desk: FakeDesk | None = None) -> httpx2.AsyncClient:
    """A client of a gateway with fakes behind it."""
    app = create_app(FakeServices(FakeSettings()), engine=engine or FakeEngine(), desk=desk or FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=HERE)


def _part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


CLAIMS = {"aud": "secondment-chat", "sub": "E-1001", "exp": int(time.time()) + 300, "role": "employee"}
BAD_TOKENS = {
    "alg none": f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(CLAIMS)}.",
    "another key": issue_chat_token(derive_keys("another signing key of forty characters."), ADA, 300),
    "another audience": jwt.encode({**CLAIMS, "aud": "secondment-engine"}, KEYS.chat_secret, "HS256"),
    "no audience": jwt.encode({k: v for k, v in CLAIMS.items() if k != "aud"}, KEYS.chat_secret, "HS256"),
    "no expiry": jwt.encode({k: v for k, v in CLAIMS.items() if k != "exp"}, KEYS.chat_secret, "HS256"),
    "expired": issue_chat_token(KEYS, ADA, -1),
    "unknown role": jwt.encode({**CLAIMS, "role": "root"}, KEYS.chat_secret, "HS256"),
    "nobody": jwt.encode({**CLAIMS, "sub": ""}, KEYS.chat_secret, "HS256"),
    "garbage": "garbage",
}


@pytest.mark.parametrize("kind", BAD_TOKENS)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/chat"), ("GET", "/api/me"), ("DELETE", "/api/chat")])
async def test_a_bad_token_is_nobody(kind: str, method: str, path: str) -> None:
    """401, whatever the rest of the request says."""
    engine = FakeEngine()
    async with client(engine) as http:
        headers = {"Authorization": f"Bearer {BAD_TOKENS[kind]}", "Content-Type": "application/json"}
        answer = await http.request(method, path, headers=headers, content=b'{"message": "hello"}')

    assert (401, [], []) == (answer.status_code, engine.asked, engine.forgotten)


async def test_somebody_elses_conversation_id_leads_to_ones_own() -> None:
    """The client's value selects nobody and nothing."""
    engine = FakeEngine()
    async with client(engine) as http:
        await http.post("/api/chat", headers=bearer(ADA), json={"message": "hello"})
        theirs = engine.asked[0][0].conversation
        answer = await http.post("/api/chat", headers=bearer(BEN), json={"message": "hello", "conversation": theirs})
    told = engine.asked[1][0]

    assert 200 == answer.status_code
    assert (BEN, True) == (told.person, told.conversation != theirs)


async def test_somebody_elses_button_is_only_text() -> None:
    """Payloads are good in their own conversation."""
    engine = FakeEngine()
    async with client(engine) as http:
        await http.post("/api/chat", headers=bearer(ADA), json={"message": "hello"})
        payload = sign_choice(KEYS, Choice("share_turns", "1001"), engine.asked[0][0].conversation)
        await http.post("/api/chat", headers=bearer(BEN), json={"message": payload})

    assert engine.asked[1][0].choice is None


async def test_ones_own_button_comes_back_as_a_choice() -> None:
    """The payload of the reply is what the next message sends."""
    engine = FakeEngine()
    async with client(engine) as http:
        reply = await http.post("/api/chat", headers=bearer(), json={"message": "who pays?"})
        payload = reply.json()["messages"][0]["buttons"][0]["payload"]
        await http.post("/api/chat", headers=bearer(), json={"message": payload})

    assert Choice("tell_more", "who-pays-salary") == engine.asked[1][0].choice


async def test_forgetting_starts_a_new_conversation() -> None:
    """DELETE answers 204 and the next message has another conversation."""
    engine = FakeEngine()
    async with client(engine) as http:
        await http.post("/api/chat", headers=bearer(), json={"message": "hello"})
        forgotten = await http.delete("/api/chat", headers=bearer())
        await http.post("/api/chat", headers=bearer(), json={"message": "hello"})

    assert 204 == forgotten.status_code
    assert engine.asked[0][0].conversation != engine.asked[1][0].conversation
    assert [epoch_of(engine.asked[0][0].conversation)] == [wish.conversation for wish in engine.forgotten]


async def test_forgetting_on_the_page_reaches_the_engine_too() -> None:
    """The form of the page, with and without a script."""
    engine = FakeEngine()
    async with client(engine) as http:
        await sign_in(http)
        token = csrf_of(await http.get("/"))
        answer = await http.post("/forget", data={"csrf": token}, headers={"Origin": HERE})

    assert (303, [ADA]) == (answer.status_code, [wish.person for wish in engine.forgotten])


async def test_the_same_idempotency_key_gives_the_same_reply() -> None:
    """Sending again is safe."""
    engine = FakeEngine()
    headers = {**bearer(), "Idempotency-Key": "one"}
    async with client(engine) as http:
        replies = [(await http.post("/api/chat", headers=headers, json={"message": "who pays?"})).json() for _ in "ab"]

    assert (1, True) == (len(engine.asked), replies[0] == replies[1])


FORM = {"message": "hello", "employee": "E-1002"}
STATE_CHANGING = ["/chat", "/forget", "/signout", "/signin/demo"]


@pytest.mark.parametrize("path", STATE_CHANGING)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
async def test_another_site_cannot_change_anything(path: str, origin: str) -> None:
    """403 on a foreign Origin, even with the page's token."""
    async with client() as http:
        await sign_in(http)
        token = csrf_of(await http.get("/"))
        answer = await http.post(path, data={"csrf": token, **FORM}, headers={"Origin": origin})

    assert 403 == answer.status_code


@pytest.mark.parametrize("path", STATE_CHANGING)
@pytest.mark.parametrize("token", ["", "0" * 64])
async def test_a_form_without_our_token_changes_nothing(path: str, token: str) -> None:
    """403 without the CSRF token."""
    async with client() as http:
        await sign_in(http)
        answer = await http.post(path, data={"csrf": token, **FORM}, headers={"Origin": HERE})

    assert 403 == answer.status_code


@pytest.mark.parametrize("path", STATE_CHANGING)
async def test_plain_text_is_no_form(path: str) -> None:
    """415: forms of other sites can send text/plain with any body."""
    async with client() as http:
        await sign_in(http)
        answer = await http.post(path, content=b"csrf=1", headers={"Origin": HERE, "Content-Type": "text/plain"})

    assert 415 == answer.status_code


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"Origin": HERE}),
        (403, {"Origin": "https://evil.example"}),
        (403, {"Origin": HERE, "X-CSRF-Token": "wrong"}),
        (403, {"Origin": HERE, "X-CSRF-Token": ""}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (415, {"Origin": HERE, "Content-Type": "text/plain"}),
    ],
)
async def test_the_api_takes_a_cookie_only_from_our_own_page(status: int, headers: dict[str, str]) -> None:
    """Origin, token and content type hold for the API as for the forms."""
    async with client() as http:
        await sign_in(http)
        told = {"X-CSRF-Token": csrf_of(await http.get("/")), "Content-Type": "application/json", **headers}
        answer = await http.post("/api/chat", headers=told, content=b'{"message": "hello"}')

    assert status == answer.status_code


async def test_forgetting_by_cookie_needs_the_token_too() -> None:
    """DELETE changes something."""
    async with client() as http:
        await sign_in(http)
        answer = await http.delete("/api/chat", headers={"Origin": HERE})

    assert 403 == answer.status_code


async def test_a_bearer_token_beside_a_cookie_counts_alone() -> None:
    """A cookie never lends its person to a bad token."""
    async with client() as http:
        await sign_in(http)
        answer = await http.get("/api/me", headers={"Authorization": "Bearer garbage"})

    assert 401 == answer.status_code
