"""A message that says what is not meant is answered for what is left."""

from __future__ import annotations

from dataclasses import replace

from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.choosing import choose_none
from secondment.usecases.follow_up import correct
from secondment.usecases.turn import Turn, Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices, FakeStore, a_turn

OWN_END = Understanding("my_secondment", 0.9, {"my_secondment": 0.9}, {"end_date": 0.9})
VISA = Understanding("immigration", 0.9, {"immigration": 0.9})


def services(**found: tuple[str, float]) -> FakeServices:
    """A person with a record, and an index that finds an article where a word stands in the question."""
    return FakeServices(FakeIndex(found), FakeStore({"E1": (a_secondment(),)}))


def said(turn: Turn, left: Understanding) -> Turn:
    """A turn and what the engine makes of what is left or meant."""
    return replace(turn, understanding=replace(turn.understanding, parts=(left,)))


def test_what_is_left_finds_its_article() -> None:
    """What is ruled out does not."""
    found = services(pay=("pay", CLEAR), visa=("visa", CLEAR))
    turn = said(a_turn("not the pay, visa", intents={"pay_allowances": 0.8}), VISA)

    assert ["visa"] == [answer.article for answer in answer_question(turn, found)]


def test_what_is_left_may_be_about_the_own_record() -> None:
    """Whatever the whole was taken for."""
    turn = said(a_turn("not the rules, my last day", intents={"return_rights": 0.5}), OWN_END)

    assert [("record", "end_date")] == [(answer.kind, answer.field) for answer in answer_question(turn, services())]


def test_what_is_left_may_be_general_though_the_whole_sounded_personal() -> None:
    """The other way round."""
    turn = said(a_turn("not mine, what visa does one need", intents={"my_secondment": 0.6}), VISA)

    assert ["visa"] == [answer.article for answer in answer_own_question(turn, services(visa=("visa", CLEAR)))]


def test_what_is_left_may_ask_for_somebody_else() -> None:
    """It is refused as any such message is."""
    other = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    turn = said(a_turn("not mine, the end date of Ada", intents={"my_secondment": 0.6}), other)

    assert ["refusal"] == [answer.kind for answer in answer_own_question(turn, services())]


def test_what_is_ruled_out_makes_nobody_somebody_else() -> None:
    """Only what is left is asked about."""
    turn = said(a_turn("not his, my last day", intents={"someone_elses_record": 0.7}), OWN_END)

    assert ["end_date"] == [answer.field for answer in answer_question(turn, services())]


def test_a_short_correction_after_a_value_stays_with_the_record() -> None:
    """No, I meant the finish: the finish of the secondment, where nothing else is clearly heard."""
    unsure = Understanding("onboarding", 0.3, {"onboarding": 0.3, "my_secondment": 0.2}, {"end_date": 0.2})
    turn = said(a_turn("no, I meant the finish", memory={"last_kind": "record", "last_field": "start_date"}), unsure)

    assert ["end_date"] == [answer.field for answer in correct(turn, services())]


def test_what_is_left_after_a_value_may_go_on_about_the_record() -> None:
    """Not her either, HR: one's own contact there, not what HR does in general."""
    memory = {"last_kind": "record", "last_field": "host_manager", "last_question": "who is my boss there"}
    general = Understanding("key_players", 0.9, {"key_players": 0.9})
    turn = said(a_turn("not her either, HR", memory=memory), general)
    own = Understanding("my_secondment", 0.9, {"my_secondment": 0.9}, {"hr_contact": 0.9})
    turn = replace(turn, understanding=replace(turn.understanding, own=own))

    assert ["hr_contact"] == [answer.field for answer in answer_question(turn, services())]


def test_none_of_these_but_mine_is_answered_from_the_record() -> None:
    """As after titles on what objectives there should be."""
    told_pay = {"last_kind": "clarify", "last_article": "pay", "last_question": "who pays"}
    turn = a_turn("no no, mine. the one they wrote down", memory=told_pay)

    assert ["salary_payer"] == [answer.field for answer in choose_none(turn, services())]
