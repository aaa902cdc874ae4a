"""The way to the engine: what goes out, what comes back, and what a person is told when nothing does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from gateway.app import create_app
from gateway.rasa_client import RasaClient
from secondment.errors import EngineUnavailable
from secondment.identity import Choice, verify_assertion
from tests.gateway_fakes import ADA, KEYS, FakeDesk, FakeServices, bearer, free_port

Handler = Callable[[httpx2.Request], httpx2.Response]
GOOD: dict[str, Any] = {
    "messages": [
        {
            "text": "One month.",
            "buttons": [{"title": "Tell me more", "choice": ["tell_more", "notice"]}],
            "answer": {"kind": "knowledge", "article": "notice", "sources": [{"title": "Guide"}]},
        },
        {"text": "Anything else?", "buttons": [], "answer": {}},
    ]
}


def engine(handler: Handler, port: int = 1) -> RasaClient:
    """The real client before an engine of one function."""
    return RasaClient(port, "the secret", 0.5, httpx2.MockTransport(handler))


def gateway(rasa: RasaClient, desk: FakeDesk | None = None) -> httpx2.AsyncClient:
    """A client of a gateway before that engine."""
    app = create_app(FakeServices(), engine=rasa, desk=desk or FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080")


async def test_a_message_travels_signed_with_the_secret() -> None:
    """The engine sees the secret header, an assertion it can check, and the words."""
    seen: list[httpx2.Request] = []

    def remember(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json=GOOD)

    async with gateway(engine(remember)) as http:
        await http.post("/api/chat", headers=bearer(), json={"message": "How much notice?"})
    body = json.loads(seen[0].content)

    assert ("/webhooks/gateway/webhook", "the secret") == (seen[0].url.path, seen[0].headers["x-secondment-secret"])
    assert ("How much notice?", ADA) == (
        body["text"],
        verify_assertion(body["assertion"], KEYS.assertion_public_pem).person,
    )


async def test_the_reply_has_the_shape_of_the_contract() -> None:
    """Texts, signed payloads, and the answer object where there is one."""
    async with gateway(engine(lambda _: httpx2.Response(200, json=GOOD))) as http:
        told = (await http.post("/api/chat", headers=bearer(), json={"message": "How much notice?"})).json()
    first, second = told["messages"]

    assert ("One month.", GOOD["messages"][0]["answer"]) == (first["text"], first["answer"])
    assert ["title", "payload"] == list(first["buttons"][0])
    assert {"text": "Anything else?", "buttons": []} == second


async def test_choices_are_read_as_they_were_offered() -> None:
    """Kind and value arrive unchanged."""
    messages = await engine(lambda _: httpx2.Response(200, json=GOOD)).ask("a", "b")

    assert Choice("tell_more", "notice") == messages[0].offers[0].choice


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(500, text="Traceback: secret"),
        httpx2.Response(401),
        httpx2.Response(200, text="not json"),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json={"messages": [{"text": "x", "buttons": [{"title": "y"}]}]}),
        httpx2.Response(200, json={"messages": [{"text": "x", "buttons": [{"title": "y", "choice": ["one"]}]}]}),
        httpx2.Response(302, headers={"Location": "http://evil.example"}),
    ],
)
async def test_an_engine_that_answers_wrongly_counts_as_down(answer: httpx2.Response) -> None:
    """An outside failure is raised, never turned into nothing."""
    with pytest.raises(EngineUnavailable):
        await engine(lambda _: answer).ask("a", "b")


async def test_when_the_engine_is_down_the_person_gets_a_sentence_and_the_inbox_the_reference() -> None:
    """503, nothing silent, nothing of the inside."""
    desk = FakeDesk()
    rasa = RasaClient(free_port(), "the secret", 0.5)
    async with gateway(rasa, desk) as http:
        answer = await http.post("/api/chat", headers=bearer(), json={"message": "hello"})
    reference = answer.json()["reference"]

    assert 503 == answer.status_code
    assert reference in answer.json()["detail"]
    assert [f"failed {reference}"] == list(desk.inbox.values())


async def test_an_engine_that_is_too_late_counts_as_down() -> None:
    """The time-out of the settings holds."""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the gateway gives up; nothing is ever said
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    async with server:
        rasa = RasaClient(server.sockets[0].getsockname()[1], "the secret", 0.2)
        with pytest.raises(EngineUnavailable):
            await rasa.ask("a", "b")


@pytest.mark.parametrize(
    ("status", "failing", "answer"),
    [
        (200, set(), httpx2.Response(200, json={"components": {"engine": "ok", "actions": "ok", "knowledge": "ok"}})),
        (503, {"actions"}, httpx2.Response(503, json={"components": {"engine": "ok", "actions": "down"}})),
        (503, {"engine"}, httpx2.Response(500, text="broken")),
        (503, {"engine"}, httpx2.Response(401, json={})),
    ],
)
async def test_health_names_the_part_that_fails(status: int, failing: set[str], answer: httpx2.Response) -> None:
    """200 only when everything answers."""
    async with gateway(engine(lambda _: answer)) as http:
        told = await http.get("/api/health")

    assert status == told.status_code
    assert failing == {name for name, state in told.json()["components"].items() if state != "ok"}


async def test_health_is_red_when_the_records_are_away() -> None:
    """The gateway's own part counts too."""
    desk = FakeDesk()
    desk.trouble = "database: OperationalError"
    components = {"engine": "ok"}
    async with gateway(engine(lambda _: httpx2.Response(200, json={"components": components})), desk) as http:
        told = await http.get("/api/health")

    assert (503, "unavailable") == (told.status_code, told.json()["status"])


async def test_many_probes_ask_the_engine_once_a_second() -> None:
    """Probing cannot keep the engine busy."""
    asked = 0

    def count(_: httpx2.Request) -> httpx2.Response:
        nonlocal asked
        asked += 1
        return httpx2.Response(200, json={"components": {"engine": "ok"}})

    async with gateway(engine(count)) as http:
        await asyncio.gather(*(http.get("/api/health") for _ in range(10)))

    assert 1 == asked
