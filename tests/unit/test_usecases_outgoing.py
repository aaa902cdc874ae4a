"""What the doors that answer later note about messages and payloads, through use cases."""

from __future__ import annotations

import pytest

from secondment.records.store import Arrival, Held, Store
from secondment.usecases import outgoing

SLACK = ("slack",)


def taken(store: Store, key: str = "k") -> Held:
    """A message that was taken in and is being worked on."""
    outgoing.take_in(store, Arrival("slack", key, "a", b"sealed"))
    (held,) = outgoing.next_messages(store, SLACK, "w")
    return held


@pytest.mark.parametrize(("reference", "state"), [(None, "done"), ("0a1b2c3d", "failed")])
def test_a_message_with_a_reference_counts_as_failed(store: Store, reference: str | None, state: str) -> None:
    """And its replies go out all the same: the person is told the reference."""
    outgoing.complete(store, taken(store), [b"1"], reference)
    with store.begin(reads_only=True) as work:
        kept = work.connection.exec_driver_sql("SELECT state, reference FROM inbox").one()

    assert (state, reference) == tuple(kept)
    assert [b"1"] == [one.content for one in outgoing.next_payloads(store, SLACK, "w")]


def test_what_a_newer_attempt_took_over_is_not_answered_twice(store: Store) -> None:
    """The older one is told so."""
    held = taken(store)
    outgoing.recover(store, "w")
    (newer,) = outgoing.next_messages(store, SLACK, "w")

    assert [False, True] == [outgoing.complete(store, one, [b"1"]) for one in (held, newer)]


def test_what_is_given_up_is_counted(store: Store) -> None:
    """All of it so far."""
    outgoing.post(store, "slack", "r1", "a", [b"1"])
    outgoing.post(store, "slack", "r2", "b", [b"2"])
    parcels = outgoing.next_payloads(store, SLACK, "w")

    assert [1, 2] == [outgoing.bury(store, one, "channel_not_found") for one in parcels]


def test_what_was_posted_before_is_not_posted_again(store: Store) -> None:
    """The same delivery is said once."""
    assert [True, False] == [outgoing.post(store, "slack", "r1", "a", [b"1"]) for _ in range(2)]


def test_what_arrived_makes_way_for_the_next(store: Store) -> None:
    """And what is postponed keeps its place in the lane."""
    outgoing.post(store, "slack", "r1", "a", [b"1", b"2"])
    (first,) = outgoing.next_payloads(store, SLACK, "w")
    outgoing.mark_sent(store, first)
    (second,) = outgoing.next_payloads(store, SLACK, "w")
    outgoing.postpone(store, second, 60, uncertain=True)

    assert ([b"1", b"2"], ()) == ([first.content, second.content], outgoing.next_payloads(store, SLACK, "w"))
