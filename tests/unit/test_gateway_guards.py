"""Hosts, origins and the headers of every answer."""

from __future__ import annotations

import re

import httpx2
import pytest

from gateway.app import create_app
from gateway.guards import is_own_origin
from tests.gateway_fakes import FakeDesk, FakeEngine, FakeServices, FakeSettings, bearer

PUBLIC = "https://assistant.example.com"


def client(public_url: str = "", error: Exception | None = None) -> httpx2.AsyncClient:
    """A client of a gateway at an address."""
    services = FakeServices(FakeSettings(public_url=public_url))
    app = create_app(services, engine=FakeEngine(error=error), desk=FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=public_url or "http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("own", "origin", "host"),
    [
        (True, PUBLIC, "assistant.example.com"),
        (True, "http://127.0.0.1:9000", "127.0.0.1:9000"),
        (True, "http://[::1]:8080", "[::1]:8080"),
        (False, "http://assistant.example.com", "assistant.example.com"),
        (False, "https://assistant.example.com.evil.example", "assistant.example.com"),
        (False, "http://evil.example", "evil.example"),
        (False, "http://localhost:9001", "localhost:9000"),
        (False, "null", "assistant.example.com"),
        (False, "", ""),
    ],
)
def test_only_our_own_origins_are_ours(own: bool, origin: str, host: str) -> None:
    """The public address, or the loopback address the request went to."""
    assert own == is_own_origin(origin, host, PUBLIC)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a@b:c"])
async def test_a_foreign_host_is_refused(host: str) -> None:
    """No foreign name can be bound to us."""
    async with client() as http:
        answer = await http.get("/api/me", headers={**bearer(), "Host": host})

    assert 400 == answer.status_code


async def test_probes_may_ask_for_health_under_any_name() -> None:
    """Probes use the address of the machine."""
    async with client() as http:
        answer = await http.get("/api/health", headers={"Host": "10.1.2.3:8080"})

    assert 200 == answer.status_code


@pytest.mark.parametrize("path", ["/", "/api/me", "/api/nothing", "/nothing", "/docs", "/static/style.css"])
async def test_every_answer_carries_the_security_headers(path: str) -> None:
    """Also errors, also files."""
    async with client() as http:
        headers = (await http.get(path)).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert ("nosniff", "same-origin") == (headers["x-content-type-options"], headers["referrer-policy"])


async def test_answers_with_personal_content_are_not_stored() -> None:
    """No browser or proxy keeps what a person was told."""
    async with client() as http:
        assert "no-store" == (await http.get("/api/me", headers=bearer())).headers["cache-control"]
        assert "no-store" == (await http.get("/")).headers["cache-control"]


async def test_https_is_remembered_by_browsers_only_where_it_is_used() -> None:
    """HSTS follows the public address."""
    async with client(PUBLIC) as secure, client() as local:
        assert "strict-transport-security" in (await secure.get("/")).headers
        assert "strict-transport-security" not in (await local.get("/")).headers


async def test_an_unexpected_error_tells_nothing_of_itself() -> None:
    """A person gets a sentence and a reference, never exception text."""
    async with client(error=RuntimeError("secret detail")) as http:
        answer = await http.post("/api/chat", headers=bearer(), json={"message": "hello"})

    assert 500 == answer.status_code
    assert "secret" not in answer.text
    assert answer.json()["reference"] in answer.json()["detail"]


async def test_pages_load_nothing_from_elsewhere() -> None:
    """The API page and the chat use local files alone."""
    async with client() as http:
        pages = [(await http.get(path)).text for path in ("/", "/docs")]
    told = [address for page in pages for address in re.findall(r'(?:src|href|action)="([^"]*)"', page)]

    assert [] == [address for address in told if not address.startswith(("/", "#")) or address.startswith("//")]
