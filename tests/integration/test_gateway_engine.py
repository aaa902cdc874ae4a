"""The way to the engine: what goes out, what comes back, and what a person is told when nothing does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from gateway.app import create_app
from gateway.rasa_client import RasaClient
from secondment.errors import EngineUnavailable
from secondment.identity import FORGET, Choice, hash_text, verify_assertion
from tests.gateway_fakes import ADA, KEYS, FakeDesk, FakeServices, bearer, free_port

Handler = Callable[[web.Request], Awaitable[web.Response]]
Engine = Callable[[Handler], Awaitable[RasaClient]]
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


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    """Makes the real client before an engine that answers everything by one function."""
    async with AsyncExitStack() as stack:

        async def started(handler: Handler) -> RasaClient:
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", handler)
            server = await stack.enter_async_context(TestServer(app))
            rasa = RasaClient(server.port or 0, "the secret", 0.5)
            stack.push_async_callback(rasa.close)
            return rasa

        yield started


def always(told: object = None, status: int = 200, headers: dict[str, str] | None = None) -> Handler:
    """An engine with one answer: JSON, or a text as it stands."""
    text = told if isinstance(told, str) else json.dumps(GOOD if told is None else told)

    async def handler(_: web.Request) -> web.Response:
        return web.Response(text=text, status=status, headers=headers)

    return handler


@asynccontextmanager
async def closed_after(rasa: RasaClient) -> AsyncIterator[None]:
    """Its connections are given back in the end."""
    try:
        yield
    finally:
        await rasa.close()


def gateway(rasa: RasaClient, desk: FakeDesk | None = None) -> httpx2.AsyncClient:
    """A client of a gateway before that engine."""
    app = create_app(FakeServices(), engine=rasa, desk=desk or FakeDesk())
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080")


async def test_a_message_travels_signed_with_the_secret(engine: Engine) -> None:
    """The engine sees the secret header, an assertion it can check, and the words."""
    seen: list[tuple[str, str, dict[str, str]]] = []

    async def remember(request: web.Request) -> web.Response:
        seen.append((request.path, request.headers["x-secondment-secret"], await request.json()))
        return web.json_response(GOOD)

    async with gateway(await engine(remember)) as http:
        await http.post("/api/chat", headers=bearer(), json={"message": "How much notice?"})
    path, secret, body = seen[0]

    assert ("/webhooks/gateway/webhook", "the secret") == (path, secret)
    assert ("How much notice?", ADA) == (
        body["text"],
        verify_assertion(body["assertion"], KEYS.assertion_public_pem).person,
    )


async def test_the_reply_has_the_shape_of_the_contract(engine: Engine) -> None:
    """Texts, signed payloads, and the answer object where there is one."""
    async with gateway(await engine(always())) as http:
        told = (await http.post("/api/chat", headers=bearer(), json={"message": "How much notice?"})).json()
    first, second = told["messages"]

    assert ("One month.", GOOD["messages"][0]["answer"]) == (first["text"], first["answer"])
    assert ["title", "payload"] == list(first["buttons"][0])
    assert {"text": "Anything else?", "buttons": []} == second


async def test_choices_are_read_as_they_were_offered(engine: Engine) -> None:
    """Kind and value arrive unchanged."""
    messages = await (await engine(always())).ask("a", "b")

    assert Choice("tell_more", "notice") == messages[0].offers[0].choice


@pytest.mark.parametrize(
    "handler",
    [
        always("Traceback: secret", 500),
        always("", 401),
        always("not json"),
        always([]),
        always({"messages": [{"text": "x", "buttons": [{"title": "y"}]}]}),
        always({"messages": [{"text": "x", "buttons": [{"title": "y", "choice": ["one"]}]}]}),
    ],
)
async def test_an_engine_that_answers_wrongly_counts_as_down(engine: Engine, handler: Handler) -> None:
    """An outside failure is raised, never turned into nothing."""
    rasa = await engine(handler)

    with pytest.raises(EngineUnavailable):
        await rasa.ask("a", "b")


async def test_a_wish_to_forget_travels_as_messages_do(engine: Engine) -> None:
    """To an address of its own, with the same secret and a signature."""
    seen: list[tuple[str, str, dict[str, str]]] = []

    async def remember(request: web.Request) -> web.Response:
        seen.append((request.path, request.headers["x-secondment-secret"], await request.json()))
        return web.json_response({"forgotten": 1})

    async with gateway(await engine(remember)) as http:
        await http.delete("/api/chat", headers=bearer())
    path, secret, body = seen[0]
    wish = verify_assertion(body["assertion"], KEYS.assertion_public_pem)

    assert ("/webhooks/gateway/forget", "the secret") == (path, secret)
    assert (ADA, FORGET, hash_text(body["text"])) == (wish.person, wish.choice, wish.text_hash)


@pytest.mark.parametrize("handler", [always("", 500), always("", 403), always("", 404), always("", 307)])
async def test_an_engine_that_does_not_forget_counts_as_down(engine: Engine, handler: Handler) -> None:
    """Only 200 is a confirmation."""
    rasa = await engine(handler)

    with pytest.raises(EngineUnavailable):
        await rasa.forget("a", "b")


async def test_when_the_engine_is_down_the_conversation_is_forgotten_all_the_same() -> None:
    """The person's wish is stored; DELETE answers as ever."""
    desk = FakeDesk()
    rasa = RasaClient(free_port(), "the secret", 0.5)
    async with gateway(rasa, desk) as http, closed_after(rasa):
        answer = await http.delete("/api/chat", headers=bearer())

    assert (204, {ADA.employee_number: 1}) == (answer.status_code, desk.epochs)


async def test_nobody_is_followed_elsewhere(engine: Engine) -> None:
    """A redirect would take the message and the secret along."""
    rasa = await engine(always("", 307, {"Location": "/webhooks/gateway/health"}))

    with pytest.raises(EngineUnavailable, match="307"):
        await rasa.ask("a", "b")


async def test_when_the_engine_is_down_the_person_gets_a_sentence_and_the_inbox_the_reference() -> None:
    """503, nothing silent, nothing of the inside."""
    desk = FakeDesk()
    rasa = RasaClient(free_port(), "the secret", 0.5)
    async with gateway(rasa, desk) as http, closed_after(rasa):
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
        async with closed_after(rasa):
            with pytest.raises(EngineUnavailable):
                await rasa.ask("a", "b")


@pytest.mark.parametrize(
    ("status", "failing", "handler"),
    [
        (200, set(), always({"components": {"engine": "ok", "actions": "ok", "knowledge": "ok"}})),
        (503, {"actions"}, always({"components": {"engine": "ok", "actions": "down"}}, 503)),
        (503, {"engine"}, always("broken", 500)),
        (503, {"engine"}, always({}, 401)),
    ],
)
async def test_health_names_the_part_that_fails(
    engine: Engine, status: int, failing: set[str], handler: Handler
) -> None:
    """200 only when everything answers."""
    async with gateway(await engine(handler)) as http:
        told = await http.get("/api/health")

    assert status == told.status_code
    assert failing == {name for name, state in told.json()["components"].items() if state != "ok"}


async def test_health_is_red_when_the_records_are_away(engine: Engine) -> None:
    """The gateway's own part counts too."""
    desk = FakeDesk()
    desk.trouble = "database: OperationalError"
    async with gateway(await engine(always({"components": {"engine": "ok"}})), desk) as http:
        told = await http.get("/api/health")

    assert (503, "unavailable") == (told.status_code, told.json()["status"])


async def test_many_probes_ask_the_engine_once_a_second(engine: Engine) -> None:
    """Probing cannot keep the engine busy."""
    asked = 0

    async def count(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.json_response({"components": {"engine": "ok"}})

    async with gateway(await engine(count)) as http:
        await asyncio.gather(*(http.get("/api/health") for _ in range(10)))

    assert 1 == asked
