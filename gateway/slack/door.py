"""The door of Slack, joined: over HTTP one address for everything Slack sends, over Socket Mode none."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp
from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackClientError

from gateway.boundary import named, note
from gateway.parts import Gateway
from gateway.platform.chain import Chain
from gateway.platform.door import Door
from gateway.slack.app import SlackApp
from gateway.slack.connector import SlackConnector
from gateway.slack.pages import HomePages
from gateway.slack.people import People
from gateway.slack.render import SlackRenderer
from gateway.slack.settings import PROVIDER, SlackSettings, bot_tokens
from gateway.slack.verify import Signature, read

_TRY_AGAIN_SECONDS = 10.0
# how the SDK fails over a payload that is no shape of Slack's; what else fails is for the gateway's boundary
_ODD_SHAPE = (AttributeError, KeyError, IndexError, TypeError, ValueError)
_NO_CONNECTION = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)


def open_slack(gateway: Gateway, chain: Chain, settings: SlackSettings) -> APIRouter:
    """Open the door; raises `SettingsError` when a setting is missing."""
    tokens = bot_tokens(settings)
    connector = SlackConnector(tokens, gateway.sentences, settings.slack_api_url)
    people = People(connector)
    chain.open(Door(PROVIDER, SlackRenderer(gateway.sentences), connector, people.admit))
    pages = HomePages(gateway, chain.desk, connector, people)
    app = SlackApp(settings.slack_app_id, tokens.keys(), chain, pages, gateway.sentences)
    if settings.slack_app_token:
        socket = Socket(app, connector, settings.slack_app_token)
        chain.beside(socket.start, socket.stop)
    return slack_routes(app, Signature(settings.slack_signing_secret))


def slack_routes(app: SlackApp, signature: Signature) -> APIRouter:
    """The one address: events, buttons, windows, commands and shortcuts."""
    router = APIRouter(prefix="/slack", include_in_schema=False)
    handler = AsyncSlackRequestHandler(app.bolt)

    @router.post("/events")
    async def take(request: Request) -> Response:
        """Take in what Slack sends; whatever is signed and none of our business is acknowledged."""
        body = await request.body()
        signature.check(body, request.headers)
        if read(body, request.headers.get("content-type", "")) is None:
            return Response(status_code=200)
        try:
            return await handler.handle(request)
        except _ODD_SHAPE as error:  # the SDK reads a payload before any of its own error handlers is there
            note(named(error), door=PROVIDER, part="unreadable")
            return Response(status_code=200)

    return router


class Socket:
    """Socket Mode: we call Slack, so no port is open to the outside."""

    def __init__(self, app: SlackApp, connector: SlackConnector, token: str) -> None:
        self._app = app
        self._connector = connector
        self._token = token
        self._connecting: asyncio.Task[None] | None = None
        self._handler: AsyncSocketModeHandler | None = None

    async def start(self) -> None:
        """Begin to connect; the gateway serves its other doors meanwhile."""
        self._connecting = asyncio.create_task(self._connect(), name="slack-socket")

    async def stop(self) -> None:
        """Close the connection."""
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._connecting
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]

    async def _connect(self) -> None:
        client = self._connector.client(self._token)
        self._handler = AsyncSocketModeHandler(self._app.bolt, self._token, web_client=client)
        while True:
            try:
                await self._handler.connect_async()  # type: ignore[no-untyped-call]
                return
            except _NO_CONNECTION as error:
                note(named(error), door=PROVIDER, part="socket")
                await asyncio.sleep(_TRY_AGAIN_SECONDS)
