"""The demo records: loaded once, only where no others are, and only their people are offered."""

from __future__ import annotations

from secondment.demo import demo_records, load_demo
from secondment.records.store import Store
from tests.builders import a_secondment


def test_the_demo_is_loaded_once(store: Store) -> None:
    """Twelve records of eleven people; loading again changes nothing."""
    assert (12, 0) == (load_demo(store), load_demo(store))
    assert 11 == len(store.demo_people(demo_records()))


def test_only_demo_people_are_offered_in_the_demo(store: Store) -> None:
    """Neither other people on record, nor somebody whose number a demo person happens to have."""
    load_demo(store)
    store.upsert_secondments([a_secondment(), a_secondment(secondment_id="SEC-2", employee_number="D1001")])
    offered = {person.employee_number for person, _ in store.demo_people(demo_records())}

    assert 10 == len(offered)
    assert not offered & {"E1", "D1001"}


def test_the_demo_stays_out_where_records_are(store: Store) -> None:
    """Real records are never joined by demo people."""
    store.upsert_secondments([a_secondment()])

    assert 0 == load_demo(store)
