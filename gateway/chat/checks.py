"""What a chat request passes, in one visible order. Host, encoding and body size were checked before (`guards.py`)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from gateway.errors import BadJson, BadKey, EmptyMessage, MessageTooLong, NotSignedIn, WrongContentType
from gateway.once import delivery_key
from gateway.parts import Gateway
from gateway.turns import Inbound
from secondment.errors import IdentityError
from secondment.identity import Person, neutralise, verify_chat_token

MESSAGE_LIMIT_CHARACTERS = 4_000
_THREAD_LIMIT_CHARACTERS = 200
_KEY_LIMIT_CHARACTERS = 200


@dataclass
class Checked:
    """A request on its way through the checks: each check fills in what it found out."""

    request: Request
    gateway: Gateway
    person: Person | None = None
    door: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    thread: str = ""


async def identify(request: Request, gateway: Gateway, changes: bool) -> tuple[Person, str]:
    """Who asks, and through which door; raises `NotSignedIn`.

    With a cookie instead of a token, a request that `changes` something must come from our own page.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme:
        return _bearer(scheme, token, gateway), "api"
    if changes and gateway.sessions.cookie in request.cookies:
        visit = await gateway.sessions.protected(request, request.headers.get("x-csrf-token", ""))
    else:
        visit = await gateway.sessions.visit(request)
    if visit.person is None:
        raise NotSignedIn()
    return visit.person, "web"


def _bearer(scheme: str, token: str, gateway: Gateway) -> Person:
    if scheme.lower() != "bearer":
        raise NotSignedIn()
    try:
        return verify_chat_token(gateway.keys, token.strip())
    except IdentityError as error:
        raise NotSignedIn() from error


async def check_content_type(checked: Checked) -> None:
    """The body must be told to be JSON: a form of another site cannot send that."""
    if checked.request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise WrongContentType({"expected": "application/json"})


async def check_identity(checked: Checked) -> None:
    """Nothing of the body counts before we know who asks."""
    checked.person, checked.door = await identify(checked.request, checked.gateway, changes=True)


async def check_json(checked: Checked) -> None:
    """The body must be an object with a text `message` and at most a text `conversation`."""
    try:
        body = json.loads(await checked.request.body())
    except (ValueError, RecursionError) as error:
        raise BadJson({"reason": "the body is not valid JSON"}) from error
    if not isinstance(body, dict):
        raise BadJson({"reason": "the body must be an object"})
    message, thread = body.get("message"), body.get("conversation")
    if not isinstance(message, str):
        raise BadJson({"reason": "message must be a text"})
    if not isinstance(thread, str | None) or len(thread or "") > _THREAD_LIMIT_CHARACTERS:
        raise BadJson({"reason": f"conversation must be a text of at most {_THREAD_LIMIT_CHARACTERS} characters"})
    checked.message, checked.thread = message, thread or ""


async def check_words(checked: Checked) -> None:
    """There must be something to answer, and every character must be one."""
    if not neutralise(checked.message):
        raise EmptyMessage()
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in checked.message + checked.thread):
        raise BadJson({"reason": "the text has characters that stand for nothing"})


async def check_length(checked: Checked) -> None:
    """A message has at most 4,000 characters."""
    if len(checked.message) > MESSAGE_LIMIT_CHARACTERS:
        raise MessageTooLong({"limit": f"{MESSAGE_LIMIT_CHARACTERS:,}"})


async def check_rate(checked: Checked) -> None:
    """Nobody keeps the engine from the others."""
    checked.gateway.limit.count(_known(checked.person))


Check = Callable[[Checked], Awaitable[None]]

CHECKS: tuple[Check, ...] = (
    check_content_type,
    check_identity,
    check_json,
    check_words,
    check_length,
    check_rate,
)


async def pass_checks(request: Request, gateway: Gateway) -> Inbound:
    """The message of a request that passes every check; raises the first refusal."""
    checked = Checked(request, gateway)
    for check in CHECKS:
        await check(checked)
    person = _known(checked.person)
    return Inbound(person, checked.door, checked.message, _message_id(request, person, checked.door), checked.thread)


def _message_id(request: Request, person: Person, door: str) -> str:
    client_key = request.headers.get("idempotency-key")
    if client_key is None:
        return uuid.uuid4().hex
    if not 0 < len(client_key) <= _KEY_LIMIT_CHARACTERS:
        raise BadKey({"limit": _KEY_LIMIT_CHARACTERS})
    return delivery_key(person, door, client_key)


def _known(person: Person | None) -> Person:
    if person is None:
        raise NotSignedIn()
    return person
