"""How familiar a message is: near to what was learned, or about something else, however sure the likeliest intent is.

Probabilities always share out the whole among the intents learned. Familiarity looks at how high the scores are at all
(energy, Liu et al. 2020, "Energy-based Out-of-distribution Detection"), how near the message comes to the middle of
some group of examples, and how near to a group of those that are out of scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import expit, logsumexp
from sklearn.cluster import MiniBatchKMeans

from engine.components.likeness import Likeness

Vector = np.ndarray[Any, Any]
FOREIGN = "out_of_scope"
_EXAMPLES_EACH = 10
_MOST_GROUPS = 200
_ENERGY, _NEAR, _FOREIGN_NEAR = 1 / 3, 2.0, -1.0


class Familiarity:
    """Learns the groups of examples (`fit`), then tells familiarities (`of`). Plain arrays inside, so it is pickled."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._own = self._foreign = Likeness(np.zeros((0, 0)))

    def fit(self, vectors: Vector, labels: Vector) -> None:
        """Learn from unit vectors (examples, dimensions) and their labels; those out of scope are their own side."""
        groups = {label: self._groups(vectors[labels == label]) for label in sorted(set(labels))}
        foreign = groups.pop(FOREIGN, np.zeros((0, vectors.shape[1]), np.float32))
        self._own, self._foreign = Likeness(np.concatenate(list(groups.values()))), Likeness(foreign)

    def of(self, vectors: Vector, near: Vector, scores: Vector, labels: Sequence[str]) -> Vector:
        """Familiarity, 0 to 1, of messages by their unit vectors and their scores over labels, shape (messages,).

        `near` is their `nearness`, which is asked for elsewhere as well.
        """
        own = [place for place, label in enumerate(labels) if label != FOREIGN]
        told = _ENERGY * logsumexp(scores[:, own], axis=1) + _NEAR * near
        familiar: Vector = expit(told + _FOREIGN_NEAR * _nearest(vectors, self._foreign) - _NEAR)
        return familiar

    def nearness(self, vectors: Vector) -> Vector:
        """How near messages come to the middle of the nearest group that is in scope (cosine), shape (messages,)."""
        return _nearest(vectors, self._own)

    def _groups(self, vectors: Vector) -> Vector:
        """The middles of groups of about ten examples each, unit vectors."""
        count = int(np.clip(len(vectors) // _EXAMPLES_EACH, 1, _MOST_GROUPS))
        grouped = MiniBatchKMeans(count, n_init=1, max_iter=30, batch_size=1024, random_state=self._seed).fit(vectors)
        middles = grouped.cluster_centers_.astype(np.float32)
        unit: Vector = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
        return unit


def _nearest(vectors: Vector, groups: Likeness) -> Vector:
    nearest: Vector = groups.of(vectors).max(1) if len(groups) else np.zeros(len(vectors), np.float32)
    return nearest
