"""Evidence from the words themselves: TF-IDF over words and over character n-grams (tolerant of typing errors)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from secondment.text.normalise import canonical, words

Vector = np.ndarray[Any, Any]


class Postings:
    """Texts under a fitted vectorizer, laid out by term, so that a query touches only the terms it holds."""

    def __init__(self, vectorizer: TfidfVectorizer, texts: Sequence[str]) -> None:
        self._vectorizer = vectorizer
        self._by_term: csr_matrix = csr_matrix(vectorizer.transform(texts).T)

    def similarity(self, text: str) -> Vector:
        """Cosine similarity (0 to 1) of a text to each text laid out."""
        found = self._vectorizer.transform([text]) @ self._by_term
        similar: Vector = np.asarray(found.todense(), dtype=np.float32).ravel()
        return similar


def word_vectorizer(texts: Sequence[str]) -> TfidfVectorizer:
    """Words and pairs of words in canonical form."""
    return TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, dtype=np.float32).fit(texts)


def character_vectorizer(texts: Sequence[str]) -> TfidfVectorizer:
    """Character sequences of three to five inside words."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32, preprocessor=plain
    )
    return vectorizer.fit(texts)


def word_terms(text: str) -> list[str]:
    """The word terms of a text: canonical words and neighbouring pairs."""
    found = canonical(text)
    return [*found, *(f"{left}_{right}" for left, right in zip(found, found[1:]))]


def plain(text: str) -> str:
    """The text as its lower-case words."""
    return " ".join(words(text))
