"""What asks nothing is taken note of, and leaves what was talked about as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.remarking import remark
from secondment.usecases.turn import Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, SENTENCES, FakeIndex, FakeServices, FakeStore, a_turn

TOLD = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays me?"}


def test_a_remark_in_a_talk_is_taken_note_of() -> None:
    """Nothing that was told before is forgotten by it."""
    (told,) = remark(a_turn("what a circus", memory=TOLD), FakeServices(FakeIndex({"circus": ("leave", CLOSE)})))

    assert ("small_talk", SENTENCES.say("remark"), {}) == (told.kind, told.text, told.remember)


@pytest.mark.parametrize(("text", "kind"), [("nobody told me of pay", "clarify"), ("what a circus", "fallback")])
def test_what_begins_a_talk_is_a_question_if_an_article_is_near(text: str, kind: str) -> None:
    """Who has not asked anything yet hardly comments on an answer."""
    (told,) = remark(a_turn(text), FakeServices(FakeIndex({"pay": ("pay", CLOSE)})))

    assert kind == told.kind


def test_what_an_article_clearly_answers_is_no_mere_remark() -> None:
    """However it sounds."""
    services = FakeServices(FakeIndex({"leave": ("leave", CLEAR)}))
    (told,) = remark(a_turn("they never gave me leave", memory=TOLD), services)

    assert ("knowledge", "leave") == (told.kind, told.article)


def test_one_thing_of_the_own_record_alone_is_no_remark() -> None:
    """It asks for that in any talk."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    turn = a_turn("just the place once more", memory=TOLD, intents={"remark": 0.6})
    own = Understanding("my_secondment", 0.9, {"my_secondment": 0.9}, {"location": 0.9})
    (told,) = remark(replace(turn, understanding=replace(turn.understanding, own=own)), services)

    assert ("record", "location") == (told.kind, told.field)


@pytest.mark.parametrize("text", ["hmm is the leave paid then", "I didn't mean them leaving, I mean me", "leave? ha"])
def test_what_asks_or_puts_something_right_is_no_mere_remark(text: str) -> None:
    """Though the engine heard one."""
    (told,) = remark(a_turn(text, memory=TOLD), FakeServices(FakeIndex({"leav": ("leave", CLOSE)})))

    assert "clarify" == told.kind
