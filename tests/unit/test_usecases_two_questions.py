"""A message that asks two things."""

from __future__ import annotations

from secondment.usecases.answering import answer_own_question, answer_question
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, FakeIndex, FakeServices, FakeStore, a_turn

SURE = {"my_secondment": 0.95}
_BOTH = "who pays me? do I need a visa?"


def services(**found: tuple[str, float]) -> FakeServices:
    """A person with a record, and an index that finds an article where a word stands in the question."""
    return FakeServices(FakeIndex(found), FakeStore({"E1": (a_secondment(),)}))


def test_both_questions_are_answered_where_both_are_clear() -> None:
    """Each by its own article, in the order asked."""
    told = answer_question(a_turn(_BOTH), services(pays=("pay", CLEAR), visa=("visa", CLEAR)))

    assert ["pay", "visa"] == [answer.article for answer in told]


def test_one_doubtful_question_leaves_the_message_whole() -> None:
    """A guess beside an answer would look as sure as the answer."""
    told = answer_question(a_turn(_BOTH), services(pays=("pay", CLEAR), visa=("visa", CLOSE)))

    assert 1 == len(told)


def test_the_same_article_is_told_once() -> None:
    """Two ways to ask one thing."""
    told = answer_question(a_turn("who pays me? who pays my wages?"), services(pays=("pay", CLEAR)))

    assert ["pay"] == [answer.article for answer in told]


def test_two_fields_of_the_own_record_are_both_told() -> None:
    """As the engine heard both."""
    turn = a_turn("when do I end and who is my mentor", intents=SURE, fields={"end_date": 0.5, "mentor": 0.4})
    told = answer_own_question(turn, services())

    assert ["end_date", "mentor"] == [answer.field for answer in told]


def test_a_field_and_an_article_stand_side_by_side() -> None:
    """The own value first, then the general answer to the other question."""
    turn = a_turn("when do I end? do I need a visa?", intents=SURE, fields={"end_date": 0.9})
    told = answer_own_question(turn, services(visa=("visa", CLEAR)))

    assert [("end_date", None), (None, "visa")] == [(answer.field, answer.article) for answer in told]


def test_one_question_gets_one_answer() -> None:
    """However many fields sound alike."""
    turn = a_turn("when do I end?", intents=SURE, fields={"end_date": 0.5, "days_left": 0.4})

    assert ["end_date"] == [answer.field for answer in answer_own_question(turn, services())]
