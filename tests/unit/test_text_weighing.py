"""What the terms of one text weigh."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from secondment.text.weighing import JoinedWeigher, Weigher, norm_of_both

_TEXTS = ["who pays me", "who pays the host", "when does it end", "pay pay pay"]


def vectorizer(analyzer: str = "word") -> TfidfVectorizer:
    """Fitted to the texts."""
    told = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True)
    told.fit(_TEXTS)
    return told


def laid_out(weighed: object, width: int) -> list[float]:
    """Weights in the places of their terms."""
    row = np.zeros(width)
    row[weighed.terms] = weighed.weights  # type: ignore[attr-defined]
    return list(row)


@pytest.mark.parametrize("text", ["who pays when it ends", "pay pay the host", "Wörter nobody knows", ""])
def test_a_text_weighs_what_its_vectorizer_says(text: str) -> None:
    """Quicker, not different."""
    told = vectorizer()
    expected = told.transform([text]).toarray()[0]

    assert pytest.approx(expected, abs=1e-6) == laid_out(Weigher(told).weigh(text), len(expected))


def test_the_terms_of_the_second_are_counted_on() -> None:
    """As the columns of matrices set side by side."""
    word, letter = vectorizer(), vectorizer("char")
    expected = [*word.transform(["who pays"]).toarray()[0], *letter.transform(["who pays"]).toarray()[0]]
    joined = JoinedWeigher([Weigher(word), Weigher(letter)]).weigh("who pays")

    assert pytest.approx(expected, abs=1e-6) == laid_out(joined, len(expected))


@pytest.mark.parametrize(
    ("one", "other", "norm"),
    [
        ("who pays", "who pays", 2.0),
        ("who pays", "when does it end", 2**0.5),
        ("who pays", "zloty", 1.0),
        ("", "", 1.0),
    ],
)
def test_two_texts_together_are_as_long_as_they_have_words_in_common(one: str, other: str, norm: float) -> None:
    """From twice the length of one to that of two at right angles; nothing known divides by nothing."""
    weigher = Weigher(vectorizer())

    assert pytest.approx(norm, abs=1e-6) == norm_of_both(weigher.weigh(one), weigher.weigh(other))
