"""The gateway's desk on a real database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.records_desk import RecordsDesk
from secondment.demo import load_demo
from secondment.identity import Person
from secondment.records.store import Binding
from secondment.settings import Settings
from secondment.wiring import Services
from tests.builders import a_secondment

ADA = Person("E-1001")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """Services on a database of their own."""
    return Services(Settings(home=tmp_path, signing_key="k" * 40, today=date(2026, 11, 21)))


async def test_a_session_lasts_until_it_is_closed(services: Services) -> None:
    """Opening gives an id, closing ends it."""
    desk = RecordsDesk(services)
    session_id = await desk.open_session(ADA)
    before = await desk.session(session_id)
    await desk.close_session(session_id)
    after = await desk.session(session_id)

    assert (ADA, None) == (before, after)


async def test_a_session_ends_by_itself(services: Services) -> None:
    """Half a day later the cookie is worth nothing."""
    session_id = await RecordsDesk(services).open_session(ADA)
    later = Services(services.settings.model_copy(update={"today": date(2026, 11, 23)}))

    assert await RecordsDesk(later).session(session_id) is None


async def test_session_ids_are_not_in_the_database(services: Services) -> None:
    """Who reads the database cannot sign in."""
    session_id = await RecordsDesk(services).open_session(ADA)
    written = b"".join(path.read_bytes() for path in services.settings.home.glob("*.sqlite3*"))

    assert session_id.encode() not in written


async def test_forgetting_begins_a_new_epoch(services: Services) -> None:
    """The epoch is part of the conversation's id; the one that is over is told, for the engine to forget."""
    desk = RecordsDesk(services)
    before = await desk.epoch(ADA)
    over = await desk.forget(ADA)

    assert (before, before + 1, 0) == (over, await desk.epoch(ADA), await desk.epoch(Person("E-1002")))


async def test_a_failed_message_that_is_sent_again_can_still_be_done(services: Services) -> None:
    """The inbox row is one for both attempts, and tells the last."""
    desk = RecordsDesk(services)
    await desk.receive(ADA, "api", "k", "c{}".format)
    await desk.fail("api", "k", "ref1")
    await desk.receive(ADA, "api", "k", "c{}".format)
    await desk.finish("api", "k")
    with services.engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql("SELECT state, reference FROM inbox")]

    assert [("done", None)] == rows


async def test_a_binding_opens_only_its_person_and_only_while_it_holds(services: Services) -> None:
    """Provider, tenant and user together name the person."""
    services.store.bind(
        [
            Binding("oidc", "t", "ada", "E-1001", date(2026, 1, 1)),
            Binding("oidc", "t", "old", "E-1002", date(2025, 1, 1), date(2025, 12, 31)),
        ]
    )
    desk = RecordsDesk(services)

    assert ADA == await desk.bound_person("oidc", "t", "ada")
    assert (None, None) == (await desk.bound_person("oidc", "t", "old"), await desk.bound_person("oidc", "u", "ada"))


async def test_somebody_without_a_record_still_has_an_account(services: Services) -> None:
    """The number stands in for the name."""
    account = await RecordsDesk(services).account(ADA)

    assert ("E-1001", "E-1001", False) == (account.employee_number, account.name, account.record_linked)


async def test_the_picker_of_the_demo_knows_only_demo_people(services: Services) -> None:
    """A database with other people's records keeps them out of it."""
    load_demo(services.store)
    services.store.upsert_secondments([a_secondment()])
    offered = {person.employee_number for person in await RecordsDesk(services).demo_people()}

    assert (11, False) == (len(offered), "E1" in offered)


async def test_health_follows_the_database(services: Services) -> None:
    """A database that is away is told, not raised."""
    desk = RecordsDesk(services)
    before = await desk.healthy()
    with services.engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_epochs")
        connection.commit()

    assert ("ok", True) == (before, (await desk.healthy()).startswith("database"))
