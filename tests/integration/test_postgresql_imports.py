"""Importing into PostgreSQL: the same guarantees as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from secondment.errors import ConstraintBroken
from secondment.identity import Person
from secondment.records.engine import upgrade
from secondment.records.importing.importer import Importer
from secondment.records.importing.judging import Judged
from secondment.records.rows import to_rows
from secondment.records.store import Store
from tests.builders import FixedClock, a_secondment
from tests.postgresql import missing, schema


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in PostgreSQL."""
    if missing():
        pytest.skip(missing())
    with schema("secondment_import_test") as engine:
        upgrade(engine)
        yield Store(engine, FixedClock())


def test_a_complete_record_comes_back_as_it_was(store: Store) -> None:
    """Signs that mean something to COPY are stored like any other."""
    record = a_secondment(purpose="a\tb\\N\nc \\. d", sickness_reporting="\\N", conduct_handler="Zoë, “HR”")
    store.upsert_secondments([record])

    assert (record,) == store.own_secondments(Person("E1"))


def test_an_update_takes_the_place_of_everything(store: Store) -> None:
    """The lists of the old record are gone."""
    store.upsert_secondments([a_secondment()])
    changed = a_secondment(objectives=(), status="ended")

    assert ["updated"] == store.upsert_secondments([changed])
    assert (changed,) == store.own_secondments(Person("E1"))


def test_values_that_break_a_rule_are_told_from_a_database_that_fails(store: Store) -> None:
    """What the driver calls a programming error is a broken constraint."""
    with pytest.raises(ConstraintBroken):
        store.upsert_secondments([a_secondment(maximum_total_months=0)])


def test_one_row_the_database_refuses_leaves_the_others(store: Store) -> None:
    """The bad row is found and refused alone; nothing of it is stored."""
    good = [a_secondment(secondment_id=f"SEC-{number}") for number in range(3)]
    bad = replace(a_secondment(), secondment_id="SEC-BAD", employee_number="E2", maximum_total_months=0)
    judged = [Judged(place, record.secondment_id, rows=to_rows(record)) for place, record in enumerate([bad, *good])]
    reports = list(Importer(store).take(judged))

    assert ["refused", "created", "created", "created"] == [report.outcome for report in reports]
    assert () == store.own_secondments(Person("E2"))
