"""A question that asks on about the article just told hears what else there is to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.answering import answer_question
from secondment.usecases.further import has_further
from tests.usecase_fakes import CLEAR, CLOSE, PAY, VISA, FakeIndex, FakeServices, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays a secondee"}
ONCE = (("employee", "who pays a secondee"), ("assistant", "knowledge: pay"))
LEADS_BACK = {"who pays a secondee": ("pay", CLEAR)}


def test_what_leads_back_hears_the_rest_of_the_article() -> None:
    """First what is nearest of its answer, without what says hardly anything."""
    pay = replace(PAY, answer="Ask. This is all about who pays what.")
    services = FakeServices(FakeIndex(LEADS_BACK, articles=(pay, VISA)))
    (told,) = answer_question(a_turn("and if they refuse it", memory=TOLD_PAY, history=ONCE), services)

    assert ("knowledge", "pay") == (told.kind, told.article)
    assert "This is all about who pays what." in told.text and told.text.endswith("More of pay.")
    assert "Ask." not in told.text


def test_what_is_clearly_about_it_is_told_the_answer() -> None:
    """Whoever asks the same again wants to read it again."""
    services = FakeServices(FakeIndex({"who pays": ("pay", CLEAR)}))
    (told,) = answer_question(a_turn("who pays that again", memory=TOLD_PAY, history=ONCE), services)

    assert "This is about pay." == told.text


@pytest.mark.parametrize("history", [(), ONCE * 2])
def test_the_rest_is_told_once(history: tuple[tuple[str, str], ...]) -> None:
    """After it there are titles."""
    services = FakeServices(FakeIndex(LEADS_BACK))
    (told,) = answer_question(a_turn("and if they refuse it", memory=TOLD_PAY, history=history), services)

    assert "clarify" == told.kind


def test_the_nearest_is_not_the_same_text_again() -> None:
    """Titles come with what else there is."""
    index = FakeIndex({"who pays a secondee": ("pay", CLOSE)})
    index.ranker.nearest_from = 0.4
    (told,) = answer_question(a_turn("and if they refuse it", memory=TOLD_PAY, history=ONCE), FakeServices(index))

    assert "clarify" == told.kind
    assert "More of pay." in told.text


def test_an_article_told_as_the_nearest_was_told_once() -> None:
    """It stands in no history as told; one without more has nothing further."""
    nearest = a_turn(memory={**TOLD_PAY, "last_kind": "clarify"})

    assert has_further(nearest, PAY)
    assert not has_further(a_turn(memory={**TOLD_PAY, "last_article": "visa"}, history=ONCE), VISA)
