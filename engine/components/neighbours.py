"""Whether the examples nearest to a message are out of scope: what a linear model of everything out of scope misses.

Out of scope is not one subject but thousands of small ones. A message about parking is near one example about parking,
whatever lies between that and cooking; so the nearest examples are asked (k nearest neighbours, Cover and Hart 1967)
and joined with the linear model's probability by a logistic regression on examples that neither has learned from.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

Vector = np.ndarray[Any, Any]
_NEAREST, _FEW = 15, 3
_LEAST = 1e-6
_PART = 512


class Neighbours:
    """Learns examples (`fit`) and how to join (`fit_joined`), then corrects probabilities (`join`). It is pickled."""

    def __init__(self) -> None:
        self._known = np.zeros((0, 0), np.float32)
        self._foreign = np.zeros(0, bool)
        self._weights = np.array([1.0, 0.0, 0.0, 0.0])

    def fit(self, vectors: Vector, foreign: Vector) -> None:
        """Remember unit vectors (examples, dimensions) and which of them are out of scope (boolean)."""
        order = np.argsort(foreign, kind="stable")
        self._known = np.ascontiguousarray(vectors[order], np.float32)
        self._foreign = foreign[order]

    def fit_joined(self, vectors: Vector, chances: Vector, foreign: Vector) -> None:
        """Learn how far to trust the neighbours, from examples not remembered: probabilities, and what is true."""
        if not self._usable() or foreign.all() or not foreign.any():
            return
        fitted = LogisticRegression(C=3.0, max_iter=1000).fit(self._signs(vectors, chances), foreign)
        self._weights = np.append(fitted.coef_[0], fitted.intercept_[0])

    def join(self, vectors: Vector, chances: Vector) -> Vector:
        """The probability of being out of scope by the model and the neighbours together, shape (messages,)."""
        if not self._usable() or not self._weights[1:].any():
            return chances
        told: Vector = expit(self._signs(vectors, chances) @ self._weights[:-1] + self._weights[-1])
        return told

    def _usable(self) -> bool:
        foreign = int(self._foreign.sum())
        return min(foreign, len(self._foreign) - foreign) >= _NEAREST

    def _signs(self, vectors: Vector, chances: Vector) -> Vector:
        parts = [self._looked_at(vectors[start : start + _PART]) for start in range(0, len(vectors), _PART)]
        log_odds = logit(np.clip(chances, _LEAST, 1 - _LEAST))
        return np.column_stack([log_odds, *np.concatenate(parts, axis=1)])

    def _looked_at(self, vectors: Vector) -> Vector:
        """The share of the nearest that are out of scope, and how much nearer those are than the others."""
        likeness = vectors.astype(np.float32) @ self._known.T
        nearest = np.argpartition(-likeness, _NEAREST, axis=1)[:, :_NEAREST]
        start = len(self._foreign) - int(self._foreign.sum())
        apart: Vector = _few(likeness[:, start:]) - _few(likeness[:, :start])
        return np.stack([self._foreign[nearest].mean(1), apart])


def _few(likeness: Vector) -> Vector:
    mean: Vector = np.partition(likeness, -_FEW, axis=1)[:, -_FEW:].mean(1)
    return mean
