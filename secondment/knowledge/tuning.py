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
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from secondment.knowledge.evidence import KINDS, Gathered, nearest_question
from secondment.knowledge.ranking import SIGNS, log_odds, signs_of

Vector = np.ndarray[Any, Any]
# Of what the gate lets through, how much may be told a wrong article as if it were the right one: the aim, held even by
# the examples kept out, which are harder than what people write.
CONFIDENTLY_WRONG = 0.03
# How much worse it is to turn a question away than to let a foreign message in: that one is offered titles and "none of
# these", as a rule; the other is told nothing.
_TURNED_AWAY = 1.5
_PENALTY = 0.003


@dataclass(frozen=True)
class Sample:
    """A message, the evidence gathered for it and, for each candidate, whether it answers (never, out of scope)."""

    question: str
    gathered: Gathered
    right: Vector


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


def choose_subject_from(chances: Vector, answerable: Vector, foreign: Vector) -> float:
    """The chance below which a message is turned away: where what goes wrong with either kind weighs alike.

    Of answerable messages the share turned away, `_TURNED_AWAY` times, and of foreign ones the share let in.
    """
    steps = np.linspace(0.0, 1.0, 1001)
    wrong = np.array(
        [[_TURNED_AWAY * (chances[answerable] < step).mean(), (chances[foreign] >= step).mean()] for step in steps]
    )
    return round(float(steps[np.argmax(wrong[:, 0] >= wrong[:, 1])]), 3)


def choose_thresholds(
    beliefs: Vector, right: Vector, within_three: Vector, further: tuple[Vector, Vector, Vector] | None = None
) -> dict[str, float]:
    """From which belief on what is done, chosen on the samples.

    An article is told outright while no more than `CONFIDENTLY_WRONG` of all samples are told a wrong one so, nor of
    `further`, harder samples (the same three), and never where it is wrong more often than right. Titles are offered
    while one of three is right at least as often as not; the nearest answer is told with them while it is right once in
    three times (isotonic regression). There both kinds of samples count together: of what is that unsure, a validation
    has a dozen messages.
    """
    sure = max(_seldom_wrong(*told[:2], CONFIDENTLY_WRONG) for told in ((beliefs, right), further) if told is not None)
    unsure = [beliefs, right, within_three]
    if further is not None:
        unsure = [np.concatenate(both) for both in zip(unsure, further, strict=True)]
    return {
        "answer_from": max(_reaches(beliefs, right, 1 / 2), sure),
        "clarify_from": _reaches(unsure[0], unsure[2], 1 / 2),
        "nearest_from": _reaches(unsure[0], unsure[1], 1 / 3),
    }


def _seldom_wrong(beliefs: Vector, right: Vector, share: float) -> float:
    """The lowest belief from which on no more than this share of all samples is wrong."""
    steps = np.linspace(0.0, 1.0, 1001)
    return round(float(next((step for step in steps if (~right & (beliefs >= step)).mean() <= share), 1.0)), 3)


def _reaches(beliefs: Vector, happened: Vector, share: float) -> float:
    """The lowest belief at which something happens at least that often."""
    steps = np.linspace(0.0, 1.0, 1001)
    fitted = IsotonicRegression(out_of_bounds="clip").fit(beliefs, happened.astype(float))
    there = steps[fitted.predict(steps) >= share]
    return round(float(there[0]), 3) if len(there) else 1.0
