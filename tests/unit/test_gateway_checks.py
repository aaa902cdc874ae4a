"""The checks of a chat request, one by one and in their order."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from gateway.app import create_app
from gateway.chat.checks import CHECKS, MESSAGE_LIMIT_CHARACTERS
from gateway.guards import BODY_LIMIT_BYTES
from tests.gateway_fakes import ADA, FakeDesk, FakeEngine, FakeServices, FakeSettings, bearer


def client(engine: FakeEngine | None = None, **settings: Any) -> httpx2.AsyncClient:
    """A client of a gateway with fakes behind it."""
    services = FakeServices(FakeSettings(**settings))
    app = create_app(services, engine=engine or FakeEngine(), desk=FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080")


def body_of(length: int) -> bytes:
    """A JSON body whose message has so many characters."""
    return json.dumps({"message": "a" * length}).encode()


JSON = {"Content-Type": "application/json"}


def test_the_order_of_checks_is_one_visible_list() -> None:
    """Who asks is known before anything in the body counts."""
    names = [check.__name__ for check in CHECKS]

    assert ["content_type", "identity", "json", "words", "length", "rate"] == [
        name.removeprefix("check_") for name in names
    ]


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {**JSON, **bearer()}, body_of(5)),
        (413, {**JSON}, b"{" + b" " * BODY_LIMIT_BYTES),
        (413, {**JSON, **bearer()}, body_of(MESSAGE_LIMIT_CHARACTERS + 1)),
        (200, {**JSON, **bearer()}, body_of(MESSAGE_LIMIT_CHARACTERS)),
        (415, {**JSON, **bearer(), "Content-Encoding": "gzip"}, body_of(5)),
        (415, {"Content-Type": "text/plain", **bearer()}, body_of(5)),
        (415, {**bearer()}, body_of(5)),
        (401, {**JSON}, body_of(5)),
        (401, {**JSON}, b"not json"),
        (401, {**JSON}, body_of(MESSAGE_LIMIT_CHARACTERS + 1)),
        (401, {**JSON, "Authorization": "Basic YTpi"}, body_of(5)),
        (401, {**JSON, "Authorization": "Bearer "}, body_of(5)),
        (401, {**JSON, **bearer(seconds=-5)}, body_of(5)),
        (422, {**JSON, **bearer()}, b"not json"),
        (422, {**JSON, **bearer()}, b"[1]"),
        (422, {**JSON, **bearer()}, b"{}"),
        (422, {**JSON, **bearer()}, b'{"message": 5}'),
        (422, {**JSON, **bearer()}, b'{"message": "  \\n "}'),
        (422, {**JSON, **bearer()}, b'{"message": "///"}'),
        (422, {**JSON, **bearer()}, b'{"message": "a\\ud800"}'),
        (422, {**JSON, **bearer()}, b'{"message": "a\\u0000"}'),
        (422, {**JSON, **bearer()}, b'{"message": "a", "conversation": {"id": 1}}'),
        (422, {**JSON, **bearer()}, b'{"message": "' + b"[" * 20000 + b'"'),
        (422, {**JSON, **bearer(), "Idempotency-Key": "k" * 201}, body_of(5)),
    ],
)
async def test_each_refusal_has_its_status(status: int, headers: dict[str, str], body: bytes) -> None:
    """Every check answers with the status of the contract, and the first that fails wins."""
    async with client() as http:
        answer = await http.post("/api/chat", headers=headers, content=body)

    assert status == answer.status_code


async def test_a_refusal_says_why_and_under_which_reference() -> None:
    """A person and an operator can both work with a refusal."""
    async with client() as http:
        answer = await http.post("/api/chat", headers={**JSON, **bearer()}, content=b'{"message": ""}')

    assert {"detail", "reference"} == set(answer.json())
    assert "empty" in answer.json()["detail"]


async def test_a_missing_token_is_told_how_to_ask() -> None:
    """401 carries WWW-Authenticate."""
    async with client() as http:
        answer = await http.post("/api/chat", headers=JSON, content=body_of(1))

    assert 'Bearer realm="secondment"' == answer.headers["www-authenticate"]


async def test_a_chunked_body_is_counted_as_it_comes() -> None:
    """A body without a length is refused once it is over the limit, however much would follow."""
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        for _ in range(64):
            sent += 8192
            yield b" " * 8192

    async with client() as http:
        answer = await http.post("/api/chat", headers={**JSON, **bearer()}, content=endless())

    assert 413 == answer.status_code


async def test_a_busy_person_is_asked_to_wait() -> None:
    """The rate limit is per person and says how long to wait."""
    async with client(messages_per_minute=2) as http:
        statuses = [
            (await http.post("/api/chat", headers=bearer(), json={"message": "hello"})).status_code for _ in range(2)
        ]
        refused = await http.post("/api/chat", headers=bearer(), json={"message": "hello"})

    assert [200, 200, 429] == [*statuses, refused.status_code]
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_bad_requests_do_not_use_up_the_rate() -> None:
    """Only messages that would be asked are counted."""
    async with client(messages_per_minute=1) as http:
        await http.post("/api/chat", headers=bearer(), json={"message": " "})
        answer = await http.post("/api/chat", headers=bearer(), json={"message": "hello"})

    assert 200 == answer.status_code


async def test_nothing_reaches_the_engine_before_all_checks_pass() -> None:
    """The engine sees only what was let through."""
    engine = FakeEngine()
    async with client(engine) as http:
        await http.post("/api/chat", headers={**JSON, **bearer()}, content=b'{"message": ""}')
        await http.post("/api/chat", headers=bearer(ADA), json={"message": "hello"})

    assert ["hello"] == [text for _, text in engine.asked]
