"""Erasing a person leaves no row with their ids, and others unharmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from secondment.identity import Person, derive_keys, personal_conversations
from secondment.records.engine import upgrade
from secondment.records.store import EVERYBODY, Arrival, Binding, LastPlace, LinkedAccount, Store, Thread
from secondment.records.store.base import TABLES
from tests.builders import FixedClock, a_secondment, a_store, an_extension
from tests.postgresql import missing, schema

KEYS = derive_keys("k" * 40)
EDDA, OTTO = Person("E-EDDA-1"), Person("E-OTTO-2")
SLACK = {EDDA: "U-EDDA", OTTO: "U-OTTO"}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store in which two people left something in every table."""
    if request.param == "sqlite":
        yield _filled(a_store(tmp_path))
        return
    if missing():
        pytest.skip(missing())
    with schema("secondment_erasing_test") as engine:
        upgrade(engine)
        yield _filled(Store(engine, FixedClock()))


def _filled(store: Store) -> Store:
    for person, user in SLACK.items():
        number = person.employee_number
        record = a_secondment(secondment_id=f"SEC-{number}", employee_number=number, extensions=(an_extension(),))
        store.upsert_secondments([record])
        store.bind([Binding("slack", "T1", user, number, date(2026, 1, 1))])
        store.own_secondments(person, field="end_date", message_id=f"m-{number}")
        store.add_case(person, f"{number} asks why", f"m-{number}")
        store.rate(person, "who-pays", "up", f"m-{number}")
        store.forget(person, "personal")
        store.open_session(number * 5, person, FixedClock().now() + timedelta(hours=1))
        _write(store, number, user)
    return store


def _write(store: Store, number: str, user: str) -> None:
    """Messages: one that another table names, one that none does, one from Slack with its reply."""
    talk = min(_talks(number))
    store.receive("web", f"m-{number}", talk)
    store.receive("web", f"other-{number}", talk)
    account = LinkedAccount("slack", "T1", user, f"{number} in Slack")
    store.open_link(f"token-{number}", account, FixedClock().now() + timedelta(hours=1))
    store.remember_place(Person(number), LastPlace("slack", "T1", user, b"address"))
    store.accept(Arrival("slack", f"s-{number}", _lane(user), b"words"), Thread("slack", "T1", "C1", number[-1], user))
    (held,) = store.claim(["slack"], "worker", 1, 60)
    store.complete(held, [b"reply"])


def _lane(user: str) -> str:
    from gateway.platform.door import lane_of
    from gateway.platform.message import Account

    return lane_of(Account("slack", "T1", user))


def _talks(number: str) -> set[str]:
    return personal_conversations(KEYS, number, {"personal": 1})


def _everything(store: Store) -> dict[str, str]:
    """All rows of all tables as text."""
    with store.begin(of=EVERYBODY, reads_only=True) as work:
        return {
            name: repr([tuple(row) for row in work.connection.execute(select(table))]) for name, table in TABLES.items()
        }


def test_no_row_speaks_of_the_person_any_more(store: Store) -> None:
    """Neither by number, nor by account, talk or message; and every table had something to erase."""
    erased = store.erase_person(EDDA.employee_number, _talks(EDDA.employee_number))
    told = "".join(_everything(store).values())

    assert set(TABLES) - {"organisations", "watched_threads"} == set(erased.rows)
    assert [] == [mark for mark in ("EDDA", _lane("U-EDDA"), *_talks(EDDA.employee_number)) if mark in told]


def test_others_are_unharmed(store: Store) -> None:
    """Every row that the other person's deletion would take is still there."""
    before = store.erase_person(OTTO.employee_number, _talks(OTTO.employee_number), dry_run=True)
    store.erase_person(EDDA.employee_number, _talks(EDDA.employee_number))

    assert before == store.erase_person(OTTO.employee_number, _talks(OTTO.employee_number), dry_run=True)
    assert "U-OTTO" in _everything(store)["watched_threads"]


def test_a_dry_run_tells_the_same_and_changes_nothing(store: Store) -> None:
    """What would go is counted by table."""
    before = _everything(store)
    told = store.erase_person(EDDA.employee_number, dry_run=True)

    assert before == _everything(store)
    assert told == store.erase_person(EDDA.employee_number)


def test_the_audit_says_that_somebody_was_erased_and_not_who(store: Store) -> None:
    """One entry, by the operator."""
    store.erase_person(EDDA.employee_number)
    newest = store.audit_trail(limit=1)[0]

    assert ("operator", "hr", "person_erased", None) == (
        newest.employee_number,
        newest.role,
        newest.kind,
        newest.message_id,
    )


def test_somebody_nobody_knows_is_not_erased(store: Store) -> None:
    """No row goes, and no entry says that one did."""
    before = _everything(store)

    assert {} == store.erase_person("E-NOBODY").rows
    assert before == _everything(store)


def test_contacts_in_other_records_are_counted(store: Store) -> None:
    """They belong to the other person's record, and come again with each import."""
    record = a_secondment(secondment_id="SEC-M", employee_number="E-M", work_email="Kofi.Lund@lumen.example")
    store.upsert_secondments([record])

    assert 2 == store.erase_person("E-M", dry_run=True).named_elsewhere


def test_the_file_holds_nothing_of_an_erased_person(tmp_path: Path) -> None:
    """SQLite would keep deleted rows in its free pages and its log."""
    store = _filled(a_store(tmp_path))
    store.erase_person(EDDA.employee_number, _talks(EDDA.employee_number))

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3*"))

    assert (False, True) == (b"E-EDDA" in kept, b"E-OTTO" in kept)
