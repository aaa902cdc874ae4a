"""Accounts are bound by one-time links that a signed-in person confirms, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from secondment.identity import Person
from secondment.records.store import Binding, LastPlace, LinkedAccount, Store
from secondment.usecases.linking import confirm_link, linked_account, open_link
from secondment.usecases.outgoing import note_place, where_last
from tests.builders import TODAY, TickingClock

EDDA, OTTO = Person("E1"), Person("E2")
ACCOUNT = LinkedAccount("slack", "T1", "U1", "Edda (Example Ltd)")


def a_token(store: Store, clock: TickingClock) -> str:
    """A link of the account."""
    token = open_link(store, clock, ACCOUNT)
    assert token is not None
    return token


def test_a_link_binds_its_account_to_who_confirms_it(store: Store, clock: TickingClock) -> None:
    """The page shows which account; afterwards the account is that person."""
    token = a_token(store, clock)
    shown = linked_account(store, token)

    assert (ACCOUNT, ACCOUNT) == (shown, confirm_link(store, clock, EDDA, token))
    assert EDDA == store.binding_of("slack", "T1", "U1", TODAY)


def test_a_link_is_good_once(store: Store, clock: TickingClock) -> None:
    """Who finds it later gets nothing."""
    token = a_token(store, clock)
    confirm_link(store, clock, EDDA, token)

    assert ("over", None) == (confirm_link(store, clock, OTTO, token), linked_account(store, token))


def test_a_link_ends_after_fifteen_minutes(store: Store, clock: TickingClock) -> None:
    """And binds nothing."""
    token = a_token(store, clock)
    clock.seconds = 15 * 60 + 1

    assert "over" == confirm_link(store, clock, EDDA, token)


def test_a_new_link_ends_the_older_one(store: Store, clock: TickingClock) -> None:
    """One link for an account at a time."""
    old, new = a_token(store, clock), a_token(store, clock)

    assert (None, ACCOUNT) == (linked_account(store, old), linked_account(store, new))


def test_the_token_of_a_link_is_not_stored(store: Store, clock: TickingClock) -> None:
    """Who reads the database cannot use it."""
    token = a_token(store, clock)
    with store.begin(reads_only=True) as work:
        row = work.connection.execute(text("SELECT * FROM account_links")).one()

    assert token not in str(tuple(row))


def test_what_hr_took_back_no_link_makes_good(store: Store, clock: TickingClock) -> None:
    """Revoked, or ended at its last day."""
    store.bind([Binding("slack", "T1", "U1", "E1", TODAY, TODAY - timedelta(0))])
    store.revoke("slack", "T1", "U1")

    assert open_link(store, clock, ACCOUNT) is None


def test_an_account_bound_meanwhile_is_not_bound_again(store: Store, clock: TickingClock) -> None:
    """HR's import wins over an open link."""
    token = a_token(store, clock)
    store.bind([Binding("slack", "T1", "U1", "E2", TODAY)])

    assert "theirs" == confirm_link(store, clock, EDDA, token)
    assert OTTO == store.binding_of("slack", "T1", "U1", TODAY)


@pytest.mark.parametrize(
    ("others", "ends"),
    [([], None), ([date(2027, 1, 1), date(2027, 6, 1)], date(2027, 6, 1)), ([date(2027, 1, 1), None], None)],
)
def test_a_new_binding_ends_with_those_the_person_has(
    store: Store, clock: TickingClock, others: list[date | None], ends: date | None
) -> None:
    """Leavers stop in Slack when they stop elsewhere."""
    store.bind([Binding("oidc", "acme", f"u{number}", "E1", TODAY, day) for number, day in enumerate(others)])
    confirm_link(store, clock, EDDA, a_token(store, clock))
    bound = store.binding("slack", "T1", "U1")

    assert bound is not None
    assert ends == bound.valid_to


def test_the_last_place_is_the_account_used_last(store: Store, clock: TickingClock) -> None:
    """Home and host workspace may both be bound; the way to the personal chat is kept when writing in a group."""
    store.bind([Binding("slack", tenant, "U1", "E1", TODAY) for tenant in ("T1", "T2")])
    note_place(store, EDDA, LastPlace("slack", "T2", "U1", b"way"))
    note_place(store, EDDA, LastPlace("slack", "T1", "U1", b"other"))
    clock.seconds = 5
    note_place(store, EDDA, LastPlace("slack", "T2", "U1", None))

    assert LastPlace("slack", "T2", "U1", b"way") == where_last(store, clock, EDDA)


def test_a_place_whose_binding_was_taken_back_is_no_place(store: Store, clock: TickingClock) -> None:
    """The assistant never speaks first to an account that is nobody's any more."""
    store.bind([Binding("slack", "T1", "U1", "E1", TODAY)])
    note_place(store, EDDA, LastPlace("slack", "T1", "U1", b"way"))
    store.revoke("slack", "T1", "U1")

    assert where_last(store, clock, EDDA) is None
