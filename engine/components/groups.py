"""The groups of examples a label is made of, and how near a message comes to the nearest group of each label.

A linear model draws one border around everything a label is asked as. People ask the same in a few quite different
ways, each near to its like; the middles of groups of about ten examples stand for them (nearest centroids, as in
Hastie et al. 2009, "The Elements of Statistical Learning", 13.2).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from threadpoolctl import threadpool_limits

Vector = np.ndarray[Any, Any]
_EXAMPLES_EACH = 10
_MOST_GROUPS = 200


class Groups:
    """Learns the groups of each label (`fit`), then tells nearness (`nearest`). Plain arrays, so it is pickled."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._middles = np.zeros((0, 0), np.float32)
        self._starts: list[int] = []

    def fit(self, vectors: Vector, labels: Vector) -> None:
        """Learn from unit vectors (examples, dimensions) and their labels."""
        parts = [vectors[labels == label] for label in sorted(set(labels))]
        # many small calculations: dividing each among threads takes fifteen times as long as doing several at once
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(os.cpu_count() or 1) as beside:
            middles = list(beside.map(self._middles_of, parts))
        self._starts = np.cumsum([0, *(len(one) for one in middles[:-1])]).tolist()
        self._middles = np.concatenate(middles)

    def nearest(self, vectors: Vector) -> Vector:
        """How near messages come to the nearest group of each label (cosine), shape (messages, labels in order)."""
        # in full: of so few vectors looking for the nearest along some directions first takes longer
        likeness = vectors.astype(np.float32) @ self._middles.T
        told: Vector = np.maximum.reduceat(likeness, self._starts, axis=1)
        return told

    def _middles_of(self, vectors: Vector) -> Vector:
        count = int(np.clip(len(vectors) // _EXAMPLES_EACH, 1, _MOST_GROUPS))
        with threadpool_limits(1, user_api="openmp"):  # which each thread has limits of its own for
            told = MiniBatchKMeans(count, n_init=1, max_iter=30, batch_size=1024, random_state=self._seed).fit(vectors)
        middles = told.cluster_centers_.astype(np.float32)
        unit: Vector = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
        return unit
