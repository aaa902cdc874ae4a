"""Inbox and outbox of the doors that answer later: once, in order, nothing lost, contents gone when done."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from secondment.records.store import Arrival, Store
from tests.builders import TickingClock

SLACK = ("slack",)


def arrival(key: str, lane: str = "a", content: bytes | None = b"sealed") -> Arrival:
    """A message of Slack."""
    return Arrival("slack", key, lane, content)


def test_the_same_delivery_is_kept_once(store: Store) -> None:
    """Unique on provider and key."""
    assert [True, False] == [store.accept(arrival("k")), store.accept(arrival("k"))]


def test_only_the_first_message_of_a_lane_is_given_out(store: Store) -> None:
    """The second waits until the first is finished; another lane does not wait."""
    for key, lane in (("1", "a"), ("2", "a"), ("3", "b")):
        store.accept(arrival(key, lane))
    first = store.claim(SLACK, "w", 10, 60)
    store.complete(first[0], [])

    assert ["1", "3"] == [held.delivery for held in first]
    assert ["2"] == [held.delivery for held in store.claim(SLACK, "w", 10, 60)]


def test_a_message_in_work_is_given_out_again_when_its_lease_is_over(store: Store, clock: TickingClock) -> None:
    """And only the newer attempt may finish it."""
    store.accept(arrival("k"))
    (stale,) = store.claim(SLACK, "w", 10, 60)
    at_once = store.claim(SLACK, "w", 10, 60)
    clock.seconds = 61
    (fresh,) = store.claim(SLACK, "w", 10, 60)

    assert () == at_once
    assert [False, True] == [store.complete(stale, [b"old"]), store.complete(fresh, [b"new"])]
    assert [b"new"] == [parcel.content for parcel in store.take_due(SLACK, "w", 10, 60)]


def test_a_worker_that_starts_again_takes_up_its_own_messages(store: Store) -> None:
    """Those of other workers are left to their leases."""
    for key, lane in (("mine", "a"), ("theirs", "b")):
        store.accept(arrival(key, lane))
    store.claim(SLACK, "me", 1, 60)
    store.claim(SLACK, "they", 10, 60)

    assert 1 == store.release_held("me")
    assert ["mine"] == [held.delivery for held in store.claim(SLACK, "me", 10, 60)]


def test_finishing_a_message_removes_what_it_said(store: Store) -> None:
    """Its row stays, so that the same delivery is known."""
    store.accept(arrival("k"))
    store.complete(store.claim(SLACK, "w", 1, 60)[0], [])
    with store.begin(reads_only=True) as work:
        row = work.connection.execute(text("SELECT state, content FROM inbox")).one()

    assert ("done", None) == tuple(row)


def test_payloads_of_a_lane_go_one_after_the_other(store: Store) -> None:
    """Also while the first waits for its next attempt."""
    store.post("slack", "d", "a", [b"1", b"2"])
    (first,) = store.take_due(SLACK, "w", 10, 60)
    store.postpone(first, 30, uncertain=False)

    assert () == store.take_due(SLACK, "w", 10, 60)


def test_a_postponed_payload_comes_back_when_it_is_due(store: Store, clock: TickingClock) -> None:
    """With the count of its attempts."""
    store.post("slack", "d", "a", [b"1"])
    store.postpone(store.take_due(SLACK, "w", 10, 60)[0], 30, uncertain=True)
    clock.seconds = 31
    (again,) = store.take_due(SLACK, "w", 10, 60)

    assert (2, True) == (again.attempts, again.uncertain)


def test_what_was_being_sent_when_the_worker_died_is_uncertain(store: Store) -> None:
    """It may have arrived."""
    store.post("slack", "d", "a", [b"1"])
    first = store.take_due(SLACK, "w", 10, 60)
    store.release_sending("w")

    assert [False, True] == [parcel.uncertain for parcel in (*first, *store.take_due(SLACK, "w", 10, 60))]


def test_a_payload_that_is_given_up_lets_the_next_one_go(store: Store) -> None:
    """It is counted, and its content is gone."""
    store.post("slack", "d", "a", [b"1", b"2"])
    store.bury(store.take_due(SLACK, "w", 10, 60)[0], "channel_not_found")
    with store.begin(reads_only=True) as work:
        row = work.connection.execute(text("SELECT state, content, reason FROM outbox ORDER BY id")).first()

    assert ("dead", None, "channel_not_found") == tuple(row or ())
    assert (1, [b"2"]) == (store.dead_letters(), [one.content for one in store.take_due(SLACK, "w", 10, 60)])


def test_what_arrived_is_not_given_out_again(store: Store) -> None:
    """And a second word about it changes nothing."""
    store.post("slack", "d", "a", [b"1"])
    (parcel,) = store.take_due(SLACK, "w", 10, 60)

    assert [True, False] == [store.mark_sent(parcel), store.mark_sent(parcel)]
    assert () == store.take_due(SLACK, "w", 10, 60)


def test_replies_are_stored_with_the_done_mark_or_not_at_all(store: Store) -> None:
    """One transaction: when the replies cannot be stored, the message is still to be done."""
    store.accept(arrival("k"))
    store.post("slack", "k", "a", [b"of an earlier life"])
    (held,) = store.claim(SLACK, "w", 1, 60)
    with pytest.raises(Exception, match="IntegrityError"):
        store.complete(held, [b"again"])
    store.release_held("w")

    assert ["k"] == [one.delivery for one in store.claim(SLACK, "w", 1, 60)]
