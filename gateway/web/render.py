"""From a reply to HTML: what each bubble shows, sorted by what its buttons mean. Templates hold the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gateway.drawing import EMAIL, is_about_an_article, is_related, topic_name
from gateway.wire import Message, Offer, Reply
from secondment.identity import Choice, Keys, sign_choice
from secondment.sentences import Sentences

_TEMPLATES = Path(__file__).parent / "templates"
_QUIET = frozenset({"source", "tell_more", "rate_up", "rate_down"})


@dataclass(frozen=True)
class Block:
    """A paragraph (one line) or a list (its items)."""

    kind: Literal["paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class WebButton:
    """A button as the page shows it; `payload` is signed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One message as the page shows it."""

    blocks: tuple[Block, ...]
    kind: str
    topic: str | None
    sources: tuple[str, ...]
    choices: tuple[WebButton, ...]
    related: tuple[WebButton, ...]
    more: WebButton | None
    why: WebButton | None
    helpful: WebButton | None
    unhelpful: WebButton | None


class Pages:
    """Renders pages and fragments; `common` is what every page knows (signed-in name, CSRF token and so on)."""

    def __init__(self, keys: Keys, sentences: Sentences) -> None:
        self._keys = keys
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["linked"] = linked
        self._environment.globals["say"] = sentences.say
        self._environment.globals["topic_name"] = partial(topic_name, sentences)

    def page(self, template: str, code: int = 200, **places: Any) -> HTMLResponse:
        """A whole page."""
        defaults: dict[str, Any] = {"account": None, "csrf": "", "key": "", "bubbles": (), "asked": None}
        return HTMLResponse(self._environment.get_template(template).render({**defaults, **places}), code)

    def bubbles(self, reply: Reply) -> tuple[Bubble, ...]:
        """The bubbles of a reply, their buttons signed for its conversation."""
        return tuple(self._bubble(message, reply.conversation) for message in reply.messages)

    def error(
        self, request: Request, status: int, text: str, reference: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """An error as a bubble when the chat asked for a fragment, else as a page."""
        template = "_error.html" if request.headers.get("hx-request") == "true" else "error.html"
        response = self.page(template, status, text=text, reference=reference, status=status)
        response.headers.update(headers or {})
        return response

    def _bubble(self, message: Message, conversation: str) -> Bubble:
        answer = message.answer or {}
        kind = str(answer.get("kind", ""))
        article = answer.get("article") if is_about_an_article(message) else None

        def sign(offer: Offer | None) -> WebButton | None:
            return WebButton(offer.title, sign_choice(self._keys, offer.choice, conversation)) if offer else None

        def about(choice_kind: str) -> WebButton | None:
            own = next((offer for offer in message.offers if offer.choice.kind == choice_kind), None)
            return sign(own or (Offer("", Choice(choice_kind, str(article))) if article else None))

        rest = tuple(offer for offer in message.offers if offer.choice.kind not in _QUIET)
        return Bubble(
            blocks=blocks(message.text),
            kind=kind,
            topic=answer.get("topic"),
            sources=tuple(str(source["title"]) for source in answer.get("sources", ())),
            choices=tuple(_signed(sign(offer)) for offer in rest if not is_related(offer, message)),
            related=tuple(_signed(sign(offer)) for offer in rest if is_related(offer, message)),
            more=sign(next((offer for offer in message.offers if offer.choice.kind == "tell_more"), None)),
            why=about("source"),
            helpful=about("rate_up"),
            unhelpful=about("rate_down"),
        )


def _signed(button: WebButton | None) -> WebButton:
    assert button is not None
    return button


def linked(text: str) -> Markup:
    """The text as HTML, its e-mail addresses as links; everything else is escaped."""
    return Markup(EMAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', str(escape(text))))


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs and `- ` lists of a plain text, in order."""
    found: list[Block] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if not line.startswith("- "):
            found.append(Block("paragraph", (line,)))
        elif found and found[-1].kind == "list":
            found[-1] = Block("list", (*found[-1].lines, line[2:].strip()))
        else:
            found.append(Block("list", (line[2:].strip(),)))
    return tuple(found)
