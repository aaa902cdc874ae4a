"""The wording models' scores for single messages, without building a matrix for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from secondment.text.weighing import JoinedWeigher, Weigher

Vector = np.ndarray[Any, Any]


class Wording:
    """Linear models over the joined features of several TF-IDF vectorizers (sublinear, each of length one)."""

    def __init__(self, vectorizers: Sequence[TfidfVectorizer], *models: LinearSVC) -> None:
        self._weigher = JoinedWeigher([Weigher(vectorizer) for vectorizer in vectorizers])
        # one row a term, so that the few terms of a message stand together in memory; seven digits are enough
        self._weights = np.ascontiguousarray(np.concatenate([model.coef_ for model in models]).T, dtype=np.float32)
        self._intercept = np.concatenate([model.intercept_ for model in models]).astype(np.float32)

    def scores(self, texts: Sequence[str]) -> Vector:
        """What the models' `decision_function`s give, side by side, shape (len(texts), labels of all)."""
        return np.stack([self._score(text) for text in texts])

    def _score(self, text: str) -> Vector:
        told = self._weigher.weigh(text)
        score: Vector = self._intercept + told.weights @ self._weights[told.terms]
        return score
