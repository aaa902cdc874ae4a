"""Fitting the ranking from data: evidence weights on messages whose article is known, then the calibration.

The weights maximise the likelihood of the right articles among the candidates (conditional logit, McFadden 1974);
the calibration is a logistic regression on whether the first hit is right, with messages nothing answers as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from secondment.knowledge.evidence import KINDS, Gathered, nearest_question
from secondment.knowledge.ranking import SIGNS, log_odds, signs_of

Vector = np.ndarray[Any, Any]
_PENALTY = 0.003


@dataclass(frozen=True)
class Sample:
    """A message, the evidence gathered for it and, for each candidate, whether it answers (never, out of scope).

    Those of one `group` are about the same.
    """

    question: str
    gathered: Gathered
    right: Vector
    group: str = ""


def fit_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of the kinds of evidence, from the samples that some candidate answers."""
    answered = [sample for sample in samples if sample.right.any()]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for sample in answered:
            value, gradient = _negative_likelihood(weights, sample)
            total, slope = total + value / len(answered), slope + gradient / len(answered)
        return total, slope

    found = minimize(loss, np.ones(len(KINDS)), jac=True, bounds=[(0.0, None)] * len(KINDS))
    return {kind: round(float(weight), 4) for kind, weight in zip(KINDS, found.x)}


def _negative_likelihood(weights: Vector, sample: Sample) -> tuple[float, Vector]:
    evidence = sample.gathered.evidence
    logits = evidence @ weights
    chance = np.exp(logits - logits.max())
    chance /= chance.sum()
    right = chance * sample.right
    mass = max(float(right.sum()), 1e-12)
    return -float(np.log(mass)), (chance - right / mass) @ evidence


def fit_calibration(weights: dict[str, float], samples: Sequence[Sample]) -> tuple[dict[str, float], float]:
    """Coefficients and intercept that turn signs into the probability that the first hit is right."""
    signs, right = _first_signs(weights, samples)
    fitted = LogisticRegression(C=3.0, max_iter=5000).fit(signs, right)
    return {name: round(float(value), 4) for name, value in zip(SIGNS, fitted.coef_[0])}, float(fitted.intercept_[0])


def first_hits(
    weights: dict[str, float], calibration: dict[str, float], intercept: float, samples: Sequence[Sample]
) -> tuple[Vector, Vector]:
    """The score of each sample's first hit, and whether it is right. Both of shape (samples,)."""
    signs, right = _first_signs(weights, samples)
    told = signs @ np.array([calibration[name] for name in SIGNS]) + intercept
    return 1.0 / (1.0 + np.exp(-told)), right


def _first_signs(weights: dict[str, float], samples: Sequence[Sample]) -> tuple[Vector, Vector]:
    vector = np.array([weights[kind] for kind in KINDS])
    signs, right = [], []
    for sample in samples:
        logits = sample.gathered.evidence @ vector
        order = np.argsort(-logits, kind="stable")
        signs.append(signs_of(sample.question, logits[order], sample.gathered.evidence[order]))
        right.append(bool(sample.right[order[0]]))
    return np.array(signs), np.array(right)


def first_three(weights: dict[str, float], samples: Sequence[Sample]) -> Vector:
    """Whether one of each sample's first three hits is right, shape (samples,)."""
    vector = np.array([weights[kind] for kind in KINDS])
    places = [np.argsort(-(sample.gathered.evidence @ vector), kind="stable")[:3] for sample in samples]
    return np.array([bool(sample.right[place].any()) for sample, place in zip(samples, places, strict=True)])


def gaps(weights: dict[str, float], samples: Sequence[Sample]) -> Vector:
    """The lead of each sample's first hit over the second in shares of the evidence, shape (samples,)."""
    vector = np.array([weights[kind] for kind in KINDS])
    found = []
    for sample in samples:
        logits = np.sort(sample.gathered.evidence @ vector)[::-1]
        shares = np.exp(logits - logits[0])
        found.append((shares[0] - shares[1:2].sum()) / shares.sum())
    return np.array(found)


def nearest_questions(samples: Sequence[Sample]) -> Vector:
    """How near each sample comes to any question of an article, shape (samples,)."""
    return np.array([nearest_question(sample.gathered) for sample in samples])


def fit_joined(happened: Vector, *, balanced: bool = False, **signs: Vector) -> dict[str, float]:
    """The coefficients by which `believed` joins signs to the probability that something happens.

    `balanced` weighs what happens and what does not alike, however often each occurs.
    """
    model = LogisticRegression(C=3.0, max_iter=5000, class_weight="balanced" if balanced else None)
    fitted = model.fit(np.stack([log_odds(value) for value in signs.values()], axis=1), happened)
    told = {name: round(float(value), 4) for name, value in zip(signs, fitted.coef_[0])}
    return told | {"intercept": round(float(fitted.intercept_[0]), 4)}
