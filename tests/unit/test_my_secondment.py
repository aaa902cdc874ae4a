"""Answers from a person's own record: the value, what it means today, and what is said when it is not on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from secondment.records.model import (
    Allowance,
    Confidentiality,
    Insurance,
    Leave,
    Location,
    Money,
    Notice,
    Objective,
    OnboardingTask,
    Pay,
    Return,
    Side,
    WorkingPattern,
)
from secondment.usecases.my_secondment import FIELDS
from tests.builders import a_secondment, an_extension
from tests.own_records import ask

BARE = a_secondment(
    status=None,
    types=(),
    home=Side(),
    host=Side(),
    planned_end_date=None,
    purpose_kind=None,
    purpose=None,
    mentor=None,
    maximum_total_months=None,
    reviews=(),
    notice=Notice(),
    working_pattern=WorkingPattern(),
    location=Location(),
    pay=Pay(),
    allowances=(),
    expenses_payer=None,
    leave=Leave(),
    objectives=(),
    confidentiality=Confidentiality(),
    ip_owner=None,
    insurance=(),
    way_back=Return(),
    onboarding_tasks=(),
)


@pytest.mark.parametrize(
    ("field", "told", "value"),
    [
        ("end_date", "ends on 3 November 2027, in 347 days", "3 November 2027"),
        ("start_date", "started on 4 May 2026, 201 days ago", "4 May 2026"),
        ("days_left", "347 days left", "347 days"),
        ("duration", "lasts 18 months, from 4 May 2026 to 3 November 2027", "18 months"),
        ("host_organisation", "Your host organisation is Lumen Works (Planning)", "Lumen Works"),
        ("home_organisation", "Your post there is Analyst (Grade 6)", "Orchard Foods"),
        ("host_manager", "Kofi Lund (kofi.lund@lumen.example)", "Kofi Lund"),
        ("home_manager", "Hal Moss (hal.moss@orchard.example)", "Hal Moss"),
        ("hr_contact", "At the host it is Mara Voss", "Ines Roth"),
        ("mentor", "Nils Brook (nils.brook@lumen.example)", "Nils Brook"),
        ("role_title", "is Programme manager (Band 7). At home you are Analyst", "Programme manager"),
        ("location", "Dublin, Ireland. Your workplace is Science Park", "Science Park, Dublin, Ireland"),
        ("working_pattern", "37.5 hours a week (full time)", "37.5 hours a week, Monday to Friday"),
        ("salary_payer", "a supplement for the role", "your home organisation, Orchard Foods"),
        ("allowance", "- Cost of living: €500.00 a month", "Cost of living: €500.00 a month"),
        ("notice_period", "you give 14 days of notice", "14 days"),
        ("leave_entitlement", "approved by your host manager, Kofi Lund", "28 days"),
        ("insurance", "- Health: provided by your home organisation, Orchard Foods", "health (your home organisation)"),
        ("confidentiality", "is signed. Lasts two years after the end.", "signed"),
        (
            "ip_ownership",
            "belongs to your home and host organisations jointly",
            "your home and host organisations jointly",
        ),
        ("extension", "No extension has been agreed so far", "no extension agreed"),
        ("status", "Lumen Works is active", "active"),
        ("next_check_in", "mid-term review on 1 February 2027, in 72 days", "1 February 2027"),
        (
            "objectives",
            "- Write the playbook. Measured by: live by mid-term. Due 22 January 2027.",
            "Write the playbook.",
        ),
        ("secondment_type", "external (you are lent out to another organisation)", "external (you are lent out"),
        ("onboarding_tasks", "- Meet the mentor: was due 27 May 2026, overdue by 178 days", "Meet the mentor"),
        ("return_role", "an equivalent post to Analyst. Your return meeting is on 22 September 2027", "Analyst"),
        ("whole_summary", "- Dates: 4 May 2026 to 3 November 2027, 347 days left", "Lumen Works"),
    ],
)
def test_each_field_is_told_with_its_value(field: str, told: str, value: str) -> None:
    """A complete record answers every field in a sentence that holds the value."""
    answer = ask(field, a_secondment())

    assert told in answer.text
    assert (answer.value or "").startswith(value)
    assert ("record", field) == (answer.kind, answer.field)


def test_every_field_of_the_contract_is_answered() -> None:
    """There are twenty-eight fields, no more and no fewer."""
    assert 28 == len(FIELDS)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_no_answer_is_longer_than_promised(field: str) -> None:
    """However much a record holds, an answer has at most 100 words, the summary 110."""
    much = a_secondment(
        purpose="word " * 900,
        objectives=tuple(Objective("do " * 60, "measure " * 60, date(2027, 1, 1)) for _ in range(20)),
        onboarding_tasks=tuple(OnboardingTask("task " * 40, "host_manager", date(2026, 12, 1)) for _ in range(20)),
        allowances=tuple(Allowance(f"kind_{n}", Money(Decimal(n), "EUR"), "monthly") for n in range(40)),
        insurance=tuple(Insurance(f"cover {n}", "home") for n in range(40)),
        confidentiality=Confidentiality(False, "note " * 500),
        working_pattern=WorkingPattern(Decimal("37"), Decimal("0.8"), "day " * 300, Decimal("0")),
        extensions=(replace(an_extension(), reason="because " * 300),),
    )
    limit = 110 if field == "whole_summary" else 100

    for day in (date(2026, 1, 1), date(2026, 11, 21), date(2030, 1, 1)):
        assert limit >= len(ask(field, much, day=day).text.split())


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"start_date", "whole_summary", "extension"}))
def test_what_the_record_does_not_hold_is_said(field: str) -> None:
    """A bare record gives no value, and names whom to ask."""
    answer = ask(field, BARE)

    assert answer.value is None
    assert "People Team" in answer.text


def test_the_own_hr_contact_is_named_when_something_is_missing() -> None:
    """Who is told that something is missing is told to ask their own HR contact."""
    answer = ask("ip_ownership", a_secondment(ip_owner=None))

    assert "Ines Roth (ines.roth@orchard.example)" in answer.text


def test_a_person_without_record_is_told_so() -> None:
    """Without a record there is no value, and the HR department to ask."""
    answer = ask("end_date")

    assert ("record", None) == (answer.kind, answer.value)
    assert "People Team" in answer.text


@pytest.mark.parametrize(
    ("changes", "day", "told"),
    [
        ({}, date(2027, 11, 3), "ends today, 3 November 2027"),
        ({}, date(2027, 11, 4), "was due to end on 3 November 2027, 1 day ago"),
        ({"status": "ended"}, date(2027, 12, 3), "ended on 3 November 2027, 30 days ago"),
        (
            {"status": "ended_early", "actual_end_date": date(2026, 10, 30)},
            date(2026, 11, 21),
            "ended on 30 October 2026, 22 days ago. The planned end was 3 November 2027",
        ),
        (
            {"extensions": (an_extension(),)},
            date(2026, 11, 21),
            "ends on 29 February 2028, in 465 days. It was extended: before that, the end was 3 November 2027",
        ),
    ],
)
def test_the_end_says_what_it_means(changes: dict[str, Any], day: date, told: str) -> None:
    """An end today, past, overdue, early or extended is told as such."""
    assert told in ask("end_date", a_secondment(**changes), day=day).text


@pytest.mark.parametrize(
    ("day", "told", "value"),
    [
        (date(2027, 11, 3), "is the last day", "0 days"),
        (date(2027, 11, 2), "You have 1 day left", "1 day"),
        (date(2027, 11, 6), "0 days: by your record, your secondment at Lumen Works was due to end", "0 days"),
        (date(2026, 4, 1), "has not started yet", "581 days"),
    ],
)
def test_days_left_knows_the_edges(day: date, told: str, value: str) -> None:
    """The last day, the day before it and the time before the start."""
    answer = ask("days_left", a_secondment(), day=day)

    assert told in answer.text
    assert value == answer.value


def test_a_future_start_is_counted_down() -> None:
    """Before the start, the start says in how many days it is."""
    answer = ask("start_date", a_secondment(actual_start_date=None), day=date(2026, 2, 22))

    assert "it starts in 71 days" in answer.text


def test_a_start_other_than_planned_tells_both() -> None:
    """The actual start counts; the planned one is told beside it."""
    answer = ask("start_date", a_secondment(actual_start_date=date(2026, 5, 11)))

    assert "11 May 2026" == answer.value
    assert "The planned start was 4 May 2026" in answer.text


def test_an_extension_tells_old_and_new_end() -> None:
    """Old end, new end, the day of agreement and the reason."""
    answer = ask("extension", a_secondment(extensions=(an_extension(),)))

    assert "29 February 2028" == answer.value
    assert "moved from 3 November 2027 to 29 February 2028. It was agreed on 2 November 2026." in answer.text


def test_the_limit_in_months_is_told_as_a_day() -> None:
    """A limit of 24 months from 4 May 2026 is 3 May 2028."""
    assert "24 months, that is until 3 May 2028" in ask("duration", a_secondment()).text


def test_no_further_check_in_is_said() -> None:
    """After the last review none is planned, and none is invented."""
    answer = ask("next_check_in", a_secondment(), day=date(2027, 10, 28))

    assert answer.value is None
    assert "No further check-in is planned" in answer.text


def test_a_check_in_today_is_told_with_the_next() -> None:
    """A review today is today's, and the one after is named."""
    answer = ask("next_check_in", a_secondment(), day=date(2027, 2, 1))

    assert "today, 1 February 2027" in answer.text
    assert "27 October 2027" in answer.text


def test_notice_of_all_parties_is_told_own_first() -> None:
    """One's own notice comes first, then home and host."""
    text = ask("notice_period", a_secondment()).text

    assert sorted(text.index(days) for days in ("14 days", "28 days", "30 days")) == [
        text.index(days) for days in ("14 days", "28 days", "30 days")
    ]


def test_no_mentor_is_said_plainly() -> None:
    """Without a mentor nobody is made up."""
    answer = ask("mentor", a_secondment(mentor=None))

    assert answer.value is None
    assert "No mentor is named" in answer.text


def test_all_tasks_done_is_good_news() -> None:
    """When nothing is open, that is the value."""
    done = OnboardingTask("Sign", None, None, True)

    assert "all done" == ask("onboarding_tasks", a_secondment(onboarding_tasks=(done,))).value


@pytest.mark.parametrize(
    ("guarantee", "told"),
    [
        ("same_post", "the same post: Analyst"),
        ("equivalent", "an equivalent post to Analyst"),
        ("best_endeavours", "best endeavours"),
        ("none", "no guarantee"),
    ],
)
def test_the_way_back_is_told_in_words(guarantee: str, told: str) -> None:
    """Each guarantee has its words; no code shows."""
    text = ask("return_role", a_secondment(way_back=Return(guarantee, "Analyst"))).text

    assert told in text
    assert "_" not in text


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_no_code_shows_in_an_answer(field: str) -> None:
    """Codes such as external_out never reach a person."""
    assert "_" not in ask(field, a_secondment(status="agreement_signed", ip_owner="by_schedule")).text


def test_money_of_any_currency_is_readable() -> None:
    """A currency without sign stands as its code before the amount."""
    answer = ask("allowance", a_secondment(allowances=(Allowance("travel", Money(Decimal("6500"), "NOK"), None),)))

    assert "NOK 6,500.00" in answer.text
