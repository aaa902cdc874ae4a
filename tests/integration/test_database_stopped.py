"""The database stopped at start and in the middle of a turn (security test 16).

A sentence to the person, readiness red, nothing confirmed that is not stored, recovery without restart.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx2
import pytest
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import Engine

from actions.ask_human import AskHuman
from gateway.app import create_app
from secondment.records import engine as engines
from secondment.records.engine import upgrade
from secondment.settings import Settings
from secondment.wiring import Services
from tests.actions_fakes import KEYS as ACTION_KEYS
from tests.actions_fakes import Said
from tests.database_proxy import Fault, Proxy, proxy
from tests.gateway_fakes import FakeEngine, bearer
from tests.postgresql import ROLE, engine_in, missing, schema

# the driver's buffers of a cut connection are found by the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SCHEMA = "secondment_stopped_test"
SIGNING_KEY = "a signing key for tests, of 40 characters"


class ProxiedServices(Services):
    """The services of the product on PostgreSQL behind a proxy, in a schema of their own."""

    def __init__(self, home: Path, port: int) -> None:
        super().__init__(Settings(home=home, signing_key=SIGNING_KEY, database_url=""))
        self.assertion_public_key = ACTION_KEYS.assertion_public_pem
        self._port = port

    @cached_property
    def engine(self) -> Engine:
        """Made as the wiring makes it."""
        engine = engine_in(SCHEMA, f"postgresql://{ROLE}@127.0.0.1:{self._port}/test")
        upgrade(engine)
        return engine


@pytest.fixture
def way() -> Iterator[Proxy]:
    """The way to the database."""
    if missing():
        pytest.skip(missing())
    with schema(SCHEMA), proxy() as made:
        yield made


@pytest.fixture
def services(tmp_path: Path, way: Proxy) -> Services:
    """Services that have not yet opened the database."""
    return ProxiedServices(tmp_path, way.port)


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Services on an SQLite file that wait a moment for a locked one."""
    monkeypatch.setattr(engines, "_BUSY_MILLISECONDS", 100)
    services = Services(Settings(home=tmp_path, signing_key=SIGNING_KEY, database_url=""))
    services.assertion_public_key = ACTION_KEYS.assertion_public_pem
    return services


class Door:
    """The gateway before an engine that always answers."""

    def __init__(self, services: Services) -> None:
        app = create_app(services, engine=FakeEngine())
        self._http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080")

    async def ask(self) -> tuple[int, str]:
        """Status and what the person reads."""
        answer = await self._http.post("/api/chat", headers=bearer(), json={"message": "hello"})
        told = answer.json()
        return answer.status_code, told["detail"] if "detail" in told else told["messages"][0]["text"]

    async def ready(self) -> tuple[int, bool]:
        """Status of the health page, asked anew, and whether it finds the records in order."""
        await asyncio.sleep(1.1)  # what it knows is kept for a second
        answer = await self._http.get("/api/health")
        return answer.status_code, answer.json()["components"]["records"] == "ok"


async def _hand_over(services: Services) -> dict[str, Any]:
    """What the action server tells who confirms a hand-over; always the same message."""
    executor = ActionExecutor()
    executor.register_action(AskHuman(services))
    call = {**Said("who pays me?").call(), "next_action": "action_ask_human", "domain": {}}
    (message,) = (await executor.run(call)).responses
    return {"text": message["text"], **message["custom"]["answer"]}


async def test_stopped_between_turns(services: Services, way: Proxy) -> None:
    """A sentence with a reference and red readiness; as soon as it is back, answers and green."""
    door = Door(services)
    before = await door.ask()
    way.cut()
    during, red = await door.ask(), await door.ready()
    way.restore()
    after, green = await door.ask(), await door.ready()

    assert (200, 503, 200) == (before[0], during[0], after[0])
    assert "I cannot reach the secondment records just now" in during[1]
    assert ((503, False), (200, True)) == (red, green)


async def test_stopped_at_start(services: Services, way: Proxy) -> None:
    """Gateway and action server say what is wrong, and find their tables as soon as the database is there."""
    way.cut()
    door = Door(services)
    during, red, failed = await door.ask(), await door.ready(), await _hand_over(services)
    way.restore()

    assert (503, (503, False), "fallback") == (during[0], red, failed["kind"])
    assert (200, (200, True)) == ((await door.ask())[0], await door.ready())
    assert "handoff" == (await _hand_over(services))["kind"]


async def test_a_hand_over_that_cannot_be_stored_is_not_confirmed(services: Services, way: Proxy) -> None:
    """The person reads that it failed; the same message opens the case when the database is back."""
    services.store.count_secondments()
    way.cut()
    failed = await _hand_over(services)
    way.restore()
    opened = await _hand_over(services)

    assert ("fallback", None, True) == (failed["kind"], failed.get("case"), "cannot reach" in failed["text"])
    assert ("handoff", 1001) == (opened["kind"], opened["case"])


@pytest.mark.parametrize(("fault", "stored"), [("lose commit", 0), ("lose answer", 1)])
async def test_a_commit_that_is_lost_is_not_confirmed(
    services: Services, way: Proxy, fault: Fault, stored: int
) -> None:
    """Whether or not the case was stored: the person is told that it failed, and trying again makes one case."""
    services.store.count_secondments()
    way.fault = fault
    failed = await _hand_over(services)
    found = len(services.store.cases())
    again = await _hand_over(services)

    assert ("fallback", stored) == (failed["kind"], found)
    assert ("handoff", 1001, 1) == (again["kind"], again["case"], len(services.store.cases()))


async def test_a_locked_file_is_told_and_not_confirmed(sqlite: Services) -> None:
    """SQLite: somebody else holds the file; when they let go, the same message is stored."""
    door = Door(sqlite)
    before = await door.ask()
    other = sqlite3.connect(sqlite.settings.home / "secondment.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    during, failed = await door.ask(), await _hand_over(sqlite)
    other.execute("ROLLBACK")
    other.close()

    assert (200, 503, "fallback") == (before[0], during[0], failed["kind"])
    assert (200, "handoff") == ((await door.ask())[0], (await _hand_over(sqlite))["kind"])


async def test_a_file_that_cannot_be_opened_at_start(sqlite: Services) -> None:
    """SQLite: red until it can be."""
    (sqlite.settings.home / "secondment.sqlite3").mkdir()
    door = Door(sqlite)
    during, red = await door.ask(), await door.ready()
    (sqlite.settings.home / "secondment.sqlite3").rmdir()

    assert (503, (503, False)) == (during[0], red)
    assert (200, (200, True)) == ((await door.ask())[0], await door.ready())
