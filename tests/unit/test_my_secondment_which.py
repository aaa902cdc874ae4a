"""Which of several secondments is meant, who read it, and where in their secondment somebody is."""

from __future__ import annotations

from datetime import date

import pytest

from secondment.identity import Choice
from secondment.records.model import (
    Side,
)
from secondment.usecases.my_secondment import my_secondment, stage
from tests.builders import FixedClock, a_secondment
from tests.own_records import EDDA, SENTENCES, FakeRecords, ask

PAST = a_secondment(
    secondment_id="SEC-0",
    host=Side("Old Mill"),
    status="ended",
    start_date=date(2024, 1, 8),
    actual_start_date=None,
    planned_end_date=date(2024, 6, 28),
    reviews=(),
)
COMING = a_secondment(
    secondment_id="SEC-2",
    host=Side("New Dock"),
    status="approved",
    start_date=date(2028, 1, 10),
    actual_start_date=None,
    planned_end_date=date(2028, 12, 15),
)


def test_the_running_secondment_is_meant() -> None:
    """Past and coming ones give way to the one that runs."""
    assert "Lumen Works" == ask("host_organisation", PAST, a_secondment(), COMING).value


def test_without_a_running_one_the_coming_one_is_meant() -> None:
    """The next one is taken, and the answer says which it is."""
    answer = ask("host_organisation", PAST, COMING)

    assert "New Dock" == answer.value
    assert "coming secondment at New Dock, which starts on 10 January 2028" in answer.text


def test_without_either_the_last_one_is_meant() -> None:
    """The most recent past one is taken, and the answer says so."""
    answer = ask("host_organisation", PAST)

    assert "last secondment at Old Mill, which ended on 28 June 2024" in answer.text


def test_two_running_ones_are_asked_for() -> None:
    """With two at once the person chooses by button."""
    answer = ask("end_date", a_secondment(), a_secondment(secondment_id="SEC-9", host=Side("Kiln House")))

    assert "clarify" == answer.kind
    assert [Choice("secondment", "SEC-1"), Choice("secondment", "SEC-9")] == [b.choice for b in answer.buttons]
    assert "Kiln House (since 4 May 2026)" == answer.buttons[1].title


def test_the_chosen_one_is_answered() -> None:
    """A chosen id of one's own settles it."""
    other = a_secondment(secondment_id="SEC-9", host=Side("Kiln House"))

    assert "Kiln House" == ask("host_organisation", a_secondment(), other, which="SEC-9").value


def test_an_id_of_somebody_else_chooses_nothing() -> None:
    """An id that is not among one's own records is as if it had not been sent."""
    assert "Lumen Works" == ask("host_organisation", a_secondment(), which="SEC-OF-ANOTHER").value


def test_the_reading_is_audited_with_field_and_message() -> None:
    """The store hears who asks for which field through which message."""
    records = FakeRecords(a_secondment())
    my_secondment(EDDA, "mentor", store=records, sentences=SENTENCES, clock=FixedClock(), message_id="m-1")

    assert [(EDDA, "mentor", "m-1")] == records.asked


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 3), "before"),
        (date(2026, 5, 4), "first_weeks"),
        (date(2026, 6, 14), "first_weeks"),
        (date(2026, 6, 15), "middle"),
        (date(2027, 9, 3), "middle"),
        (date(2027, 9, 4), "last_sixty_days"),
        (date(2027, 11, 3), "last_sixty_days"),
        (date(2027, 11, 4), "back"),
    ],
)
def test_the_stage_follows_the_calendar(day: date, expected: str) -> None:
    """Before, the first six weeks, the middle, the last sixty days, back."""
    assert expected == stage(EDDA, store=FakeRecords(a_secondment()), clock=FixedClock(day))


def test_without_record_there_is_no_stage() -> None:
    """Nobody is greeted with a secondment they do not have."""
    assert "none" == stage(EDDA, store=FakeRecords(), clock=FixedClock())
