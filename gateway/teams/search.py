"""The search from the box where messages are written: general answers only, to be put into a message to others.

It is asked as in a group, where nothing of the person's own record is told; what is private all the same is left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from gateway.boundary import named, note
from gateway.errors import Refused
from gateway.parts import Gateway
from gateway.platform.message import Payload
from gateway.teams.parse import Search
from gateway.teams.render import CARD, TeamsRenderer
from gateway.turns import Inbound
from gateway.wire import Message, Offer, Reply
from secondment.errors import SecondmentError
from secondment.identity import Person, sign_choice

_BUDGET_SECONDS = 4.0  # Teams gives up after five
_MOST_RESULTS = 3


class Searching:
    """Answers searches."""

    def __init__(self, gateway: Gateway, renderer: TeamsRenderer) -> None:
        self._gateway = gateway
        self._renderer = renderer

    async def answer(self, search: Search) -> dict[str, Any]:
        """The body of the answer to a search: results, or a sentence; raises `RecordsError`."""
        account = search.account
        person = await self._gateway.desk.bound_person(account.provider, account.tenant, account.user)
        if person is None:
            return self._sentence("teams_search_not_linked")
        if not search.words:
            return self._sentence("teams_search_hint")
        try:
            self._gateway.limit.count(person)
            async with asyncio.timeout(_BUDGET_SECONDS):
                found = await self._find(person, search)
        except (SecondmentError, TimeoutError) as error:
            note(named(error), door=account.provider, part="search")
            return self._sentence("teams_search_wait" if isinstance(error, Refused) else "teams_search_failed")
        results = [_result(title, self._renderer.quote(message)) for title, message in found]
        return _body("result", attachmentLayout="list", attachments=results) if results else self._nothing()

    async def _find(self, person: Person, search: Search) -> list[tuple[str, Message]]:
        reply = await self._ask(person, search, search.words, 0)
        found = [(search.words, message) for message in _general(reply.messages)]
        for position, offer in enumerate(_meant(reply.messages)[: _MOST_RESULTS - len(found)], 1):
            payload = sign_choice(self._gateway.keys, offer.choice, reply.conversation)
            told = await self._ask(person, search, payload, position)
            found += [(offer.title, message) for message in _general(told.messages)]
        return found

    async def _ask(self, person: Person, search: Search, text: str, position: int) -> Reply:
        key = f"{search.key}-{position}"
        inbound = Inbound(person, search.account.provider, text, key, f"search/{search.key}", "group")
        return await self._gateway.turns.answer(inbound)

    def _nothing(self) -> dict[str, Any]:
        return self._sentence("teams_search_nothing")

    def _sentence(self, key: str) -> dict[str, Any]:
        return _body("message", text=self._gateway.sentences.say(key))


def _general(messages: Iterable[Message]) -> list[Message]:
    """The answers from articles, of which everybody may read."""
    answers = [(message, message.answer or {}) for message in messages]
    return [one for one, told in answers if told.get("kind") == "knowledge" and not told.get("private")]


def _meant(messages: Iterable[Message]) -> list[Offer]:
    """The articles that may be meant, when the assistant asked back."""
    asked_back = [one for one in messages if (one.answer or {}).get("kind") == "clarify"]
    return [offer for one in asked_back for offer in one.offers if offer.choice.kind == "article"]


def _result(title: str, payload: Payload) -> dict[str, Any]:
    preview = {"contentType": "application/vnd.microsoft.card.thumbnail"}
    return {
        "contentType": CARD,
        "content": payload["card"],
        "preview": {**preview, "content": {"title": title, "text": payload["summary"]}},
    }


def _body(kind: str, **told: Any) -> dict[str, Any]:
    return {"composeExtension": {"type": kind, **told}}
