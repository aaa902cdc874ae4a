"""A few words right after a value of the own record go on about the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.follow_up import ask_side, correct
from secondment.usecases.own_record import own_record_likely
from secondment.usecases.turn import Turn, Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices, FakeStore, a_turn

RECORD = {"last_kind": "record", "last_field": "end_date", "last_question": "when do I end"}
UNSURE = {"onboarding": 0.3, "my_secondment": 0.2}


@pytest.mark.parametrize(
    ("text", "memory", "intents", "likely"),
    [
        ("and the start?", RECORD, UNSURE, True),
        ("what about the start", RECORD, UNSURE, True),
        ("and the start?", RECORD, {"onboarding": 0.8, "my_secondment": 0.15}, False),
        ("and the start?", {"last_kind": "knowledge"}, UNSURE, False),
        ("the start of the whole thing then?", RECORD, UNSURE, False),
        ("and hers?", RECORD, UNSURE, False),
    ],
)
def test_and_the_next_field_is_about_the_record(
    text: str, memory: dict[str, str], intents: dict[str, float], likely: bool
) -> None:
    """Unless the engine clearly hears another subject, or somebody else is meant."""
    assert likely == own_record_likely(a_turn(text, memory=memory, intents=intents), belief=0.9)


OWN_START = Understanding("my_secondment", 0.97, {"my_secondment": 0.97}, {"start_date": 0.9})
HOST_MANAGER = {"last_kind": "record", "last_field": "host_manager", "last_question": "who is my boss there"}
TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays me"}


def with_record(**found: tuple[str, float]) -> FakeServices:
    """A person with a record, and an index that finds an article where a word stands in the question."""
    return FakeServices(FakeIndex(found), FakeStore({"E1": (a_secondment(),)}))


def read_as(turn: Turn, own: Understanding) -> Turn:
    """A turn whose few words the engine has also read as a question about the own record."""
    return replace(turn, understanding=replace(turn.understanding, own=own))


def test_what_is_meant_instead_of_a_value_is_answered_as_the_own_reading_says() -> None:
    """As in "no, I meant start": the word alone says little."""
    turn = read_as(a_turn("no, I meant start", memory=RECORD, intents={"correct": 0.9}), OWN_START)

    assert [("record", "start_date")] == [(one.kind, one.field) for one in correct(turn, with_record())]


@pytest.mark.parametrize("said", ["no, I meant Anna start", "no, I meant start"])
def test_what_may_be_somebody_elses_is_not_answered_from_the_own_record(said: str) -> None:
    """Of two words the first may be a name that nobody knows; what the engine hears as another's is refused."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9}, {"start_date": 0.9})
    turn = read_as(a_turn(said, memory=RECORD, intents={"correct": 0.9}), OWN_START)
    (told,) = correct(replace(turn, understanding=replace(turn.understanding, parts=(others,))), with_record())

    assert "refusal" == told.kind


def test_few_words_after_a_value_are_answered_as_the_own_reading_says() -> None:
    """Whatever they are taken for by themselves."""
    turn = read_as(a_turn("and start?", memory=RECORD, intents={"planning_considerations": 0.9}), OWN_START)

    assert [("record", "start_date")] == [(one.kind, one.field) for one in answer_question(turn, with_record())]


@pytest.mark.parametrize(
    ("memory", "own"),
    [(TOLD_PAY, OWN_START), (RECORD, Understanding("tax", 0.9, {"tax": 0.9, "my_secondment": 0.1}))],
    ids=["after an article", "read as something else"],
)
def test_the_own_reading_counts_after_a_value_and_when_it_is_clear(memory: dict[str, str], own: Understanding) -> None:
    """Else the words are what they are by themselves."""
    turn = read_as(a_turn("and visa?", memory=memory, intents={"immigration": 0.9}), own)

    assert ["visa"] == [one.article for one in answer_question(turn, with_record(visa=("visa", CLEAR)))]


@pytest.mark.parametrize(("said", "field"), [("and at home?", "home_manager"), ("and the host's?", "host_manager")])
def test_a_side_after_a_value_is_the_same_of_that_side(said: str, field: str) -> None:
    """Both sides have a manager and a name."""
    (told,) = ask_side(a_turn(said, memory=HOST_MANAGER), with_record())

    assert ("record", field) == (told.kind, told.field)


def test_a_correction_that_names_the_other_side_is_the_same_of_that_side() -> None:
    """Without having to say manager again."""
    (told,) = correct(a_turn("no, the one that sends me", memory=HOST_MANAGER), with_record())

    assert ("record", "home_manager") == (told.kind, told.field)


def test_few_words_that_name_a_neighbour_of_an_article_lead_to_it() -> None:
    """Although by themselves they would be taken for a question about the own record."""
    turn = a_turn("the visa?", memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields={"end_date": 0.9})

    assert ["visa"] == [one.article for one in answer_own_question(turn, with_record(visa=("visa", CLEAR)))]


def test_few_words_that_stay_with_the_article_ask_for_the_own_value() -> None:
    """An end date after who pays is no question about pay."""
    turn = a_turn("end date", memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields={"end_date": 0.9})

    assert ["end_date"] == [one.field for one in answer_own_question(turn, with_record(pay=("pay", CLEAR)))]


@pytest.mark.parametrize(
    ("text", "fields", "told"),
    [
        ("do I have any?", {"end_date": 0.4, "allowance": 0.3}, "allowance"),
        ("how much do I get", {}, "salary_payer"),
        ("when is my end date, is it set", {"end_date": 0.9}, "end_date"),
    ],
)
def test_few_words_that_point_at_the_article_ask_for_its_own_value(
    text: str, fields: dict[str, float], told: str
) -> None:
    """Unless they clearly name a field themselves."""
    turn = a_turn(text, memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields=fields)

    assert [told] == [one.field for one in answer_own_question(turn, with_record())]


def test_few_words_after_a_question_without_words_are_read_alone() -> None:
    """As after a button that found nothing."""
    turn = a_turn("and visa?", memory={"last_kind": "fallback", "last_question": ""}, intents={"immigration": 0.9})

    assert ["clarify"] == [one.kind for one in answer_question(turn, with_record(visa=("visa", 0.5)))]


@pytest.mark.parametrize(
    ("text", "intents", "kind"),
    [
        ("leave", {"leave_absence": 0.6}, "clarify"),
        ("leave", {"out_of_scope": 0.6}, "fallback"),
        ("leave me alone please", {"leave_absence": 0.6}, "fallback"),
    ],
)
def test_a_word_that_names_a_subject_gets_titles(text: str, intents: dict[str, float], kind: str) -> None:
    """However little the articles say for it."""
    assert [kind] == [one.kind for one in answer_question(a_turn(text, intents=intents), with_record())]
