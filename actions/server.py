"""The action server: who may call, how large a call may be, and what a failed call tells. Two routes, both secret.

The order of checks is the order of `guarded`: route, secret, framing of the body; only then is the body read.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from actions.base import SecondmentAction, place

log = logging.getLogger("secondment.actions")
BODY_LIMIT = 1024 * 1024
Handler = Callable[[Request], Awaitable[Response]]
Health = Callable[[], Awaitable[dict[str, str]]]


class Refusal(Exception):
    """A call that is not served, with its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def build_app(actions: list[SecondmentAction], secret: str, health: Health) -> Starlette:
    """The server with `POST /webhook` and `GET /health`."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def webhook(request: Request) -> Response:
        return await _run(executor, await read_call(request))

    async def healthy(_: Request) -> Response:
        components = await health()
        ready = all(state == "ok" for state in components.values())
        told = {"status": "ok" if ready else "unavailable", "components": components}
        return JSONResponse(told, status_code=200 if ready else 503)

    return Starlette(
        routes=[
            Route("/webhook", guarded(webhook, secret), methods=["POST"]),
            Route("/health", guarded(healthy, secret), methods=["GET"]),
        ]
    )


def guarded(handler: Handler, secret: str) -> Handler:
    """The handler behind the secret header, with every failure answered by a status and an incident id alone."""
    expected = secret.encode()

    async def guard(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("x-secondment-secret", "").encode(), expected):
            return _refused(403)
        try:
            return await handler(request)
        except Refusal as refusal:
            return _refused(refusal.status)
        except ClientDisconnect:
            return _refused(400)
        except Exception as error:
            incident = secrets.token_hex(4)
            log.error("incident=%s error=%s at=%s", incident, type(error).__name__, place(error))
            return JSONResponse({"error": "internal", "incident": incident}, status_code=500)

    return guard


async def read_call(request: Request) -> dict[str, Any]:
    """The action call in the body, read up to the limit and never inflated; raises `Refusal` for another shape."""
    if request.headers.get("content-encoding"):
        raise Refusal(415)
    if int(request.headers.get("content-length") or 0) > BODY_LIMIT:
        raise Refusal(413)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise Refusal(413)
    try:
        call = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400) from error
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        raise Refusal(400)
    return call


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> Response:
    # no action reads the domain; without one (or a digest of one) the executor refuses the call
    call["domain"] = {}
    try:
        result = await executor.run(call)
    except ActionNotFoundException as error:
        raise Refusal(404) from error
    if result is None:
        raise Refusal(400)
    return JSONResponse({"events": result.events, "responses": result.responses})


def _refused(status: int) -> Response:
    # the rest of the body is not read, so the connection cannot be used again
    return JSONResponse({"error": "refused"}, status_code=status, headers={"Connection": "close"})
