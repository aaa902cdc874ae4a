"""Whether the examples nearest to a message are out of scope: what a linear model of everything out of scope misses.

Out of scope is not one subject but thousands of small ones. A message about parking is near one example about parking,
whatever lies between that and cooking; so the nearest examples are asked (k nearest neighbours, Cover and Hart 1967)
and joined with what linear models say by a logistic regression on examples that none of them has learned from.
In scope lie few subjects with many examples each: there the middles of groups stand for them, which is nearly as good
and does without reading twenty thousand vectors for every message.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from engine.components.likeness import Likeness

Vector = np.ndarray[Any, Any]
_LEAST_EXAMPLES, _FEW = 15, 3
_LEAST = 1e-6
_PART = 512


class Neighbours:
    """Learns examples (`fit`) and how to join (`fit_joined`), then corrects probabilities (`join`). It is pickled."""

    def __init__(self) -> None:
        self._foreign = Likeness(np.zeros((0, 0)))
        self._weights = np.zeros(0)

    def fit(self, vectors: Vector) -> None:
        """Remember the unit vectors of examples out of scope, shape (examples, dimensions)."""
        self._foreign = Likeness(vectors)

    def fit_joined(self, vectors: Vector, own: Vector, chances: Vector, looks: Vector, foreign: Vector) -> None:
        """Learn how far to trust the neighbours, from examples not remembered: what is told of each, and what is true.

        `own` is how near each comes to what is in scope (cosine), `chances` the model's probability that it is not,
        `looks` what `Elsewhere` says, shape (messages, 2).
        """
        if len(self._foreign) < _LEAST_EXAMPLES or foreign.all() or not foreign.any():
            return
        fitted = LogisticRegression(C=3.0, max_iter=1000).fit(self._signs(vectors, own, chances, looks), foreign)
        self._weights = np.append(fitted.coef_[0], fitted.intercept_[0])

    def join(self, vectors: Vector, own: Vector, chances: Vector, looks: Vector) -> Vector:
        """The probability of being out of scope by the models and the neighbours together, shape (messages,)."""
        if len(self._foreign) < _LEAST_EXAMPLES or not len(self._weights):
            return chances
        told: Vector = expit(self._signs(vectors, own, chances, looks) @ self._weights[:-1] + self._weights[-1])
        return told

    def _signs(self, vectors: Vector, own: Vector, chances: Vector, looks: Vector) -> Vector:
        near = [self._nearness(vectors[start : start + _PART]) for start in range(0, len(vectors), _PART)]
        log_odds = logit(np.clip(chances, _LEAST, 1 - _LEAST))
        return np.column_stack([log_odds, np.concatenate(near), own, looks])

    def _nearness(self, vectors: Vector) -> Vector:
        likeness = self._foreign.of(vectors)
        mean: Vector = np.partition(likeness, -_FEW, axis=1)[:, -_FEW:].mean(1)
        return mean
