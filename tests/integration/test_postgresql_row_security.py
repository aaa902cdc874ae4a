"""The second lock on PostgreSQL: a transaction sees the records and cases of the person it was opened for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text

from secondment.errors import RecordsError
from secondment.identity import Person
from secondment.records.engine import upgrade
from secondment.records.rows import LIST_TABLES
from secondment.records.store import EVERYBODY, Store
from secondment.records.store.base import TABLES
from secondment.records.store.scope import Of, passes_row_security
from tests.builders import FixedClock, a_secondment, an_extension
from tests.postgresql import ADMIN, engine_in, missing, schema

EDDA, OTTO = Person("E1"), Person("E2")
SCHEMA = "secondment_row_security_test"
LOCKED = ("people", "secondments", "cases", *LIST_TABLES)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Tables in a schema of PostgreSQL, owned by an ordinary role."""
    if missing():
        pytest.skip(missing())
    with schema(SCHEMA) as made:
        upgrade(made)
        yield made


@pytest.fixture
def store(engine: Engine) -> Store:
    """Two people, each with a record that has something in every list, and a case."""
    made = Store(engine, FixedClock())
    for person in (EDDA, OTTO):
        number = person.employee_number
        record = a_secondment(secondment_id=f"SEC-{number}", employee_number=number, extensions=(an_extension(),))
        made.upsert_secondments([record])
        made.add_case(person, "Why?", f"m-{number}")
    return made


def _owners(store: Store, of: Of) -> dict[str, set[str]]:
    """Whose rows a transaction for somebody sees without asking for anybody's, by table."""
    found = {}
    with store.begin(of=of, reads_only=True) as work:
        for name in LOCKED:
            columns = TABLES[name].c
            column = columns["employee_number" if "employee_number" in columns else "secondment_id"]
            found[name] = {str(value)[-2:] for value in work.connection.scalars(select(column))}
    return found


def test_a_query_for_nobody_sees_nothing(store: Store) -> None:
    """A forgotten condition shows no record, no list of one, no case and no name."""
    assert {name: set() for name in LOCKED} == _owners(store, None)


def test_a_query_for_a_person_sees_that_person_alone(store: Store) -> None:
    """Even one that asks for all rows."""
    assert {name: {"E2"} for name in LOCKED} == _owners(store, OTTO)


def test_imports_and_hr_see_everybody(store: Store) -> None:
    """They say so."""
    assert {name: {"E1", "E2"} for name in LOCKED} == _owners(store, EVERYBODY)


def test_what_was_seen_is_over_with_the_transaction(store: Store) -> None:
    """A connection that is used again carries nobody over."""
    for _ in range(5):
        _owners(store, EVERYBODY)
        assert set() == _owners(store, None)["secondments"]


def test_nothing_is_written_for_somebody_else(store: Store) -> None:
    """The database refuses a row of another person."""
    row = {"employee_number": "E3", "name": "N", "work_email": None}
    with pytest.raises(RecordsError), store.begin(of=OTTO) as work:
        work.connection.execute(TABLES["people"].insert(), row)


def test_the_store_asks_for_whom_it_needs(store: Store) -> None:
    """Every query of the product works under the lock."""
    assert ["SEC-E1"] == [record.secondment_id for record in store.own_secondments(EDDA)]
    assert ("Edda Falk", True, 2) == (store.person_name(EDDA), store.has_record(EDDA), store.count_secondments())
    assert ([1001], [1001, 1002]) == (
        [case.number for case in store.cases_of(EDDA)],
        [case.number for case in store.cases()],
    )
    assert (True, True, True) == (
        store.share_turns(EDDA, 1001, "turns"),
        store.answer_case(1002, "Because."),
        store.close_case(1002),
    )
    assert store.share_turns(EDDA, 1002, "turns") is False
    assert 2 == len(store.demo_people({("E1", "SEC-E1"), ("E2", "SEC-E2")}))
    assert {("E1", "SEC-E1")} == {(number, key) for (number, _, _), key in store.ids_by_start(["E1"]).items()}


def test_cases_of_different_people_have_numbers_of_their_own(store: Store) -> None:
    """Though nobody sees the newest case of another person."""
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda at: store.add_case(Person(f"P{at}"), "Why?", f"p-{at}").number, range(8)))

    assert list(range(1003, 1011)) == sorted(opened)


def test_a_role_that_is_let_pass_is_known(engine: Engine) -> None:
    """A superuser sees everything whatever is set, so an operator must be told."""
    admin = engine_in(SCHEMA, ADMIN)

    assert (False, True) == (passes_row_security(engine), passes_row_security(admin))
    admin.dispose()


def test_every_table_with_personal_rows_is_locked(engine: Engine) -> None:
    """A new table of records has to be added to a migration."""
    query = text(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = :schema AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    )
    with engine.connect() as connection:
        locked = set(connection.scalars(query, {"schema": SCHEMA}))
    of_records = {name for name, table in TABLES.items() if "secondment_id" in table.c}

    assert {*of_records, "people", "cases"} == locked
