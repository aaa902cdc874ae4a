"""The addresses of the web chat. Every one that changes something is checked for origin and CSRF token first."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from gateway.chat.checks import MESSAGE_LIMIT_CHARACTERS
from gateway.errors import EmptyMessage, MessageTooLong, NotSignedIn, WrongContentType
from gateway.once import delivery_key
from gateway.parts import Gateway
from gateway.sessions import Visit
from gateway.turns import Inbound
from secondment.identity import Person, neutralise

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def talking_routes(gateway: Gateway) -> APIRouter:
    """The chat page and its messages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def chat(request: Request) -> Response:
        """The chat, or the invitation to sign in."""
        visit = await gateway.sessions.visit(request)
        if visit.person is None:
            return await sign_in_page(gateway, visit)
        return await _chat_page(gateway, visit, visit.person)

    @router.post("/chat")
    async def say(request: Request) -> Response:
        """A message from the page: bubbles for htmx, a whole page without JavaScript."""
        form = await read_form(request)
        visit = await gateway.sessions.protected(request, _text(form, "csrf"))
        person = signed_in(visit)
        message = _message(gateway, form)
        gateway.limit.count(person)
        key = delivery_key(person, "web", _text(form, "key") or uuid.uuid4().hex)
        reply = await gateway.answer(Inbound(person, "web", message, key))
        bubbles = gateway.pages.bubbles(reply)
        if request.headers.get("hx-request") == "true":
            return gateway.pages.page("_bubbles.html", bubbles=bubbles, csrf=visit.csrf)
        asked = None if message.startswith("~") else message
        return await _chat_page(gateway, visit, person, bubbles=bubbles, asked=asked)

    return router


def leaving_routes(gateway: Gateway) -> APIRouter:
    """Forgetting the conversation and signing out."""
    router = APIRouter(include_in_schema=False)

    @router.get("/forget")
    async def ask_to_forget(request: Request) -> Response:
        """The confirmation, for browsers without JavaScript."""
        visit = await gateway.sessions.visit(request)
        account = await gateway.desk.account(signed_in(visit))
        return gateway.pages.page("forget.html", account=account, csrf=visit.csrf)

    @router.post("/forget")
    async def forget(request: Request) -> Response:
        """Forget the conversation."""
        form = await read_form(request)
        visit = await gateway.sessions.protected(request, _text(form, "csrf"))
        await gateway.forgetting.forget(signed_in(visit))
        return RedirectResponse("/", 303)

    @router.post("/signout")
    async def sign_out(request: Request) -> Response:
        """End the session."""
        form = await read_form(request)
        await gateway.sessions.protected(request, _text(form, "csrf"))
        response = RedirectResponse("/", 303)
        await gateway.sessions.sign_out(request, response)
        return response

    return router


async def sign_in_page(gateway: Gateway, visit: Visit) -> Response:
    """The ways to sign in that are switched on."""
    people = await gateway.desk.demo_people() if gateway.settings.demo else []
    response = gateway.pages.page(
        "signin.html", csrf=visit.csrf, people=people, has_company=bool(gateway.settings.oidc_issuer)
    )
    gateway.sessions.remember(visit, response)
    return response


async def _chat_page(gateway: Gateway, visit: Visit, person: Person, **places: Any) -> Response:
    account = await gateway.desk.account(person)
    return gateway.pages.page(
        "chat.html",
        account=account,
        csrf=visit.csrf,
        key=secrets.token_hex(16),
        limit=MESSAGE_LIMIT_CHARACTERS,
        **places,
    )


async def read_form(request: Request) -> FormData:
    """The form of a request; raises `WrongContentType` for what no form of ours sends."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
        raise WrongContentType({"expected": _FORMS[0]})
    return await request.form(max_files=0, max_fields=20)


def signed_in(visit: Visit) -> Person:
    """The person of a visit; raises `NotSignedIn`."""
    if visit.person is None:
        raise NotSignedIn()
    return visit.person


def _message(gateway: Gateway, form: FormData) -> str:
    if _text(form, "greet"):
        return gateway.sentences.say("web_greeting")
    # browsers send line ends of forms as CRLF; people count and see one character
    message = _text(form, "message").replace("\r\n", "\n").replace("\0", "")
    if not neutralise(message):
        raise EmptyMessage()
    if len(message) > MESSAGE_LIMIT_CHARACTERS:
        raise MessageTooLong({"limit": f"{MESSAGE_LIMIT_CHARACTERS:,}"})
    return message


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
