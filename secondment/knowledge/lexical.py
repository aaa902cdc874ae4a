"""Evidence from the words themselves: TF-IDF over words and over character n-grams (tolerant of typing errors)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from secondment.text.normalise import canonical, words

Vector = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Weighed:
    """The terms of a query known to a vectorizer and their weights, of length one together."""

    terms: list[int]
    weights: list[float]


class Weigher:
    """Weighs a query as its vectorizer would, without building a matrix for a single text."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self.vectorizer = vectorizer
        self._analyse = vectorizer.build_analyzer()

    def weigh(self, text: str) -> Weighed:
        """The query's terms with sublinear TF-IDF weights (1 + log tf, times idf), normalised."""
        known = self.vectorizer.vocabulary_
        counts = Counter(known[term] for term in self._analyse(text) if term in known)
        terms = list(counts)
        weights = (1 + np.log([counts[term] for term in terms])) * self.vectorizer.idf_[terms] if terms else np.zeros(0)
        length = float(np.linalg.norm(weights)) or 1.0
        return Weighed(terms, (weights / length).tolist())


class Postings:
    """Weighed texts (one row each) laid out by term, so that a query touches only the terms it holds."""

    def __init__(self, weighed: csr_matrix) -> None:
        self._by_term: csr_matrix = csr_matrix(weighed.T)

    def similarity(self, query: Weighed) -> Vector:
        """Cosine similarity (0 to 1) of a query to each text laid out, shape (texts,)."""
        similar: Vector = self._by_term[query.terms].T @ np.asarray(query.weights, np.float32)
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
