"""The wording model's scores for single messages, without building a matrix for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from secondment.text.weighing import JoinedWeigher, Weigher

Vector = np.ndarray[Any, Any]


class Wording:
    """A linear model over the joined features of several TF-IDF vectorizers (sublinear, each of length one)."""

    def __init__(self, vectorizers: Sequence[TfidfVectorizer], model: LinearSVC) -> None:
        self._weigher = JoinedWeigher([Weigher(vectorizer) for vectorizer in vectorizers])
        # one row a term, so that the few terms of a message stand together in memory; seven digits are enough
        self._weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        self._intercept = model.intercept_.astype(np.float32)

    def scores(self, texts: Sequence[str]) -> Vector:
        """What the model's `decision_function` gives, shape (len(texts), labels)."""
        return np.stack([self._score(text) for text in texts])

    def _score(self, text: str) -> Vector:
        told = self._weigher.weigh(text)
        score: Vector = self._intercept + told.weights @ self._weights[told.terms]
        return score
