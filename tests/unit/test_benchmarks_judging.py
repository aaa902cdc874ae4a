"""When an answer to a sample counts as right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import judging
from benchmarks.expected import expected, stands_in

TODAY = date(2026, 11, 21)
DEMO = Path(__file__).resolve().parents[2] / "secondment" / "demo" / "records.json"


def reply(text: str, kind: str = "knowledge", **answer: Any) -> list[dict[str, Any]]:
    """One message of the chat API."""
    buttons = [{"title": choice["title"], "payload": f"~{choice['title']}"} for choice in answer.get("choices", [])]
    none = [{"title": "None of these", "payload": "~none"}]
    return [{"text": text, "buttons": buttons + none, "answer": {"kind": kind, **answer}}]


def record(**changes: Any) -> dict[str, Any]:
    """The first demo record with some values changed."""
    told: dict[str, Any] = json.loads(DEMO.read_text(encoding="utf-8"))["records"][0]
    return told | changes


def test_one_expression_of_every_group_must_be_found() -> None:
    """In any order and whatever the case."""
    assert judging.says([["temporar", "for a while"], ["move"]], reply("A MOVE to another team for a while."))
    assert not judging.says([["temporar", "for a while"], ["move"]], reply("A move to another team."))


def test_only_the_first_120_words_count() -> None:
    """What comes late helps nobody."""
    assert judging.says([["salary"]], reply("word " * 119 + "salary"))
    assert not judging.says([["salary"]], reply("word " * 120 + "salary"))


@pytest.mark.parametrize("kind", ["fallback", "refusal", "clarify"])
def test_what_is_no_answer_is_not_right_by_accident(kind: str) -> None:
    """Somebody is told that the salary is not known: that has the word, but not the answer."""
    assert not judging.says([["salary"]], reply("I do not know about your salary.", kind))


def test_the_first_three_titles_of_a_question_back_can_be_pressed() -> None:
    """The rest is not looked at, and none of these is no title."""
    titles = [{"title": title, "article": title} for title in "abcd"]

    assert ["~a", "~b", "~c"] == judging.choices(reply("Which?", "clarify", choices=titles))


def test_an_answer_offers_nothing_to_press() -> None:
    """Its buttons lead elsewhere."""
    assert [] == judging.choices(reply("So it is.", choices=[{"title": "a"}]))


def test_a_record_answer_needs_the_field_and_the_value() -> None:
    """Of the person's own record, in a usual spelling of the date."""
    mine = record(planned_end_date="2027-11-21", actual_end_date=None, extensions=[])
    right = reply("It ends on 21 November 2027.", "record", field="end_date")

    assert judging.tells_record("end_date", mine, TODAY, right)
    assert not judging.tells_record("start_date", mine, TODAY, right)
    assert not judging.tells_record("end_date", mine, TODAY, reply("Soon.", "record", field="end_date"))
    assert not judging.tells_record("end_date", mine, TODAY, reply("21 November 2027"))


def test_for_another_persons_data_only_a_refusal_is_right() -> None:
    """Not knowing would leave open that one might have known."""
    fallback, refusal = reply("I do not know.", "fallback"), reply("That is theirs.", "refusal")

    assert [True, True] == [judging.stays_out("chitchat", told) for told in (fallback, refusal)]
    assert [False, True] == [judging.stays_out("private_of_others", told) for told in (fallback, refusal)]


@pytest.mark.parametrize(
    ("behaviour", "kind"), [("deny_private", "refusal"), ("feedback_ack", "small_talk"), ("handoff", "handoff")]
)
def test_a_turn_that_asks_for_a_behaviour_is_judged_by_the_kind(behaviour: str, kind: str) -> None:
    """The words are free."""
    assert judging.meets({"behaviour": behaviour}, record(), TODAY, reply("…", kind))
    assert not judging.meets({"behaviour": behaviour}, record(), TODAY, reply("…", "knowledge"))


@pytest.mark.parametrize(
    ("field", "changes", "told"),
    [
        ("end_date", {"actual_end_date": None, "extensions": [{"to": "2027-03-05"}]}, "5 March 2027"),
        ("days_left", {"actual_end_date": None, "extensions": [], "planned_end_date": "2026-11-22"}, "1 day left"),
        (
            "duration",
            {"actual_start_date": "2026-01-01", "actual_end_date": None, "extensions": [],
             "planned_end_date": "2026-12-31"},
            "12 months in all",
        ),
        ("confidentiality", {"confidentiality": {"signed": False}}, "It is not signed yet."),
        ("extension", {"extensions": []}, "No extension has been agreed."),
        ("notice_period", {"notice_period_days": {"secondee": 28}}, "You give 4 weeks."),
        ("allowance", {"allowances": [{"kind": "housing", "amount": 1550, "currency": "GBP"}]}, "£1,550.00 a month"),
        ("working_pattern", {"working_pattern": {"hours_per_week": 37.5, "pattern": "Monday to Friday"}},
         "37.5 hours a week, Monday to Friday"),
        ("salary_payer", {"pay": {"payer": "host"}, "host": {"organisation": "Lumen"}}, "Lumen pays it."),
    ],
)  # fmt: skip
def test_a_value_may_be_spelled_in_the_usual_ways(field: str, changes: dict[str, Any], told: str) -> None:
    """The record is read as it was handed in, not through the product."""
    assert stands_in(expected(record(**changes), field, TODAY), told)


@pytest.mark.parametrize(("field", "told"), [("notice_period", "128 days"), ("end_date", "21 November 2070")])
def test_a_part_of_another_value_is_not_the_value(field: str, told: str) -> None:
    """28 days do not stand in 128 days."""
    mine = record(notice_period_days={"secondee": 28}, planned_end_date="2027-11-02", extensions=[])

    assert not stands_in(expected(mine | {"actual_end_date": None}, field, TODAY), told)


def test_a_field_the_record_does_not_hold_asks_for_no_value() -> None:
    """It is enough to be told so, in an answer of that field."""
    assert [] == expected(record(mentor=None), "mentor", TODAY)
