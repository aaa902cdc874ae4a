"""Whether a belief means what it says: reliability by bins and the expected calibration error (Guo et al. 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Vector = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Bin:
    """Beliefs from `low` to `high`: how many, their mean, and the share that turned out right (all 0 to 1)."""

    low: float
    high: float
    count: int
    belief: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """How honest beliefs are on messages held out in folds, by bins; and the error on those they were fitted on."""

    bins: tuple[Bin, ...]
    in_sample: float
    folds: int

    @property
    def count(self) -> int:
        """How many messages were believed."""
        return sum(one.count for one in self.bins)

    @property
    def held_out(self) -> float:
        """The expected calibration error on messages held out (0 to 1)."""
        return expected_calibration_error(self.bins)


def reliability(beliefs: Vector, right: Vector, bins: int = 10) -> tuple[Bin, ...]:
    """The bins that hold any beliefs, from the lowest to the highest."""
    edges = np.linspace(0.0, 1.0, bins + 1)
    places = np.minimum((beliefs * bins).astype(int), bins - 1)
    found = []
    for place, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
        here = places == place
        if here.any():
            mean, share = float(beliefs[here].mean()), float(right[here].mean())
            found.append(Bin(float(low), float(high), int(here.sum()), mean, share))
    return tuple(found)


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between belief and what turned out right, each bin by its count (0 to 1)."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.belief - one.right) for one in bins) / total if total else 0.0
