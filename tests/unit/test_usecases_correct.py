"""A correction is answered for what is meant instead: a side, another question, and nobody who is only named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.follow_up import correct
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


def test_a_correction_towards_somebody_else_is_refused() -> None:
    """Who has asked for their own and means Stanisław's."""
    turn = a_turn("I mean Stanisław, not me", memory={"last_kind": "record", "last_field": "start_date"})
    heard = replace(turn.understanding, names_people=True, asks_of_named=True, intents={"my_secondment": 0.3})
    (answer,) = correct(replace(turn, understanding=heard), with_record())

    assert "refusal" == answer.kind


def test_whoever_is_named_beside_a_correction_is_not_asked_about() -> None:
    """Only what is meant counts."""
    memory = {"last_kind": "record", "last_field": "start_date", "last_question": "when did I start"}
    turn = a_turn("sorry Anna just came in, I meant the notice period", memory=memory)
    turn = replace(turn, understanding=replace(turn.understanding, names_people=True, intents={"my_secondment": 0.3}))

    assert ["refusal"] != [answer.kind for answer in correct(turn, with_record())]


def test_a_side_with_a_question_behind_it_is_more_than_a_side() -> None:
    """The question is asked, not the side of what was told."""
    services = FakeServices(FakeIndex({"the host. When does it start?": ("visa", CLEAR)}))
    (answer,) = correct(a_turn("sorry, I meant the host. When does it start?", memory=TOLD_PAY), services)

    assert "visa" == answer.article
