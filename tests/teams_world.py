"""The whole gateway with its door of Teams, on a real database, between a stand-in Microsoft and a fake engine."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from gateway.app import create_app
from gateway.wire import Message
from secondment.identity import Assertion
from secondment.records.engine import open_engine, upgrade
from secondment.records.store import Binding, Store
from tests.gateway_fakes import (
    ASK_ALONE,
    HELLO,
    PAYER,
    PRIVATE_END,
    SMALL,
    FakeEngine,
    FakeServices,
    FakeSettings,
    free_port,
    running,
)
from tests.gateway_fakes import CLARIFY as _CLARIFY
from tests.stand_ins.bot_connector import ADA, APP_ID, BEN, SECRET, TENANT, BotConnector, Member, Sent

CLARIFY = Message(_CLARIFY.text, _CLARIFY.offers, {"kind": "clarify"})


def careful(assertion: Assertion, text: str) -> Message:
    """As the engine with its use cases: nothing of the record on a group's surface."""
    words = text.lower()
    if "leave" in words:
        return PAYER if assertion.surface == "personal" else ASK_ALONE
    if "end" in words:
        return PRIVATE_END if assertion.surface == "personal" else ASK_ALONE
    if assertion.choice is not None:
        return PAYER if assertion.choice.kind == "article" else SMALL
    return next(
        (told for word, told in {"hello": HELLO, "pays": PAYER, "long": CLARIFY}.items() if word in words), SMALL
    )


@dataclass
class World:
    """A running gateway, the Microsoft before it, the engine behind it."""

    address: str
    teams: BotConnector
    engine: FakeEngine
    store: Store
    # kept open: a client made for each message would read the certificates of the machine each time
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=10))

    def post(self, activity: dict[str, Any], headers: dict[str, str] | None = None) -> httpx2.Response:
        """Teams sends an activity, with its proof unless told otherwise."""
        proof = self.teams.proof() if headers is None else headers
        return self.client.post(f"{self.address}/api/teams/messages", json=activity, headers=proof)

    def said(self, *activities: dict[str, Any], replies: int = 1) -> list[Sent]:
        """What arrives at Teams after people wrote; waits for so many messages."""
        before = len(self.teams.messages)
        for activity in activities:
            assert 200 == self.post(activity).status_code
        self.until(lambda: len(self.teams.messages) >= before + replies)
        return self.teams.messages[before:]

    @staticmethod
    async def later(done: Callable[[], bool]) -> None:
        """Wait until something holds, while others work; raises `TimeoutError`."""
        async with asyncio.timeout(15):
            while not done():
                await asyncio.sleep(0.02)

    @staticmethod
    def until(done: Callable[[], bool], seconds: float = 15.0) -> None:
        """Wait until something holds; raises `TimeoutError`."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)


@contextlib.contextmanager
def microsoft() -> Iterator[BotConnector]:
    """A running stand-in for Microsoft."""
    port = free_port()
    teams = BotConnector(f"http://127.0.0.1:{port}")
    with running(teams.app(), port):
        yield teams


def services_of(
    folder: Path, teams: BotConnector, *bound: Member, port: int = 8080, service: str = ""
) -> tuple[FakeServices, FakeEngine]:
    """What a gateway is made of, on a database in a folder; `bound` are bound to their records."""
    settings = FakeSettings(
        port=port,
        teams_app_id=APP_ID,
        teams_app_secret=SECRET,
        teams_tenant=TENANT,
        teams_login_url=teams.address,
        teams_service_url=service or teams.address,
    )
    services = FakeServices(settings)
    database = open_engine(f"sqlite:///{folder / 'records.sqlite3'}")
    upgrade(database)
    services.store = Store(database, services.clock)
    numbers = {ADA: "E-1001", BEN: "E-1002"}
    today = services.clock.today()
    services.store.bind([Binding("teams", TENANT, one.object_id, numbers[one], today) for one in bound])
    return services, FakeEngine(told=careful)


@contextlib.contextmanager
def gateway(folder: Path, teams: BotConnector, *bound: Member, service: str = "") -> Iterator[World]:
    """A running gateway; `service` is another Bot Connector than that of the stand-in."""
    port = free_port()
    services, engine = services_of(folder, teams, *bound, port=port, service=service)
    with running(create_app(services, engine=engine), port) as address:
        yield World(address, teams, engine, services.store)


@contextlib.contextmanager
def teams_world(folder: Path) -> Iterator[World]:
    """Microsoft and a gateway; Ada and Ben are bound to their records."""
    with microsoft() as teams, gateway(folder, teams, ADA, BEN) as world:
        yield world


def search(teams: BotConnector, words: str) -> dict[str, object]:
    """A search from the box where messages are written; opened without words when there are none."""
    parameters = [{"name": "question", "value": words}] if words else [{"name": "initialRun", "value": "true"}]
    value = {"commandId": "secondment", "parameters": parameters}
    return teams.activity(ADA, type="invoke", name="composeExtension/query", value=value)
