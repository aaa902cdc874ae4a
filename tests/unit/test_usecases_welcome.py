"""The greeting: by name, by the stage of the secondment, with questions to begin with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from secondment.records.model import Secondment
from secondment.usecases.welcome import welcome
from tests.builders import TODAY, a_secondment
from tests.usecase_fakes import CLEAR, SENTENCES, FakeIndex, FakeServices, FakeStore, a_turn


def running(start: date, end: date, status: str = "active") -> Secondment:
    """A record from a day to a day."""
    return a_secondment(start_date=start, actual_start_date=None, planned_end_date=end, status=status)


def days(count: int) -> date:
    """A day so many days from today."""
    return TODAY + timedelta(days=count)


STAGES = {
    "before": running(days(20), days(200), "approved"),
    "first_weeks": running(days(-10), days(200)),
    "middle": running(days(-100), days(200)),
    "last_sixty_days": running(days(-200), days(30)),
    "back": running(days(-300), days(-30), "ended"),
}


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_each_stage_has_its_greeting_and_questions(stage: str) -> None:
    """Before, first weeks, middle, last sixty days, back."""
    services = FakeServices(store=FakeStore({"E1": (STAGES[stage],)}, {"E1": "Edda Falk"}))
    (told,) = welcome(a_turn("hello", intents={"greet": 0.99}), services)

    assert SENTENCES.say(f"welcome_{stage}", name="Edda") == told.text
    assert SENTENCES.say(f"starters_{stage}").split("|") == [button.title for button in told.buttons]


def test_a_suggestion_is_said_as_if_typed() -> None:
    """The button carries the words."""
    (told,) = welcome(a_turn("hello", intents={"greet": 0.99}), FakeServices())

    assert [("say", button.title) for button in told.buttons] == [
        (button.choice.kind, button.choice.value) for button in told.buttons
    ]


def test_an_unknown_person_is_greeted_without_a_name() -> None:
    """And without a gap where it would stand."""
    (told,) = welcome(a_turn("hello", intents={"greet": 0.99}), FakeServices())

    assert ("small_talk", "Hello. ") == (told.kind, told.text[:7])


def test_in_a_group_neither_name_nor_stage_shows() -> None:
    """Others read along."""
    services = FakeServices(store=FakeStore({"E1": (STAGES["back"],)}, {"E1": "Edda Falk"}))
    (told,) = welcome(a_turn("hello", intents={"greet": 0.99}, surface="group"), services)

    assert SENTENCES.say("welcome_none", name="").replace("Hello .", "Hello.") == told.text


def test_asking_what_one_can_ask_is_answered() -> None:
    """With the questions of the stage."""
    (told,) = welcome(a_turn("what can you do?", intents={"help": 0.9}), FakeServices())

    assert SENTENCES.say("help") == told.text


def test_what_an_article_clearly_answers_is_no_cry_for_help() -> None:
    """It only sounds like asking what can be asked; a few words do ask for that."""
    services = FakeServices(FakeIndex({"yes": ("visa", CLEAR)}))
    told = [
        welcome(a_turn(text, intents={"help": 0.9}), services)[0].kind
        for text in ("what should I ask before saying yes", "help yes")
    ]

    assert ["knowledge", "small_talk"] == told
