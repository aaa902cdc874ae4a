"""What is old goes, each thing after its own days; what is under way stays."""

from __future__ import annotations

from datetime import timedelta

from secondment.identity import Person
from secondment.records.store import Arrival, KeptDays, Store, Thread
from tests.builders import FixedClock

EDDA = Person("E1")
KEPT = KeptDays(messages=90, cases=365, audit=730)


def test_old_ratings_and_deliveries_are_forgotten(store: Store, clock: FixedClock) -> None:
    """After the set days they go; what is newer or unfinished stays."""
    store.rate(EDDA, "who-pays", "up", "m-1")
    for key in ("done", "waiting"):
        store.receive("web", key, "c")
    store.lease("web", "done")
    store.finish("web", "done")
    clock.day += timedelta(days=91)
    store.rate(EDDA, "who-pays", "up", "m-2")

    assert {"ratings": 1, "inbox": 1} == store.forget_old(KEPT)
    assert {"who-pays": {"up": 1, "down": 0}} == store.rating_counts()
    assert (("waiting", "c"),) == store.unfinished("web")


def test_what_the_doors_kept_is_forgotten(store: Store, clock: FixedClock) -> None:
    """Replies that were sent and threads nobody wrote in."""
    store.accept(Arrival("slack", "k", "lane", b"x"), Thread("slack", "T1", "C1", "1"))
    (held,) = store.claim(["slack"], "worker", 1, 60)
    store.complete(held, [b"sent", b"waits"])
    (parcel,) = store.take_due(["slack"], "worker", 1, 60)
    store.mark_sent(parcel)
    clock.day += timedelta(days=91)

    assert {"inbox": 1, "outbox": 1, "watched_threads": 1} == store.forget_old(KEPT)


def test_settled_cases_go_after_their_days_and_open_ones_never(store: Store, clock: FixedClock) -> None:
    """Counted from the answer, or from the opening where there is none."""
    answered, closed, open_ = (store.add_case(EDDA, f"Why {number}?", f"m-{number}").number for number in range(3))
    store.close_case(closed)
    clock.day += timedelta(days=200)
    store.answer_case(answered, "Because.")
    clock.day += timedelta(days=200)
    first = store.forget_old(KEPT)
    left = [case.number for case in store.cases()]
    clock.day += timedelta(days=166)
    store.forget_old(KEPT)

    assert ({"cases": 1}, [answered, open_]) == (first, left)
    assert [open_] == [case.number for case in store.cases()]


def test_the_audit_goes_after_its_days(store: Store, clock: FixedClock) -> None:
    """What was read later stays."""
    store.own_secondments(EDDA)
    clock.day += timedelta(days=731)
    store.own_secondments(EDDA)

    assert {"audit": 1} == store.forget_old(KEPT)
    assert 1 == len(store.audit_trail())


def test_sign_ins_that_are_over_go(store: Store, clock: FixedClock) -> None:
    """Whether or not anybody signs in again."""
    store.open_session("s" * 40, EDDA, clock.now() + timedelta(hours=12))
    clock.day += timedelta(days=1)

    assert {"web_sessions": 1} == store.forget_old(KEPT)
