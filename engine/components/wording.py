"""The wording model's scores for a single message, without building a matrix for it.

scikit-learn prepares for thousands of texts at a time; for one message the preparing takes ten times the sum itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

Vector = np.ndarray[Any, Any]


class Wording:
    """A linear model over the joined features of several TF-IDF vectorizers (sublinear, each of length one)."""

    def __init__(self, vectorizers: Sequence[TfidfVectorizer], model: LinearSVC) -> None:
        self._parts = [_Part(vectorizer) for vectorizer in vectorizers]
        starts = np.cumsum([0, *(len(vectorizer.vocabulary_) for vectorizer in vectorizers)])
        # one row a term, so that the few terms of a message stand together in memory; seven digits are enough
        by_term = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        self._weights = [by_term[start:end] for start, end in zip(starts, starts[1:])]
        self._intercept = model.intercept_.astype(np.float32)

    def scores(self, texts: Sequence[str]) -> Vector:
        """What the model's `decision_function` gives, shape (len(texts), labels)."""
        return np.stack([self._score(text) for text in texts])

    def _score(self, text: str) -> Vector:
        told: Vector = self._intercept.copy()
        for part, weights in zip(self._parts, self._weights):
            terms, values = part.weigh(text)
            told += values @ weights[terms]
        return told


class _Part:
    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self._analyse: Callable[[str], list[str]] = vectorizer.build_analyzer()
        self._known: dict[str, int] = vectorizer.vocabulary_
        self._idf: Vector = vectorizer.idf_

    def weigh(self, text: str) -> tuple[Vector, Vector]:
        counts = Counter(self._known[term] for term in self._analyse(text) if term in self._known)
        terms = np.fromiter(counts, np.int64, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * self._idf[terms]
        return terms, (values / (np.linalg.norm(values) or 1.0)).astype(np.float32)
