"""The API page and its document: what people program against is listed, with the methods and kinds agreed on."""

from __future__ import annotations

from typing import Any, get_args

import httpx2

from gateway.app import create_app
from secondment.answers import Kind
from tests.gateway_fakes import FakeDesk, FakeEngine, FakeServices

CHAT_API = {"/api/chat": {"post", "delete"}, "/api/me": {"get"}, "/api/health": {"get"}}
KINDS = {"knowledge", "record", "clarify", "fallback", "refusal", "handoff", "small_talk"}


async def fetched(path: str) -> httpx2.Response:
    """What somebody without a token gets."""
    transport = httpx2.ASGITransport(create_app(FakeServices(), engine=FakeEngine(), desk=FakeDesk()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as http:
        return await http.get(path)


async def document() -> dict[str, Any]:
    """The machine-readable description."""
    told: dict[str, Any] = (await fetched("/openapi.json")).json()
    return told


async def test_the_page_shows_every_address_of_the_chat_api() -> None:
    """For whoever reads instead of parsing."""
    page = await fetched("/docs")

    assert 200 == page.status_code
    assert [] == [path for path in CHAT_API if f"<code>{path}</code>" not in page.text]


async def test_the_document_lists_the_chat_api_with_its_methods() -> None:
    """Programs are made from it."""
    told = (await document())["paths"]

    assert CHAT_API == {path: set(told.get(path, {})) for path in CHAT_API}


async def test_the_document_lists_every_kind_of_answer() -> None:
    """Those of the contract, which are also those that use cases can say."""
    shape = (await document())["components"]["schemas"]["AnswerShape"]["properties"]["kind"]

    assert KINDS == set(shape["enum"]) == set(get_args(Kind))


async def test_the_document_tells_which_parts_an_answer_may_have() -> None:
    """Article and topic, field and value, choices, case, score and sources."""
    parts = (await document())["components"]["schemas"]["AnswerShape"]["properties"]

    assert set() == {"article", "topic", "score", "sources", "field", "value", "choices", "case"} - set(parts)
