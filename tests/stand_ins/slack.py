"""A stand-in for Slack: it signs what it sends to us, and records what we call, failing as it is told to."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from tests.gateway_fakes import free_port, running

SECRET = "the signing secret of the app"
APP, HOME, HOST, BOT = "A1", "T0HOME", "T0HOST", "UBOT"
ADA, BEN, GUEST, STRANGER = "UADA", "UBEN", "UGUEST", "USTRANGE"
_numbers = count(1)


@dataclass(frozen=True)
class Call:
    """A call of the Web API: its method, its arguments, and the token it came with."""

    method: str
    told: dict[str, Any]
    token: str


@dataclass
class Fault:
    """How the next call of a method fails: a status, Slack's word for it, a drop or a wait after it was taken in."""

    method: str
    status: int = 200
    error: str = ""
    retry_after: str = ""
    drops: bool = False
    seconds: float = 0.0


@dataclass
class Slack:
    """What is called, what is kept, and which faults are still to come; `heard` is told of each message in a chat."""

    address: str = ""
    socket: str = ""
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: Callable[[str, str], None] = lambda chat, text: None

    def of(self, method: str) -> list[dict[str, Any]]:
        """What a method was called with."""
        return [call.told for call in self.calls if call.method == method]

    @property
    def posted(self) -> list[dict[str, Any]]:
        """Messages everybody in the channel or chat sees."""
        return [one for told in self.messages.values() for one in told]

    @property
    def texts(self) -> list[str]:
        """Their words, in order of arrival."""
        return [str(one["text"]) for one in sorted(self.posted, key=lambda one: str(one["ts"]))]

    def member(self, user: str) -> dict[str, Any]:
        """A user of the home workspace, unless told otherwise."""
        guest = user == GUEST
        told = {"id": user, "team_id": HOME, "name": user.lower(), "real_name": f"{user.title()} Example"}
        return {**told, "is_restricted": guest, **self.users.get(user, {})}

    def app(self) -> FastAPI:
        """The Web API and the addresses that answer commands."""
        app = FastAPI()

        @app.api_route("/api/{method}", methods=["GET", "POST"])
        async def api(request: Request, method: str) -> Response:
            told = await _told(request)
            self.calls.append(Call(method, told, request.headers.get("authorization", "").removeprefix("Bearer ")))
            fault = next((one for one in self.faults if one.method == method), None)
            if fault is None:
                return JSONResponse(self._answer(method, told))
            self.faults.remove(fault)
            return await self._fail(fault, method, told)

        @app.post("/respond/{name}")
        async def respond(request: Request, name: str) -> Response:
            self.calls.append(Call(f"respond/{name}", await request.json(), ""))
            return PlainTextResponse("ok", 404 if name == "old" else 200)

        return app

    async def _fail(self, fault: Fault, method: str, told: dict[str, Any]) -> Response:
        if fault.drops or fault.seconds:
            answer = self._answer(method, told)
        await asyncio.sleep(fault.seconds)
        if fault.seconds:
            return JSONResponse(answer)
        if fault.drops:
            return StreamingResponse(_dropped(), headers={"Content-Length": "100"})
        if fault.retry_after:
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": fault.retry_after})
        if fault.status != 200:
            return PlainTextResponse("it broke", fault.status)
        return JSONResponse({"ok": False, "error": fault.error} if fault.error else self._answer(method, told))

    def _answer(self, method: str, told: dict[str, Any]) -> dict[str, Any]:
        if method == "chat.postMessage":
            ts = f"1800000000.{next(_numbers):06d}"
            self.messages.setdefault(told["channel"], []).append({**told, "ts": ts})
            self.heard(told["channel"], told["text"])
            return {"ok": True, "ts": ts, "channel": told["channel"]}
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": f"D{told['users']}"}}
        if method in ("conversations.history", "conversations.replies"):
            return {"ok": True, "messages": self.messages.get(told["channel"], [])}
        if method == "apps.connections.open":
            return {"ok": True, "url": self.socket}
        if method == "users.info":
            return {"ok": True, "user": self.member(told["user"])}
        return {"ok": True}


@contextmanager
def slack_running() -> Iterator[Slack]:
    """A stand-in that listens on loopback."""
    port = free_port()
    slack = Slack()
    with running(slack.app(), port) as address:
        slack.address = f"{address}/api/"
        yield slack


async def _dropped() -> AsyncIterator[bytes]:
    yield b"{"
    raise ConnectionResetError


async def _told(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        told: dict[str, Any] = await request.json()
        return told
    if request.method == "GET":
        return dict(request.query_params)
    form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
    form = {**request.query_params, **form}
    return {name: _json(value) if name in ("blocks", "metadata", "view") else value for name, value in form.items()}


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def signed(
    body: bytes, content_type: str = "application/json", *, at: float | None = None, secret: str = SECRET
) -> dict[str, str]:
    """The headers with which Slack sends a body at a moment."""
    stamp = str(int(time.time() if at is None else at))
    mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={mac}",
    }


def event(told: dict[str, Any] | None, **changes: Any) -> dict[str, Any]:
    """An event of the home workspace for our app."""
    return {
        "token": "old",
        "team_id": HOME,
        "api_app_id": APP,
        "event": told,
        "type": "event_callback",
        "event_id": f"Ev{next(_numbers)}",
        "event_time": 1800000000,
        "authorizations": [{"enterprise_id": None, "team_id": HOME, "user_id": BOT, "is_bot": True}],
        **changes,
    }


def stamp() -> str:
    """A time stamp no other message has."""
    return f"1790000000.{next(_numbers):06d}"


def direct(text: str, user: str = ADA, **changes: Any) -> dict[str, Any]:
    """A message in the chat with the assistant."""
    told = {"type": "message", "channel_type": "im", "user": user, "channel": f"D{user}", "ts": stamp(), "text": text}
    return event({**told, **changes})


def mention(text: str, user: str = ADA, kind: str = "app_mention", **changes: Any) -> dict[str, Any]:
    """A message in a channel that names the assistant, as either of the two events of it."""
    told = {"type": kind, "user": user, "channel": "C1", "ts": stamp(), "text": f"<@{BOT}> {text}"}
    return event({**told, **({"channel_type": "channel"} if kind == "message" else {}), **changes})


def in_channel(text: str, user: str = ADA, **changes: Any) -> dict[str, Any]:
    """A message in a channel that names nobody."""
    told = {"type": "message", "channel_type": "channel", "user": user, "channel": "C1", "ts": stamp(), "text": text}
    return event({**told, **changes})


def pressed(value: str, message: dict[str, Any], user: str = ADA, **changes: Any) -> dict[str, Any]:
    """A press of the button with that value on a message of ours."""
    rows = [(row, one) for row in message["blocks"] for one in row.get("elements", ()) if one.get("value") == value]
    row, one = rows[0] if rows else ({"block_id": "more_0"}, {"action_id": "more_0", "text": {"text": "?"}})
    container = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]}
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    action = {"type": "button", "block_id": row["block_id"], "action_id": one["action_id"], "value": value}
    return {
        "type": "block_actions",
        "team": {"id": HOME, "domain": "home"},
        "api_app_id": APP,
        "user": {"id": user, "team_id": HOME},
        "trigger_id": stamp(),
        "container": container,
        "channel": {"id": message["channel"]},
        "message": message,
        "response_url": "",
        "actions": [{**action, "text": one["text"]}],
        **changes,
    }


def command(text: str, user: str = ADA, **changes: Any) -> bytes:
    """`/secondment …` typed in a channel."""
    told = {
        "command": "/secondment",
        "text": text,
        "team_id": HOME,
        "api_app_id": APP,
        "user_id": user,
        "channel_id": "C1",
        "channel_name": "general",
        "trigger_id": stamp(),
        "response_url": "",
    }
    return urlencode({**told, **changes}).encode()


def as_form(payload: dict[str, Any]) -> bytes:
    """A payload as Slack sends what people press."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """Title to value of all buttons of a message."""
    return {
        one["text"]["text"]: one.get("value", one.get("url", ""))
        for row in message["blocks"]
        if row["type"] == "actions"
        for one in row["elements"]
    }
