"""The addresses of the chat API: one function in, one out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from gateway.chat.checks import identify, pass_checks
from gateway.chat.health import Health
from gateway.chat.schema import ChatRequest, ChatResponse, HealthResponse, MeResponse, Problem, to_wire
from gateway.parts import Gateway

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": reason}
    for code, reason in {
        401: "no token, a bad one or an expired one",
        403: "sent by another site, or without the page's token (cookie only)",
        413: "over 4,000 characters, or a body over 64 KiB",
        415: "not application/json, or a compressed body",
        422: "malformed JSON or an empty message",
        429: "too many messages; Retry-After says how long to wait",
        503: "the answer could not be made in time; the message is noted under the reference",
    }.items()
}
_SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"cookie": []}]
_CHAT_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": ChatRequest.model_json_schema()}},
    },
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "the same key gives the same reply for ten minutes, so that sending again is safe",
            "schema": {"type": "string", "maxLength": 200},
        }
    ],
    "security": _SECURITY,
}


def _only(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: _PROBLEMS[code] for code in codes}


def chat_routes(gateway: Gateway) -> APIRouter:
    """The chat API of this gateway."""
    router = APIRouter(prefix="/api", tags=["chat"])
    health = Health(gateway.engine, gateway.desk)

    @router.post("/chat", response_model=ChatResponse, responses=_PROBLEMS, openapi_extra=_CHAT_BODY)
    async def say(request: Request) -> Response:
        """Say something and get the answer."""
        inbound = await pass_checks(request, gateway)
        return JSONResponse(to_wire(await gateway.answer(inbound), gateway.keys))

    @router.delete("/chat", status_code=204, responses=_only(401, 403), openapi_extra={"security": _SECURITY})
    async def forget(request: Request) -> Response:
        """Forget the conversation: the next message starts afresh."""
        person, _ = await identify(request, gateway, changes=True)
        await gateway.forgetting.forget(person)
        return Response(status_code=204)

    @router.get("/me", response_model=MeResponse, responses=_only(401), openapi_extra={"security": _SECURITY})
    async def me(request: Request) -> Response:
        """Who is signed in, and whether a record is linked."""
        person, _ = await identify(request, gateway, changes=False)
        return JSONResponse(asdict(await gateway.desk.account(person)))

    @router.get("/health", response_model=HealthResponse, responses={503: {"model": HealthResponse}})
    async def ready() -> Response:
        """Whether a known question is answered right now, and which part fails when not."""
        components = await health.components()
        is_ok = all(state == "ok" for state in components.values())
        body = {"status": "ok" if is_ok else "unavailable", "components": components}
        return JSONResponse(body, 200 if is_ok else 503)

    return router
