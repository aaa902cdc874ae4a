"""Answers that hold something of the person say so, so that no door shows them where others read along."""

from __future__ import annotations

from pathlib import Path

from secondment.answers import Answer
from secondment.usecases.answering import answer_question
from secondment.usecases.human import ask_human, case_status
from secondment.usecases.own_record import own_record
from secondment.usecases.refusing import refuse
from secondment.usecases.turn import Turn
from secondment.usecases.welcome import welcome
from tests.builders import a_secondment, a_store
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices, FakeStore, a_turn


def services() -> FakeServices:
    """Edda with one secondment, and an article on pay."""
    return FakeServices(
        FakeIndex({"pay": ("pay", CLEAR)}), FakeStore({"E1": (a_secondment(),)}, {"E1": "Edda Example"})
    )


def in_group(text: str) -> Turn:
    """A message that others read."""
    return a_turn(text, surface="group")


def test_a_value_of_the_own_record_is_private() -> None:
    """Whichever field."""
    assert own_record(a_turn("my end date"), services(), "end_date")[0].private


def test_an_article_is_not_private() -> None:
    """It is the same for everybody."""
    assert not answer_question(a_turn("what about pay"), services())[0].private


def test_a_fallback_that_names_the_own_hr_contact_is_private() -> None:
    """In a group the contact is HR in general, so that answer is not."""
    assert [True, False] == [
        answer_question(turn, services())[0].private for turn in (a_turn("the moon"), in_group("the moon"))
    ]


def test_the_greeting_by_name_and_stage_is_private() -> None:
    """In a group nothing of the person is in it."""
    assert [True, False] == [welcome(turn, services())[0].private for turn in (a_turn("hi"), in_group("hi"))]


def test_a_refusal_that_names_the_own_hr_contact_is_private() -> None:
    """In a group it names HR in general."""
    told = [refuse(turn, services())[0] for turn in (a_turn("his pay"), in_group("his pay"))]

    assert [True, False] == [answer.private for answer in told]


def test_a_case_is_private_wherever_it_was_opened(tmp_path: Path) -> None:
    """The number and the status are the person's own matter."""
    given = services()
    given.store = a_store(tmp_path)
    opened = ask_human(in_group("May I bring my dog?"), given)
    status = case_status(a_turn("my case"), given)

    assert [True, True] == [answer.private for answer in (*opened, *status)]


def test_the_wire_tells_a_flag_only_when_it_is_set() -> None:
    """`private` and `ask_alone`."""
    assert [{"kind": "record", "private": True}, {"kind": "fallback", "ask_alone": True}, {"kind": "small_talk"}] == [
        Answer("x", "record", private=True).to_wire(),
        Answer("x", "fallback", ask_alone=True).to_wire(),
        Answer("x", "small_talk").to_wire(),
    ]
