"""A message in another language: answered in it, with whom to ask, and with nothing of any record."""

from __future__ import annotations

import pytest

from secondment.identity import Choice
from secondment.languages import ENGLISH, LANGUAGES
from secondment.usecases.other_language import answer_in_their_language
from tests.builders import a_secondment
from tests.usecase_fakes import SENTENCES, FakeLanguages, FakeServices, FakeStore, a_turn

GERMAN = "Wann endet meine Abordnung?"


def services(code: str = "de") -> FakeServices:
    """Edda with one secondment, her HR contact in it, and a message whose language is known."""
    found = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    found.languages = FakeLanguages({GERMAN: code})
    return found


def test_it_names_the_own_hr_contact() -> None:
    """In a personal chat; so the answer is private."""
    (told,) = answer_in_their_language(a_turn(GERMAN), services())

    assert f"{SENTENCES.say('language_de')} HR: Ines Roth (ines.roth@orchard.example)" == told.text
    assert ("fallback", True) == (told.kind, told.private)


def test_where_others_read_along_it_names_hr_in_general() -> None:
    """The own contact is a fact of the record."""
    (told,) = answer_in_their_language(a_turn(GERMAN, surface="group"), services())

    assert f"{SENTENCES.say('language_de')} HR: People Team" == told.text
    assert not told.private


def test_where_nobody_is_known_by_name_no_english_is_mixed_in() -> None:
    """The sentence itself says that HR can be asked."""
    found = services()
    found.hr_contact_name = ""
    (told,) = answer_in_their_language(a_turn(GERMAN, surface="group"), found)

    assert SENTENCES.say("language_de") == told.text


def test_the_question_can_be_passed_on_as_it_was_asked() -> None:
    """The button has its title in the same language, and the question is remembered."""
    (told,) = answer_in_their_language(a_turn(GERMAN), services())

    assert [(SENTENCES.say("language_pass_de"), Choice("pass_to_hr"))] == [
        (one.title, one.choice) for one in told.buttons
    ]
    assert {"last_question": GERMAN, "last_kind": "fallback"} == told.remember


def test_nothing_of_the_record_is_told_whatever_the_engine_heard() -> None:
    """Neither field nor intent of such a message counts."""
    heard = a_turn(GERMAN, intents={"my_secondment": 0.99}, fields={"end_date": 0.99})
    (told,) = answer_in_their_language(heard, services())

    assert (None, None) == (told.field, told.value)
    assert "2027" not in told.text


def test_english_goes_its_usual_way() -> None:
    """No answer from here."""
    assert [] == answer_in_their_language(a_turn("When does mine end?"), services())


def test_a_pressed_button_has_no_language() -> None:
    """Whatever stood beside it."""
    assert [] == answer_in_their_language(a_turn(GERMAN, choice=("pass_to_hr", "")), services())


@pytest.mark.parametrize("code", [ENGLISH, *LANGUAGES])
def test_every_language_has_its_sentence_and_its_button(code: str) -> None:
    """Each names HR in words of its own, and is short enough for a button of Slack (75 characters)."""
    (told,) = answer_in_their_language(a_turn(GERMAN), services(code))

    assert set() == set(SENTENCES.places(f"language_{code}"))
    assert len(told.buttons[0].title) <= 75
