"""The one address Teams calls: verified, read, kept or answered, acknowledged."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import structlog
from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse, Response

from gateway.errors import BadJson
from gateway.parts import Gateway
from gateway.platform.chain import Chain
from gateway.platform.message import DeliveryError, PlatformMessage
from gateway.teams.connector import TeamsConnector
from gateway.teams.keys import SigningKeys
from gateway.teams.origin import Origins
from gateway.teams.parse import Ignored, Installed, Search, parse
from gateway.teams.render import TeamsRenderer
from gateway.teams.search import Searching
from gateway.teams.verify import NotFromTeams, Rules, verify

_log = structlog.get_logger("gateway.teams")


@dataclass(frozen=True)
class Teams:
    """The parts of this door."""

    rules: Rules
    keys: SigningKeys
    renderer: TeamsRenderer
    connector: TeamsConnector
    origins: Origins


def teams_routes(gateway: Gateway, chain: Chain, teams: Teams) -> APIRouter:
    """The address of the bot."""
    router = APIRouter(prefix="/api/teams", include_in_schema=False)
    searching = Searching(gateway, teams.renderer)

    @router.post("/messages")
    async def messages(request: Request) -> Response:
        """An activity: acknowledged as soon as it is kept; only a search is answered at once."""
        activity = await _verified(request, teams)
        parsed = parse(activity)
        if isinstance(parsed, Search):
            return JSONResponse(await searching.answer(parsed))
        if isinstance(parsed, Installed):
            return await _welcome(gateway, chain, teams, parsed.message)
        if isinstance(parsed, Ignored):
            _log.info("teams_ignored", reason=parsed.reason[:60])
        else:
            await chain.accept(teams.origins.restore(parsed, activity))
        return JSONResponse({})

    return router


async def _verified(request: Request, teams: Teams) -> dict[str, Any]:
    try:
        activity = json.loads(await request.body())
        json.dumps(activity, ensure_ascii=False).encode()  # half a character could be kept nowhere
    except (ValueError, RecursionError) as error:
        raise BadJson({"reason": "the body is not valid JSON"}) from error
    if not isinstance(activity, dict):
        raise BadJson({"reason": "the body must be an object"})
    try:
        await verify(request.headers.get("authorization", ""), activity, teams.keys, teams.rules)
    except NotFromTeams as error:
        _log.warning("teams_refused", reason=error.reason)
        raise
    return activity


async def _welcome(gateway: Gateway, chain: Chain, teams: Teams, message: PlatformMessage) -> Response:
    """In a personal chat as if the person had said hello; in a group a sentence on how to call the assistant."""
    if message.place.surface == "personal":
        await chain.accept(replace(message, text=gateway.sentences.say("web_greeting")))
        return JSONResponse({})
    return JSONResponse({}, background=BackgroundTask(_introduce, gateway, teams, message))


async def _introduce(gateway: Gateway, teams: Teams, message: PlatformMessage) -> None:
    """A courtesy: when Teams does not take it, it is not tried again."""
    text = gateway.sentences.say("teams_installed_in_group")
    try:
        await teams.connector.send(message.address, {"text": text, "summary": text}, message.key)
    except DeliveryError as error:
        _log.info("teams_not_introduced", reason=str(error)[:60])
