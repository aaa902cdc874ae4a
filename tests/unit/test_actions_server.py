"""The action server from outside: secret first, then size and shape, and errors that tell nothing."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from actions.framing import is_ambiguous
from actions.server import BODY_LIMIT, build_app
from tests.actions_fakes import Echo, FakeServices, Said

SECRET = {"X-Secondment-Secret": "the secret"}


def client(healthy: str = "ok", actions: list[Any] | None = None) -> httpx.AsyncClient:
    """A client of a server with the echo goal."""

    async def health() -> dict[str, str]:
        return {"actions": "ok", "knowledge": healthy}

    app = build_app(actions or [Echo(FakeServices())], "the secret", health)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://actions", headers=SECRET)


async def test_a_good_call_is_answered() -> None:
    """The way through, so that the refusals below mean something."""
    response = await client().post("/webhook", json=Said().call())

    assert "E1 said When does mine end?" == response.json()["responses"][0]["text"]


@pytest.mark.parametrize("secret", [{}, {"X-Secondment-Secret": "another"}, {"X-Secondment-Secret": ""}])
async def test_without_the_secret_nothing_is_read(secret: dict[str, str]) -> None:
    """A broken body gets the same answer as a good one: it was not looked at."""
    async with client() as caller:
        caller.headers.pop("X-Secondment-Secret")
        response = await caller.post("/webhook", content=b"{broken", headers=secret)

    assert (403, {"error": "refused"}) == (response.status_code, response.json())


@pytest.mark.parametrize("body", [b"", b"{broken", b"[]", b"null", b'{"tracker": 1}', b"[" * 100_000])
async def test_a_broken_body_is_refused_without_an_echo(body: bytes) -> None:
    """What was sent is not told back."""
    response = await client().post("/webhook", content=body)

    assert (400, {"error": "refused"}) == (response.status_code, response.json())


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity"])
async def test_a_compressed_body_is_refused(coding: str) -> None:
    """Nothing is ever inflated."""
    response = await client().post("/webhook", content=b"x", headers={"Content-Encoding": coding})

    assert response.status_code == 415


async def test_a_large_body_is_refused() -> None:
    """The limit holds for what is announced."""
    response = await client().post("/webhook", content=b"x" * (BODY_LIMIT + 1))

    assert response.status_code == 413


async def test_a_large_body_is_refused_when_its_length_is_not_told() -> None:
    """The limit holds for what arrives."""

    async def pieces() -> Any:
        for _ in range(20):
            yield b"x" * (BODY_LIMIT // 10)

    response = await client().post("/webhook", content=pieces())

    assert response.status_code == 413


async def test_an_unknown_action_is_not_found() -> None:
    """The name is not told back either."""
    response = await client().post("/webhook", json={**Said().call(), "next_action": "action_x"})

    assert (404, {"error": "refused"}) == (response.status_code, response.json())


@pytest.mark.parametrize("path", ["/actions", "/", "/docs", "/openapi.json"])
async def test_what_the_server_can_do_is_not_listed(path: str) -> None:
    """The stock server lists its actions to everybody."""
    response = await client().get(path)

    assert response.status_code == 404


class Broken(Echo):
    """Fails outside its own boundary."""

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Fail with words that must not be told."""
        raise RuntimeError(f"SECRET of {tracker.latest_message['text']}")


async def test_an_unforeseen_failure_tells_an_incident_id_alone() -> None:
    """The stock server returns the request and the exception."""
    response = await client(actions=[Broken(FakeServices())]).post("/webhook", json=Said().call())

    assert (500, ["error", "incident"]) == (response.status_code, sorted(response.json()))
    assert "SECRET" not in response.text


@pytest.mark.parametrize(("state", "status"), [("ok", 200), ("knowledge cannot be read", 503)])
async def test_health_says_what_is_wrong(state: str, status: int) -> None:
    """Ready means that a known question was answered."""
    response = await client(healthy=state).get("/health")

    assert (status, state) == (response.status_code, response.json()["components"]["knowledge"])


LENGTH = (b"content-length", b"5")


@pytest.mark.parametrize("more", [LENGTH, (b"transfer-encoding", b"chunked")])
def test_a_head_that_reads_in_two_ways_is_refused(more: tuple[bytes, bytes]) -> None:
    """The engine tells one length and nothing else."""
    assert is_ambiguous([LENGTH, more])


def test_a_head_with_one_length_passes() -> None:
    """What the engine sends is not refused."""
    assert not is_ambiguous([(b"host", b"127.0.0.1"), LENGTH])
