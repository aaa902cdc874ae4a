"""One's own of what was just told in general."""

from __future__ import annotations

from secondment.usecases.answering import answer_own_question
from tests.builders import a_secondment
from tests.usecase_fakes import FakeServices, FakeStore, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays a secondee"}


def test_when_is_mine_asks_for_what_was_told_not_for_the_end() -> None:
    """After an article; else "when" sounds like the end date."""
    turn = a_turn("and when is mine?", memory=TOLD_PAY, fields={"end_date": 0.9}, intents={"my_secondment": 0.99})

    assert ["salary_payer"] == [
        answer.field for answer in answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))
    ]
