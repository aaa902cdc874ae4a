"""Evidence from the words themselves: TF-IDF over words and over character n-grams (tolerant of typing errors)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfVectorizer

from secondment.text.normalise import canonical, words
from secondment.text.weighing import Weighed

Vector = np.ndarray[Any, Any]
# with a larger share of new texts their words count: all are weighed anew
_MOST_FRESH = 0.1


class Postings:
    """Weighed texts (one row each) laid out by term, so that a query touches only the terms it holds."""

    def __init__(self, weighed: csr_matrix) -> None:
        self._by_term: csr_matrix = csr_matrix(weighed.T)

    def rows(self, count: int) -> csr_matrix:
        """The first texts as they were weighed, a row each."""
        return csr_matrix(self._by_term.T)[:count]

    def similarity(self, query: Weighed) -> Vector:
        """Cosine similarity (0 to 1) of a query to each text laid out, shape (texts,)."""
        similar: Vector = self._by_term[query.terms].T @ query.weights
        return similar


@dataclass(frozen=True)
class Weighing:
    """Texts, the vectorizer that weighs them, and what it weighs them as: a row each."""

    texts: Sequence[str]
    vectorizer: TfidfVectorizer
    weighed: csr_matrix


def by_words(texts: Sequence[str], before: Weighing | None = None) -> Weighing:
    """Words and pairs of words in canonical form, weighed by how few of the texts have them.

    With `before` they weigh what they did there, and only texts that are new are read; what only those hold is unknown.
    """
    return _weighing(TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, dtype=np.float32), texts, before)


def by_characters(texts: Sequence[str], before: Weighing | None = None) -> Weighing:
    """The same for character sequences of three to five inside words."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32, preprocessor=plain
    )
    return _weighing(vectorizer, texts, before)


def _weighing(vectorizer: TfidfVectorizer, texts: Sequence[str], before: Weighing | None) -> Weighing:
    if before is None:
        return Weighing(texts, vectorizer, csr_matrix(vectorizer.fit_transform(texts)))
    places = {text: place for place, text in enumerate(before.texts)}
    fresh = [text for text in texts if text not in places]
    if len(fresh) > _MOST_FRESH * len(texts):
        return _weighing(vectorizer, texts, None)
    places |= {text: len(before.texts) + place for place, text in enumerate(fresh)}
    both = vstack([before.weighed, before.vectorizer.transform(fresh)]) if fresh else before.weighed
    return Weighing(texts, before.vectorizer, csr_matrix(both)[[places[text] for text in texts]])


def word_terms(text: str) -> list[str]:
    """The word terms of a text: canonical words and neighbouring pairs."""
    found = canonical(text)
    return [*found, *(f"{left}_{right}" for left, right in zip(found, found[1:]))]


def plain(text: str) -> str:
    """The text as its lower-case words."""
    return " ".join(words(text))
