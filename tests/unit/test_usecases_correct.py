"""A correction is answered for what is meant instead: a side, another question, and nobody who is only named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.follow_up import correct
from secondment.usecases.turn import Turn, Understanding
from secondment.usecases.understanding import read_understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices, FakeStore, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays"}


def with_record() -> FakeServices:
    """Services with Edda's record."""
    return FakeServices(FakeIndex(), FakeStore({"E1": (a_secondment(),)}))


@pytest.mark.parametrize("text", ["no I meant the home one, thats me", "sorry, I meant at the home side"])
def test_a_correction_towards_a_side_tells_that_side(text: str) -> None:
    """Of the article just told, as "and at home?" does."""
    (answer,) = correct(a_turn(text, memory=TOLD_PAY), FakeServices())

    assert ("pay", True) == (answer.article, "Home does pay." in answer.text)


def said(text: str, meant: str) -> Turn:
    """A correction after a value of the record, as the engine hands it over: it has seen Anna in all of it."""
    heard = {"intent": {"name": "correct", "confidence": 0.9}, "intent_ranking": [], "text": text}
    part = {
        "text": meant,
        "intent": {"name": "my_secondment", "confidence": 0.5},
        "intent_ranking": [{"name": "my_secondment", "confidence": 0.5}],
        "entities": [{"entity": "field", "value": "notice_period", "confidence_entity": 0.9}],
    }
    anna = {"entities": [{"entity": "PERSON", "value": "Anna"}], "parts": [part]}
    memory = {"last_kind": "record", "last_field": "start_date", "last_question": "when did I start"}
    return replace(a_turn(text, memory=memory), understanding=read_understanding({**heard, **anna}))


def test_a_correction_towards_somebody_else_is_refused() -> None:
    """Whoever has asked for their own and means Anna's, a name that is no rare one."""
    (answer,) = correct(said("no, I meant Anna", "Anna"), with_record())

    assert "refusal" == answer.kind


def test_whoever_is_named_beside_a_correction_is_not_asked_about() -> None:
    """Only what is meant counts."""
    turn = said("sorry Anna just came in, I meant the notice period", "the notice period")
    (answer,) = correct(turn, with_record())

    assert ("record", "notice_period") == (answer.kind, answer.field)


def test_a_side_with_a_question_behind_it_is_more_than_a_side() -> None:
    """The question is asked, not the side of what was told."""
    services = FakeServices(FakeIndex({"the host. When does it start?": ("visa", CLEAR)}))
    (answer,) = correct(a_turn("sorry, I meant the host. When does it start?", memory=TOLD_PAY), services)

    assert "visa" == answer.article


@pytest.mark.parametrize(("memory", "kind"), [(TOLD_PAY, "knowledge"), ({}, "fallback")], ids=["in a talk", "at first"])
def test_what_is_meant_instead_is_of_the_same_talk(memory: dict[str, str], kind: str) -> None:
    """However foreign a part of it sounds alone: "leave, like a broken leg"."""
    meant = Understanding("out_of_scope", 0.9, {"out_of_scope": 0.9})
    turn = a_turn("no I meant leave, like a broken leg", memory=memory)
    turn = replace(turn, understanding=replace(turn.understanding, parts=(meant,)))
    (answer,) = correct(turn, FakeServices(FakeIndex({"leave": ("leave", CLEAR)})))

    assert kind == answer.kind
