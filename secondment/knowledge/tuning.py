"""Fitting the ranking from data: evidence weights on messages whose article is known, then the calibration.

The weights maximise the likelihood of the right articles among the candidates (conditional logit, McFadden 1974);
the calibration is a logistic regression on whether the first hit is right, with messages nothing answers as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from secondment.knowledge.evidence import KINDS, Gathered, nearest_question
from secondment.knowledge.ranking import SIGNS, gap_of, signs_of
from secondment.knowledge.weighted import fit_weights_to, log_odds, shares_of

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


@dataclass(frozen=True)
class Ordered:
    """Samples whose candidates some weights have put in order: what the calibration looks at, and what came of it.

    `signs` is of shape (samples, signs), the others (samples,): whether the first hit and one of the first three is
    right, and the lead of the first over the second in shares of the evidence.
    """

    samples: Sequence[Sample]
    signs: Vector
    right: Vector
    within_three: Vector
    gaps: Vector

    def where(self, which: Vector) -> Ordered:
        """Some of them (boolean)."""
        samples = [sample for sample, wanted in zip(self.samples, which, strict=True) if wanted]
        return Ordered(samples, self.signs[which], self.right[which], self.within_three[which], self.gaps[which])


def fit_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of the kinds of evidence, from the samples that some candidate answers."""
    answered = [(sample.gathered.evidence, sample.right) for sample in samples if sample.right.any()]
    found = fit_weights_to(answered, _PENALTY, least=0.0)
    return {kind: round(float(weight), 4) for kind, weight in zip(KINDS, found)}


def order(weights: dict[str, float], samples: Sequence[Sample]) -> Ordered:
    """Samples (not none) with their candidates in the order those weights give them."""
    vector = np.array([weights[kind] for kind in KINDS])
    signs, right, within_three, gaps = zip(*(_ordered(vector, sample) for sample in samples), strict=True)
    return Ordered(samples, np.array(signs), np.array(right), np.array(within_three), np.array(gaps))


def _ordered(weights: Vector, sample: Sample) -> tuple[Vector, bool, bool, float]:
    logits = sample.gathered.evidence @ weights
    places = np.argsort(-logits, kind="stable")
    right = sample.right[places[:3]]
    signs = signs_of(sample.question, logits[places], sample.gathered.evidence[places])
    return signs, bool(right[0]), bool(right.any()), gap_of(shares_of(logits[places]))


def fit_calibration(found: Ordered) -> tuple[dict[str, float], float]:
    """Coefficients and intercept that turn signs into the probability that the first hit is right."""
    fitted = LogisticRegression(C=3.0, max_iter=5000).fit(found.signs, found.right)
    return {name: round(float(value), 4) for name, value in zip(SIGNS, fitted.coef_[0])}, float(fitted.intercept_[0])


def scores_of(calibration: dict[str, float], intercept: float, found: Ordered) -> Vector:
    """The score of each sample's first hit, shape (samples,)."""
    told = found.signs @ np.array([calibration[name] for name in SIGNS]) + intercept
    scores: Vector = 1.0 / (1.0 + np.exp(-told))
    return scores


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
