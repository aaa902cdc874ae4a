"""Inbox, outbox, links and places of the platform doors on PostgreSQL, with several workers at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from secondment.identity import Person
from secondment.records.engine import upgrade
from secondment.records.store import Arrival, Held, LastPlace, LinkedAccount, Store, Thread
from secondment.usecases.linking import confirm_link, open_link
from tests.builders import TODAY, TickingClock
from tests.postgresql import missing, schema

SLACK = ("slack",)
EDDA = Person("E1")


@pytest.fixture
def store(clock: TickingClock) -> Iterator[Store]:
    """An empty store on PostgreSQL."""
    if missing():
        pytest.skip(missing())
    with schema("secondment_platform_test") as engine:
        upgrade(engine)
        yield Store(engine, clock)


def test_several_workers_never_take_the_same_message(store: Store) -> None:
    """And each lane keeps its order: what is taken at once is of different lanes."""
    for number in range(40):
        store.accept(Arrival("slack", f"k{number}", f"lane{number % 20}", b"sealed"))

    def work(name: str) -> list[Held]:
        taken: list[Held] = []
        while held := store.claim(SLACK, name, 3, 60):
            taken += held
            for one in held:
                store.complete(one, [one.delivery.encode()])
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [held for told in pool.map(work, ("a", "b", "c", "d")) for held in told]

    assert sorted(f"k{number}" for number in range(40)) == sorted(held.delivery for held in taken)


def test_the_same_delivery_at_the_same_moment_is_kept_once(store: Store) -> None:
    """Unique in the database."""
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: store.accept(Arrival("slack", "k", "lane", b"sealed")), range(8)))

    assert 1 == sum(told)


def test_payloads_are_sent_in_order_and_once(store: Store, clock: TickingClock) -> None:
    """Through postponing and another worker's end."""
    store.post("slack", "d", "lane", [b"1", b"2"])
    (first,) = store.take_due(SLACK, "a", 10, 60)
    clock.seconds = 61
    (again,) = store.take_due(SLACK, "b", 10, 60)
    stale = store.mark_sent(first)
    store.mark_sent(again)
    (second,) = store.take_due(SLACK, "b", 10, 60)

    assert (False, True, b"2", False) == (stale, again.uncertain, second.content, second.uncertain)


def test_links_places_and_threads_are_kept(store: Store, clock: TickingClock) -> None:
    """As on SQLite."""
    account = LinkedAccount("slack", "T1", "U1", "Edda")
    token = open_link(store, clock, account)
    assert token is not None
    linked = confirm_link(store, clock, EDDA, token)
    store.remember_place(EDDA, LastPlace("slack", "T1", "U1", b"way"))
    store.remember_place(EDDA, LastPlace("slack", "T1", "U1", None))
    thread = Thread("slack", "T1", "C1", "1.0", "U1")
    store.accept(Arrival("slack", "k", "lane", None), thread)

    assert (account, EDDA) == (linked, store.binding_of("slack", "T1", "U1", TODAY))
    assert LastPlace("slack", "T1", "U1", b"way") == store.last_place(EDDA, TODAY + timedelta(days=1))
    assert thread == store.thread("slack", "T1", "C1", "1.0")
