"""Evidence from the words themselves: TF-IDF over words and over character n-grams (tolerant of typing errors)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from secondment.text.normalise import canonical, words
from secondment.text.weighing import Weighed

Vector = np.ndarray[Any, Any]


class Postings:
    """Weighed texts (one row each) laid out by term, so that a query touches only the terms it holds."""

    def __init__(self, weighed: csr_matrix) -> None:
        self._by_term: csr_matrix = csr_matrix(weighed.T)

    def similarity(self, query: Weighed) -> Vector:
        """Cosine similarity (0 to 1) of a query to each text laid out, shape (texts,)."""
        similar: Vector = self._by_term[query.terms].T @ query.weights
        return similar


def by_words(texts: Sequence[str]) -> tuple[TfidfVectorizer, csr_matrix]:
    """A vectorizer of words and pairs of words in canonical form, fitted to the texts, and the texts weighed by it."""
    vectorizer = TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, dtype=np.float32)
    return vectorizer, csr_matrix(vectorizer.fit_transform(texts))


def by_characters(texts: Sequence[str]) -> tuple[TfidfVectorizer, csr_matrix]:
    """The same for character sequences of three to five inside words."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32, preprocessor=plain
    )
    return vectorizer, csr_matrix(vectorizer.fit_transform(texts))


def word_terms(text: str) -> list[str]:
    """The word terms of a text: canonical words and neighbouring pairs."""
    found = canonical(text)
    return [*found, *(f"{left}_{right}" for left, right in zip(found, found[1:]))]


def plain(text: str) -> str:
    """The text as its lower-case words."""
    return " ".join(words(text))
