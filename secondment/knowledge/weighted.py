"""What ranking and following have in common: a weighted sum a candidate, a calibrated probability of the first.

The weights are a conditional logit (McFadden 1974), the calibration is a logistic regression (Platt 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from scipy.optimize import minimize

Vector = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Weighted:
    """Weights per kind of what speaks for a candidate, coefficients per sign of the calibration, and its intercept."""

    kinds: ClassVar[tuple[str, ...]]
    signs: ClassVar[tuple[str, ...]]

    weights: dict[str, float]
    calibration: dict[str, float]
    intercept: float

    @cached_property
    def _weights(self) -> Vector:
        return np.array([self.weights[kind] for kind in self.kinds])

    def logits(self, evidence: Vector) -> Vector:
        """One number a candidate: the higher, the likelier it answers. Shape (candidates,)."""
        told: Vector = evidence @ self._weights
        return told

    def parts(self, evidence: Vector) -> dict[str, float]:
        """What each kind contributed to one candidate's number."""
        return {kind: float(value) for kind, value in zip(self.kinds, evidence * self._weights)}

    def probability(self, signs: Vector) -> float:
        """The calibrated probability (0 to 1) that the best candidate answers."""
        told = sum(self.calibration[name] * value for name, value in zip(self.signs, signs)) + self.intercept
        return float(1.0 / (1.0 + np.exp(-told)))

    @property
    def is_of_these(self) -> bool:
        """Whether it was fitted for the kinds and signs there are now."""
        return set(self.weights) == set(self.kinds) and set(self.calibration) == set(self.signs)


def fit_weights_to(samples: Sequence[tuple[Vector, Vector]], penalty: float, least: float | None = None) -> Vector:
    """The weights that make the right candidates likeliest, none below `least`.

    A sample (there has to be one) is what speaks for each candidate, shape (candidates, kinds), and which are right.
    """

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for evidence, right in samples:
            value, gradient = _negative_likelihood(weights, evidence, right)
            total, slope = total + value / len(samples), slope + gradient / len(samples)
        return total, slope

    count = samples[0][0].shape[1]
    found: Vector = minimize(loss, np.ones(count), jac=True, bounds=[(least, None)] * count).x
    return found


def _negative_likelihood(weights: Vector, evidence: Vector, which: Vector) -> tuple[float, Vector]:
    chance = shares_of(evidence @ weights)
    right = chance * which
    mass = max(float(right.sum()), 1e-12)
    return -float(np.log(mass)), (chance - right / mass) @ evidence


def shares_of(logits: Vector) -> Vector:
    """Each candidate's share of the evidence, together 1. Shape (candidates,)."""
    shares: Vector = np.exp(logits - logits.max())
    shares /= shares.sum()
    return shares


def log_odds(chance: float | Vector) -> Vector:
    """The logarithm of the odds of a probability, kept within 0.003 and 0.997."""
    kept = np.clip(chance, 0.003, 0.997)
    told: Vector = np.log(kept / (1.0 - kept))
    return told
