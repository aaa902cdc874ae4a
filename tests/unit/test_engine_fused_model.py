"""The classifier behind the pipeline, on a handful of messages and with made-up sentence vectors."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import numpy as np
from sklearn.linear_model import LogisticRegression

from engine.components.embedding import Embedding
from engine.components.fused_model import FusedModel, calibrating
from engine.components.linear import decided
from secondment.text.unseen import unseen

_PAY = [f"who pays my salary in month {number}" for number in range(30)]
_LEAVE = [f"days off in week {number}" for number in range(30)]
_VISA = [f"do I need a visa for country {number}" for number in range(30)]


class Directions:
    """Vectors that point where the subject is, never quite alike."""

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit vectors of the texts, shape (len(texts), 3)."""
        found = np.array([["pay" in text, "visa" in text, "off" in text] for text in texts], np.float32)
        found += np.array([[len(text) % 7, len(text) % 5, 1] for text in texts], np.float32) / 20
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class AsTyped:
    """A speller that mends nothing."""

    def mend(self, text: str) -> str:
        """The text itself."""
        return text


@pytest.fixture
def model() -> FusedModel:
    """Trained on three subjects."""
    trained = FusedModel(Embedding(Directions(), AsTyped()))
    trained.fit(_PAY + _LEAVE + _VISA, ["pay"] * 30 + ["leave"] * 30 + ["visa"] * 30)
    return trained


def test_a_new_message_gets_its_label(model: FusedModel) -> None:
    """By meaning and by wording together."""
    chance = model.predict(["who pays me", "a visa for France?"])

    assert ["pay", "visa"] == [model.labels[row] for row in chance.argmax(1)]


def test_chances_add_up_to_one(model: FusedModel) -> None:
    """They are probabilities."""
    assert pytest.approx([1.0, 1.0]) == model.predict(["who pays", "weather"]).sum(1)


def test_chances_add_up_to_one_with_neighbours() -> None:
    """What is nearer to the foreign examples is likelier foreign; the rest is shared out as before."""
    weather = [f"will it rain on day {number}" for number in range(60)]
    trained = FusedModel(Embedding(Directions(), AsTyped()))
    trained.fit(_PAY + _LEAVE + weather, ["pay"] * 30 + ["leave"] * 30 + ["out_of_scope"] * 60)
    chance = trained.predict(["who pays", "will it rain tomorrow", "days off"])

    assert pytest.approx([1.0, 1.0, 1.0]) == chance.sum(1)
    assert ["pay", "out_of_scope", "leave"] == [trained.labels[row] for row in chance.argmax(1)]


def test_embeddings_made_before_are_learned_from() -> None:
    """The featurizer has made them before; the encoder is not asked again."""

    class Asleep:
        def encode(self, texts: list[str]) -> np.ndarray:
            raise AssertionError("the encoder was asked")

    texts = _PAY + _LEAVE + _VISA
    trained = FusedModel(Embedding(Asleep(), AsTyped()))
    trained.fit(texts, ["pay"] * 30 + ["leave"] * 30 + ["visa"] * 30, Directions().encode(texts))

    assert ["leave", "pay", "visa"] == trained.labels


def test_what_was_learned_can_be_taken_up_elsewhere(model: FusedModel) -> None:
    """State of one model, answers of another."""
    other = FusedModel(Embedding(Directions(), AsTyped()))
    other.restore(model.state())

    assert np.allclose(model.predict(["who pays"]), other.predict(["who pays"]))


def test_calibrating_takes_the_unseen_examples() -> None:
    """On what the encoder has learned, the model would look surer than it is."""
    assert [unseen(text) for text in _PAY] == calibrating(_PAY, np.array(["pay"] * 30)).tolist()


def test_a_label_is_never_left_without_examples() -> None:
    """A label whose only example is unseen is learned all the same."""
    lonely = next(text for text in _PAY if unseen(text))

    assert [False] == calibrating([lonely], np.array(["rare"])).tolist()


@pytest.mark.parametrize("labels", [[0, 1] * 20, [0, 1, 2, 3] * 10])
def test_a_linear_model_says_the_same_without_checks(labels: list[int]) -> None:
    """Of two labels one number a message, of more one for each."""
    rows = np.random.default_rng(1).normal(size=(40, 5)).astype(np.float32)
    fitted = LogisticRegression().fit(rows, labels)

    assert np.allclose(fitted.decision_function(rows), decided(fitted, rows))
