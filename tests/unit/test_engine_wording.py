"""The wording model, one message at a time."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from engine.components.fused_model import plain, word_terms
from engine.components.wording import Wording

TEXTS = [
    "when does it end",
    "who pays me",
    "what is a secondment",
    "who pays the host",
    "how do i end it",
    "pay pay pay",
]
LABELS = ["end", "pay", "what", "pay", "end", "pay"]


@pytest.mark.parametrize("message", ["who pays when it ends", "pay pay", "Wörter nobody knows", "", "END end"])
def test_the_scores_are_those_of_the_model(message: str) -> None:
    """Quicker, not different."""
    word = TfidfVectorizer(analyzer=word_terms, sublinear_tf=True)
    char = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=plain)
    model = LinearSVC().fit(csr_matrix(hstack([word.fit_transform(TEXTS), char.fit_transform(TEXTS)])), LABELS)
    expected = model.decision_function(csr_matrix(hstack([word.transform([message]), char.transform([message])])))

    scores = Wording((word, char), model).scores([message])

    assert np.allclose(expected, scores, atol=1e-6)


def test_models_stand_side_by_side() -> None:
    """One weighing of a message serves them all."""
    word = TfidfVectorizer(analyzer=word_terms, sublinear_tf=True)
    terms = csr_matrix(word.fit_transform(TEXTS))
    labels, paid = LinearSVC().fit(terms, LABELS), LinearSVC().fit(terms, np.array(LABELS) == "pay")
    asked = csr_matrix(word.transform(["who pays"]))
    expected = np.append(labels.decision_function(asked)[0], paid.decision_function(asked))

    assert np.allclose(expected, Wording((word,), labels, paid).scores(["who pays"])[0], atol=1e-6)
