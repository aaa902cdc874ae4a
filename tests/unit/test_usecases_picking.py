"""A few words pick one of the titles offered, by its place or its subject, and are taken for nothing else besides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from secondment.identity import Choice
from secondment.usecases.answering import answer_question
from secondment.usecases.picking import pick_title
from tests.usecase_fakes import CLEAR, CLOSE, FakeIndex, FakeServices, a_turn

OFFERED = {"last_kind": "clarify", "last_titles": "visa,leave,ending", "last_article": "visa"}
FOUND = {"visa": ("visa", CLEAR), "holidays": ("leave", CLEAR), "pay": ("pay", CLEAR)}


def told(text: str, memory: dict[str, Any]) -> str | None:
    """The article that is told for a message, if one is."""
    answers = pick_title(a_turn(text, memory=memory), FakeServices(FakeIndex(FOUND)))
    return answers[0].article if answers else None


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("the second one", "leave"),
        ("2", "leave"),
        ("number two please, explain", "leave"),
        ("no, the last one", "ending"),
        ("ok then option 1", "visa"),
        ("I meant the third", "ending"),
        ("can you open the 3rd?", "ending"),
        ("the middle one sounds right", "leave"),
        ("not that one, the second", "leave"),
        ("the one about holidays", "leave"),
        ("i mean the visa one", "visa"),
        # of two left over nobody knows which is the other
        ("the other one", None),
        # no such place
        ("4", None),
        # words that say a number and pick nothing
        ("the second manager", None),
        ("just a second", None),
        ("first of all thanks", None),
        ("when is the last day", None),
        ("one year", None),
        ("I want one", None),
        ("no one", None),
        ("the one", None),
        ("one please", "visa"),
        ("number one, thanks", "visa"),
    ],
)
def test_a_title_is_picked_by_place_or_subject(text: str, article: str | None) -> None:
    """Where it stands, or what it is about."""
    assert article == told(text, OFFERED)


@pytest.mark.parametrize(
    ("memory", "article"),
    [
        ({**OFFERED, "last_kind": "knowledge", "last_article": "leave"}, "ending"),
        ({**OFFERED, "last_kind": "knowledge", "last_article": "pay"}, None),
        ({**OFFERED, "last_kind": "record"}, None),
        ({**OFFERED, "last_titles": "visa,withdrawn"}, None),
        ({"last_kind": "clarify"}, None),
        ({}, None),
    ],
    ids=["one was picked", "another was told", "a value was told", "not so many", "offered none", "nothing said"],
)
def test_titles_are_on_offer_until_something_else_is_told(memory: dict[str, str], article: str | None) -> None:
    """After one was picked another may be; then a number means nothing again."""
    assert article == told("and the third", memory)


def test_of_two_the_other_is_the_one_not_told() -> None:
    """The nearest of them was told with the titles."""
    assert "leave" == told("no, the other one", {**OFFERED, "last_titles": "visa,leave"})


def test_what_is_offered_can_be_picked() -> None:
    """The titles are remembered in the order in which they stand."""
    services = FakeServices(FakeIndex({"visa": ("visa", CLOSE)}))
    (offered,) = answer_question(a_turn("something about a visa", intents={"immigration": 0.9}), services)
    memory = {name: value for name, value in offered.remember.items() if value}
    titles = [one["article"] for one in offered.choices]

    assert "clarify" == offered.kind
    assert titles == [told(word, memory) for word in ("the first", "the second", "the third")]


def test_a_pressed_button_picks_nothing_else() -> None:
    """Whatever its text."""
    turn = replace(a_turn("2", memory=OFFERED), choice=Choice("say", "2"))

    assert [] == pick_title(turn, FakeServices())
