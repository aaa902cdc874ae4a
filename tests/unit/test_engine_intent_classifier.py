"""What the classifier tells of a message, with a model that says what it is told to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from engine.components.intent_classifier import FusedIntentClassifier

THANKED = "Thank you, I feel better. Can it be cut short?"
ASKED = "Can it be cut short?"
LONG_THANKS = "Thank you so much for telling me all of this at once, nobody else had taken the time before."


class Told:
    """A model that hears one label in each text, as surely as it is told, and the rest in none in particular."""

    labels = ("early_end", "out_of_scope", "remark", "thank")

    def __init__(self, heard: Mapping[str, tuple[str, float]]) -> None:
        self.heard = heard
        self.predicted: list[str] = []

    def understand(self, texts: Sequence[str], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities of messages, shape (len(texts), len(labels)), all of them familiar."""
        return np.stack([self._chance(text) for text in texts]), np.ones(len(texts))

    def predict(self, texts: Sequence[str]) -> np.ndarray:
        """Probabilities of what is asked besides, noted."""
        self.predicted.extend(texts)
        return np.stack([self._chance(text) for text in texts])

    def _chance(self, text: str) -> np.ndarray:
        label, sure = self.heard[text]
        rest = (1 - sure) / (len(self.labels) - 1)
        return np.array([sure if label == one else rest for one in self.labels])


def processed(model: Told, text: str) -> Message:
    """A message as the classifier leaves it."""
    message = Message.build(text)
    message.add_features(Features(np.ones((1, 3)), FEATURE_TYPE_SENTENCE, TEXT, "SentenceEmbeddings"))
    (told,) = FusedIntentClassifier({}, None, None, model).process([message])
    return told


def heard(model: Told, text: str) -> str:
    """The intent that is told of a message."""
    return processed(model, text).get(INTENT)["name"]


@pytest.mark.parametrize("small_talk", ["thank", "remark"])
def test_small_talk_before_a_question_is_left_out(small_talk: str) -> None:
    """What is asked is heard by itself."""
    model = Told({THANKED: (small_talk, 0.9), ASKED: ("early_end", 0.7)})

    assert "early_end" == heard(model, THANKED)


@pytest.mark.parametrize("alone", [("early_end", 0.45), ("out_of_scope", 0.9), ("remark", 0.9)])
def test_small_talk_counts_if_the_question_is_none_of_ours(alone: tuple[str, float]) -> None:
    """As where it is hardly heard, is about another subject, or is small talk itself."""
    assert "thank" == heard(Told({THANKED: ("thank", 0.9), ASKED: alone}), THANKED)


@pytest.mark.parametrize("text", [f"Thank you for that, {ASKED}", f"{LONG_THANKS} I feel better now."])
def test_a_message_without_a_question_apart_from_it_is_heard_as_a_whole(text: str) -> None:
    """There is nothing to leave out."""
    model = Told({text: ("thank", 0.9)})

    assert ("thank", []) == (heard(model, text), model.predicted)


def test_what_is_no_small_talk_is_heard_as_a_whole() -> None:
    """What is said before a question belongs to it."""
    model = Told({THANKED: ("early_end", 0.6)})

    assert ("early_end", []) == (heard(model, THANKED), model.predicted)


def test_each_part_is_told_with_its_words() -> None:
    """Who is named in it is told from who is named beside it."""
    first, second = "Can it be cut short?", "And who tells Ada?"
    asked = f"{first} {second}"
    model = Told({asked: ("early_end", 0.9), first: ("early_end", 0.9), second: ("out_of_scope", 0.9)})

    parts = processed(model, asked).get("parts")

    assert [(first, "early_end"), (second, "out_of_scope")] == [(one[TEXT], one[INTENT]["name"]) for one in parts]
