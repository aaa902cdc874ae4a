"""Own-record answers: only the speaker's, only where nobody reads along, with the general rule beside them."""

from __future__ import annotations

import pytest

from secondment.errors import NotPersonalError
from secondment.identity import Person
from secondment.usecases.own_record import own_record, own_record_likely
from secondment.usecases.refusing import refuse
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices, FakeStore, a_turn

SURE = {"my_secondment": 0.97}
UNSURE = {"my_secondment": 0.6, "extension_early_end": 0.3}
RECORDS = {"E1": (a_secondment(),), "E2": (a_secondment(secondment_id="SEC-9", employee_number="E2", mentor=None),)}


def services() -> FakeServices:
    """Edda's and another person's records; questions with "end" find the article on ending."""
    return FakeServices(FakeIndex({"end": ("ending", CLEAR)}), FakeStore(RECORDS))


def test_the_field_understood_is_told_from_the_own_record() -> None:
    """With its value."""
    told = own_record(a_turn("my last day?", intents=SURE, fields={"end_date": 0.9}), services())[0]

    assert ("record", "end_date", "3 November 2027") == (told.kind, told.field, told.value)


def test_whose_record_is_read_depends_on_the_speaker_alone() -> None:
    """The same words of another person tell that person's record."""
    turn = a_turn("who is my mentor?", intents=SURE, fields={"mentor": 0.9})
    mine = own_record(turn, services())[0]
    theirs = own_record(a_turn(turn.text, person=Person("E2"), intents=SURE, fields={"mentor": 0.9}), services())[0]

    assert ("Nils Brook", None) == (mine.value, theirs.value)


def test_where_others_read_along_nothing_personal_is_told() -> None:
    """An error with a sentence of its own."""
    with pytest.raises(NotPersonalError):
        own_record(a_turn("my last day?", surface="group", fields={"end_date": 0.9}), services())


def test_without_a_field_the_last_one_is_meant_and_else_the_whole() -> None:
    """A short question after an answer stays with its field."""
    again = own_record(a_turn("and again?", intents=SURE, memory={"last_field": "start_date"}), services())[0]
    whole = own_record(a_turn("tell me about mine", intents=SURE), services())[0]

    assert ("start_date", "whole_summary") == (again.field, whole.field)


def test_an_answer_is_remembered_with_its_field() -> None:
    """And the article talked about before is dropped."""
    turn = a_turn("my last day?", intents=SURE, fields={"end_date": 0.9}, memory={"last_article": "pay"})
    told = own_record(turn, services())[0]

    assert ("end_date", None, "my last day?", "record") == tuple(
        told.remember[name] for name in ("last_field", "last_article", "last_question", "last_kind")
    )


def test_a_sure_question_offers_the_general_article_as_a_button() -> None:
    """The own value stands alone."""
    told = own_record(a_turn("when do I end?", intents=SURE, fields={"end_date": 0.9}), services())[0]

    assert [("article", "ending")] == [(one.choice.kind, one.choice.value) for one in told.buttons]
    assert "This is about ending." not in told.text


def test_a_field_without_article_has_no_such_button() -> None:
    """Nothing is offered that is not there."""
    told = own_record(a_turn("my mentor?", intents=SURE, fields={"mentor": 0.9}), services())[0]

    assert () == told.buttons


def test_ones_own_of_what_was_refused_is_the_field_that_was_asked() -> None:
    """Whatever field "and mine?" sounds like."""
    turn = a_turn("and mine?", intents=SURE, fields={"end_date": 0.9}, memory={"last_field": "start_date"})

    assert "start_date" == own_record(turn, services())[0].field


def test_several_running_secondments_are_asked_for_and_one_is_chosen() -> None:
    """The pressed one is told, for the field talked about."""
    both = (a_secondment(), a_secondment(secondment_id="SEC-2", planned_end_date=a_secondment().reviews[2].date))
    two = FakeServices(FakeIndex(), FakeStore({"E1": both}))
    asked = own_record(a_turn("when do I end?", intents=SURE, fields={"end_date": 0.9}), two)[0]
    chosen = own_record(a_turn(choice=("secondment", "SEC-2"), memory={"last_field": "end_date"}), two)[0]

    assert ("clarify", "1 February 2027") == (asked.kind, chosen.value)


def test_a_chosen_secondment_of_another_person_is_not_told() -> None:
    """An id in a button selects among the own ones only."""
    told = own_record(a_turn(choice=("secondment", "SEC-9"), memory={"last_field": "mentor"}), services())[0]

    assert "Nils Brook" == told.value


@pytest.mark.parametrize(
    ("chance", "belief", "surface", "likely"),
    [
        (0.6, 0.2, "personal", True),
        (0.6, 0.9, "personal", False),
        (0.2, 0.1, "personal", False),
        (0.6, 0.2, "group", False),
    ],
)
def test_the_record_is_likely_when_the_intent_beats_the_article(
    chance: float, belief: float, surface: str, likely: bool
) -> None:
    """And only where nobody reads along."""
    turn = a_turn("the end", intents={"my_secondment": chance}, surface=surface)

    assert likely == own_record_likely(turn, belief)


def test_another_persons_record_is_refused_in_one_sentence() -> None:
    """Nothing is looked up, and whom to ask is named."""
    told = refuse(a_turn("When does Maria's end?"), services())

    assert ["refusal"] == [one.kind for one in told]
    assert ((), None, None) == (told[0].buttons, told[0].field, told[0].value)


def test_beside_an_unsure_value_stands_the_article_that_answers_the_question() -> None:
    """Rather than one that only names the field."""
    both = FakeServices(FakeIndex({"sacked": ("visa", CLEAR)}), FakeStore({"E1": (a_secondment(),)}))
    turn = a_turn("can I be sacked, when is the end?", intents={"my_secondment": 0.5}, fields={"end_date": 0.9})

    assert [("end_date", "visa")] == [(one.field, one.article) for one in own_record(turn, both)]
