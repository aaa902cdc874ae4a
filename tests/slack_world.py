"""The gateway with the door of Slack open, in front of a stand-in Slack and a fake engine that minds the surface."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from gateway.app import create_app
from gateway.records_desk import RecordsDesk
from gateway.wire import Message, Offer
from secondment.identity import Assertion, Choice
from secondment.records.engine import open_engine, upgrade
from secondment.records.store import Binding, Store
from tests.gateway_fakes import (
    ASK_ALONE,
    CLARIFY,
    HELLO,
    PAYER,
    PRIVATE_END,
    SMALL,
    FakeEngine,
    FakeServices,
    FakeSettings,
)
from tests.stand_ins.slack import ADA, APP, BEN, HOME, HOST, SECRET, Slack, as_form, signed

PASSED_ON = Message(
    "Passed on as case 1001.",
    (Offer("Add the last turns", Choice("share_turns", "1001")),),
    {"kind": "handoff", "case": 1001, "private": True},
)


def careful(assertion: Assertion, text: str) -> Message:
    """As the engine with its use cases: nothing of the record on a group's surface."""
    if assertion.choice is not None and assertion.choice.kind == "pass_to_hr":
        return PASSED_ON
    if assertion.choice is not None:
        return SMALL if assertion.choice.kind.startswith("rate_") else PAYER
    if "end" in text.lower():
        return PRIVATE_END if assertion.surface == "personal" else ASK_ALONE
    by_word = {"hello": HELLO, "pays": PAYER, "long": CLARIFY}
    return next((answer for word, answer in by_word.items() if word in text.lower()), SMALL)


@dataclass
class SlackWorld:
    """The gateway, Slack, the engine and the store."""

    app: FastAPI
    slack: Slack
    engine: FakeEngine
    store: Store
    http: httpx2.AsyncClient

    async def take(self, body: bytes, headers: dict[str, str]) -> httpx2.Response:
        """Send a body to the door."""
        return await self.http.post("/slack/events", content=body, headers=headers)

    async def event(self, payload: dict[str, Any], **headers: str) -> httpx2.Response:
        """Send a signed event."""
        body = httpx2.Request("POST", "http://x", json=payload).content
        return await self.take(body, {**signed(body), **headers})

    async def form(self, payload: dict[str, Any] | bytes) -> httpx2.Response:
        """Send what somebody pressed or typed as a command."""
        body = payload if isinstance(payload, bytes) else as_form(payload)
        return await self.take(body, signed(body, "application/x-www-form-urlencoded"))

    async def until(self, done: Callable[[], object], seconds: float = 3.0) -> None:
        """Wait until something holds; raises `TimeoutError`."""
        async with asyncio.timeout(seconds):
            while not done():
                await asyncio.sleep(0.01)

    async def posts(self, number: int) -> list[dict[str, Any]]:
        """The messages in chats and channels, once there are so many."""
        await self.until(lambda: len(self.slack.posted) >= number)
        return self.slack.posted

    async def quiet(self) -> None:
        """Wait until all that was taken in is done and sent."""

        def is_done() -> bool:
            with self.store.begin(reads_only=True) as work:
                rows = work.connection.exec_driver_sql(
                    "SELECT 1 FROM inbox WHERE content IS NOT NULL UNION ALL "
                    "SELECT 1 FROM outbox WHERE content IS NOT NULL"
                )
                return rows.first() is None

        await self.until(is_done)


@asynccontextmanager
async def slack_world(
    folder: Path, slack: Slack, engine: FakeEngine | None = None, app_token: str = ""
) -> AsyncIterator[SlackWorld]:
    """The gateway at work on a database in a folder; Ada's and Ben's accounts are bound."""
    settings = FakeSettings(
        slack_signing_secret="" if app_token else SECRET,
        slack_app_token=app_token,
        slack_app_id=APP,
        slack_workspaces=f"{HOME}=xoxb-home,{HOST}=xoxb-host",
        slack_api_url=slack.address,
    )
    services = FakeServices(settings)
    database = open_engine(f"sqlite:///{folder / 'records.sqlite3'}")
    upgrade(database)
    services.store = store = Store(database, services.clock)
    today = services.clock.today()
    store.bind([Binding("slack", HOME, user, number, today) for user, number in ((ADA, "E-1001"), (BEN, "E-1002"))])
    engine = engine or FakeEngine(told=careful)
    app = create_app(services, engine=engine, desk=RecordsDesk(services))
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as http,
    ):
        yield SlackWorld(app, slack, engine, store, http)
