"""The store: transactions, own rows only, audit, bindings, cases, ratings, inbox, forgotten conversations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from secondment.errors import ConstraintBroken, RecordsError
from secondment.identity import Person
from secondment.records.engine import open_engine
from secondment.records.model import Allowance, Money, Pay
from secondment.records.store import Binding, Store
from tests.builders import TODAY, FixedClock, a_secondment

EDDA, OTTO = Person("E1"), Person("E2")


def test_a_transaction_rolls_back_unless_told_to_commit(store: Store) -> None:
    """Leaving the block without `commit()` undoes everything."""
    with store.begin() as work:
        store.ensure_person(work, "E1")
        store.audit(work, EDDA, "tried")

    assert () == store.audit_trail()


def test_an_error_in_a_transaction_undoes_it(store: Store) -> None:
    """What was done before the error is gone as well."""
    with pytest.raises(RuntimeError), store.begin() as work:
        store.audit(work, EDDA, "tried")
        raise RuntimeError

    assert () == store.audit_trail()


def test_a_person_reads_own_rows_only(store: Store) -> None:
    """Nobody sees another person's secondment."""
    store.upsert_secondments([a_secondment(), a_secondment(secondment_id="SEC-2", employee_number="E2")])

    assert ["SEC-1"] == [record.secondment_id for record in store.own_secondments(EDDA)]
    assert ["SEC-2"] == [record.secondment_id for record in store.own_secondments(OTTO)]


def test_secondments_come_oldest_first(store: Store) -> None:
    """By start, whatever the order of storing."""
    store.upsert_secondments([a_secondment(), a_secondment(secondment_id="SEC-0", start_date=date(2024, 1, 8))])

    assert ["SEC-0", "SEC-1"] == [record.secondment_id for record in store.own_secondments(EDDA)]


def test_reading_leaves_an_audit_row_without_values(store: Store) -> None:
    """Who, which field, through which message, when; nothing of the record."""
    store.upsert_secondments([a_secondment()])
    store.own_secondments(EDDA, field="end_date", message_id="m-1")
    (entry,) = store.audit_trail("E1")

    assert ("E1", "employee", "m-1", "record_read", "end_date") == (
        entry.employee_number,
        entry.role,
        entry.message_id,
        entry.kind,
        entry.field,
    )
    assert FixedClock().now() == entry.at


@pytest.mark.parametrize(
    "wrong",
    [
        a_secondment(status="unheard of"),
        a_secondment(types=("lunar",)),
        a_secondment(pay=Pay(payer="nobody")),
        a_secondment(planned_end_date=date(2020, 1, 1)),
        a_secondment(allowances=(Allowance("travel", Money(Decimal(-1), "EUR")),)),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(store: Store, wrong: object) -> None:
    """Checks stand in the database too, and a refused record leaves nothing behind."""
    with pytest.raises(ConstraintBroken):
        store.upsert_secondments([wrong])  # type: ignore[list-item]

    assert 0 == store.count_secondments()


def test_a_foreign_key_must_lead_somewhere(store: Store) -> None:
    """Foreign keys are switched on."""
    with pytest.raises(ConstraintBroken), store.begin() as work:
        work.connection.execute(text("INSERT INTO contacts VALUES ('SEC-NONE', 'mentor', 'X', NULL)"))


def test_a_database_that_fails_is_an_error_without_values(tmp_path: Path) -> None:
    """A missing table becomes RecordsError; the message holds no statement."""
    broken = Store(open_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}"), FixedClock())
    with pytest.raises(RecordsError) as told:
        broken.own_secondments(EDDA)

    assert "database: OperationalError" == str(told.value)


def test_a_missing_name_does_not_wipe_out_a_known_one(store: Store) -> None:
    """A file without names keeps the names on record."""
    store.upsert_secondments([a_secondment()])
    store.upsert_secondments([a_secondment(secondment_id="SEC-2", name=None, work_email=None)])

    assert "Edda Falk" == store.person_name(EDDA)


SLACK = Binding("slack", "T1", "U1", "E1", date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "person"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), EDDA),
        (date(2026, 12, 31), EDDA),
        (date(2027, 1, 1), None),
    ],
)
def test_a_binding_holds_between_its_days(store: Store, day: date, person: Person | None) -> None:
    """From the first to the last day, both counted."""
    store.bind([SLACK])

    assert person == store.binding_of("slack", "T1", "U1", day)


def test_bindings_tell_created_skipped_and_updated(store: Store) -> None:
    """Importing again, on another day even, changes nothing; a new employee is a change."""
    later = replace(SLACK, valid_from=date(2026, 2, 1))

    assert ["created"] == store.bind([SLACK])
    assert ["skipped"] == store.bind([later])
    assert ["updated"] == store.bind([replace(SLACK, employee_number="E2")])
    assert OTTO == store.binding_of("slack", "T1", "U1", TODAY)


def test_a_revoked_binding_binds_nobody(store: Store) -> None:
    """Revoking works at once, and once."""
    store.bind([SLACK])

    assert store.revoke("slack", "T1", "U1")
    assert store.binding_of("slack", "T1", "U1", TODAY) is None
    assert not store.revoke("slack", "T1", "U1")


def test_another_tenant_is_another_binding(store: Store) -> None:
    """The same user id elsewhere is somebody else."""
    store.bind([SLACK])

    assert store.binding_of("slack", "T2", "U1", TODAY) is None


def test_cases_are_numbered_from_1001(store: Store) -> None:
    """The first is 1001, the next 1002."""
    numbers = [store.add_case(EDDA, f"Why {count}?", f"m-{count}").number for count in range(2)]

    assert [1001, 1002] == numbers


def test_handing_over_twice_makes_one_case(store: Store) -> None:
    """The message decides, also when it comes many times at once."""
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: store.add_case(EDDA, "Why?", "m-1").number, range(16)))

    assert {1001} == set(numbers)
    assert 1 == len(store.cases())


def test_a_message_id_of_another_person_opens_no_door(store: Store) -> None:
    """Nobody gets somebody else's case by sending their message id."""
    store.add_case(EDDA, "Why?", "m-1")
    with pytest.raises(RecordsError):
        store.add_case(OTTO, "What?", "m-1")


def test_turns_are_shared_into_own_open_cases_only(store: Store) -> None:
    """Another person's case and a closed one take no turns."""
    number = store.add_case(EDDA, "Why?", "m-1").number

    assert not store.share_turns(OTTO, number, "hello")
    assert store.share_turns(EDDA, number, "you: hello")
    store.close_case(number)
    assert not store.share_turns(EDDA, number, "more")
    assert ("you: hello",) == tuple(case.turns for case in store.cases_of(EDDA))


def test_a_case_is_answered_and_closed(store: Store) -> None:
    """HR answers an open case; a closed one stays closed."""
    number = store.add_case(EDDA, "Why?", "m-1").number

    assert store.answer_case(number, "Because.")
    assert ("answered", "Because.", FixedClock().now()) == (
        (case := store.cases_of(EDDA)[0]).status,
        case.answer,
        case.answered_at,
    )
    assert store.close_case(number)
    assert not store.answer_case(number, "Again.")
    assert not store.answer_case(9999, "Nobody asked.")


def test_own_cases_come_newest_first(store: Store) -> None:
    """And nobody else's among them."""
    for count, person in enumerate((EDDA, OTTO, EDDA)):
        store.add_case(person, f"Why {count}?", f"m-{count}")

    assert [1003, 1001] == [case.number for case in store.cases_of(EDDA)]


def test_a_second_thumb_replaces_the_first(store: Store) -> None:
    """One message, one rating."""
    for verdict in ("up", "down"):
        store.rate(EDDA, "who-pays", verdict, "m-1")

    assert {"who-pays": {"up": 0, "down": 1}} == store.rating_counts()


def test_an_unknown_verdict_is_refused(store: Store) -> None:
    """A rating is up or down."""
    with pytest.raises(ConstraintBroken):
        store.rate(EDDA, "who-pays", "sideways", "m-1")


def test_a_delivery_is_noted_once(store: Store) -> None:
    """The same key of the same provider is the same delivery."""
    assert store.receive("slack", "k", "c")
    assert not store.receive("slack", "k", "c")
    assert store.receive("teams", "k", "c")


def test_a_personal_delivery_belongs_to_the_conversation_of_the_epoch(store: Store) -> None:
    """Read in the transaction that notes it; sent again, it is no new one."""
    store.forget(EDDA, "personal")

    first = store.receive_personal(EDDA, "web", "k", "talk-{}".format, 60)
    again = store.receive_personal(EDDA, "web", "k", "talk-{}".format, 60)

    assert (("talk-1", True), ("talk-1", False)) == (first, again)
    assert not store.lease("web", "k")


def test_a_delivery_is_worked_on_by_one(store: Store, clock: FixedClock) -> None:
    """A lease keeps others away until it runs out or the work is done."""
    store.receive("slack", "k", "c")

    assert store.lease("slack", "k")
    assert not store.lease("slack", "k")
    clock.day += timedelta(days=1)
    assert store.lease("slack", "k")
    assert store.finish("slack", "k")
    assert not store.lease("slack", "k")


def test_forgetting_starts_a_new_conversation(store: Store) -> None:
    """Each forgetting counts on, for that person and place alone."""
    assert [1, 2] == [store.forget(EDDA, "personal"), store.forget(EDDA, "personal")]
    assert (2, 0, 0) == (
        store.epoch_of(EDDA, "personal"),
        store.epoch_of(EDDA, "group"),
        store.epoch_of(OTTO, "personal"),
    )
