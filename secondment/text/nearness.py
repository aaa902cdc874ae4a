"""How near a message comes to every text: roughly to all of them, exactly to those that come near.

Reading twenty thousand vectors of 384 numbers for every message takes longer than all else done with them. Along
the directions in which they differ most (principal components, not centred, so that products are kept as well as they
can be) a sixth of the numbers puts them in much the same order; those in front are then compared in full.

Runs on Python 3.10 and 3.13.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Vector = np.ndarray[Any, Any]
# measured in docs/decisions/0024: the first article stays the same, its probability to two hundredths
_DIRECTIONS, _LEAST_EXACT, _SHARE_EXACT = 64, 1024, 1 / 20
_PART = 16_384


class Nearness:
    """Cosines to the unit vectors given, shape (texts, dimensions), which are not copied.

    Those that come nearest are told exactly: `least_exact` of them, of many texts a twentieth.
    """

    def __init__(self, vectors: Vector, least_exact: int = _LEAST_EXACT) -> None:
        self._vectors = vectors
        self._exact = max(least_exact, int(len(vectors) * _SHARE_EXACT))
        self._directions: Vector | None = None
        if len(vectors) > 2 * self._exact and vectors.shape[1] > _DIRECTIONS:
            self._directions = _main_directions(vectors)
            self._rough = np.ascontiguousarray(vectors @ self._directions)

    def of(self, query: Vector) -> Vector:
        """Cosines of a unit vector to all texts, shape (texts,)."""
        if self._directions is None:
            told: Vector = self._vectors @ query
            return told
        nearness: Vector = self._rough @ (query @ self._directions)
        front = np.flatnonzero(nearness >= np.partition(nearness, -self._exact)[-self._exact])
        nearness[front] = self._vectors[front] @ query
        return nearness


def _main_directions(vectors: Vector) -> Vector:
    """The directions with the largest squares, shape (dimensions, _DIRECTIONS); summed part by part to save memory."""
    parts = (vectors[start : start + _PART].astype(np.float64) for start in range(0, len(vectors), _PART))
    _, directions = np.linalg.eigh(sum(part.T @ part for part in parts))
    return np.ascontiguousarray(directions[:, -_DIRECTIONS:], np.float32)
