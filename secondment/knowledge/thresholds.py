"""From which chance on what is done with a message, and how far ahead an article has to be: chosen on samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

Vector = np.ndarray[Any, Any]

# Of what the gate lets through, how much may be told a wrong article as if it were the right one: of what people write,
# and of the examples kept out, which are harder and many more. Of those only the article they stand beside counts as
# right: of 70 drawn from what was told wrongly so, 47 were answered all the same when read. The aim for both is 0.03.
CONFIDENTLY_WRONG, HARDER_WRONG = 0.02, 0.04
# How much worse it is to turn a question away than to let a foreign message in: that one is offered titles and "none of
# these", as a rule; the other is told nothing.
_TURNED_AWAY = 1.5
_STEPS = np.linspace(0.0, 1.0, 1001)


@dataclass(frozen=True)
class Believed:
    """Samples by what is decided on: the belief and the gap (0 to 1), whether the first and one of three is right."""

    beliefs: Vector
    gaps: Vector
    right: Vector
    within_three: Vector

    def outright(self, answer_from: float, gap_from: float) -> Vector:
        """Which of them are told an article outright."""
        told: Vector = (self.beliefs >= answer_from) & (self.gaps >= gap_from)
        return told


def choose_subject_from(chances: Vector, answerable: Vector, foreign: Vector) -> float:
    """The chance below which a message is turned away: where what goes wrong with either kind weighs alike.

    Of answerable messages the share turned away, `_TURNED_AWAY` times, and of foreign ones the share let in.
    """
    wrong = np.array(
        [[_TURNED_AWAY * (chances[answerable] < step).mean(), (chances[foreign] >= step).mean()] for step in _STEPS]
    )
    return round(float(_STEPS[np.argmax(wrong[:, 0] >= wrong[:, 1])]), 3)


def choose_thresholds(told: Believed, further: Believed | None = None, gap_from: float = 0.0) -> dict[str, float]:
    """From which belief on what is done, chosen on the samples; `gap_from` is handed on as it is.

    Titles are offered while one of three is right at least as often as not; the nearest answer is told with them while
    it is right once in three times (isotonic regression). There samples and `further`, harder ones, count together: of
    what is that unsure, a validation has a dozen messages.
    """
    beliefs, right, within_three = told.beliefs, told.right, told.within_three
    if further is not None:
        beliefs = np.concatenate([beliefs, further.beliefs])
        right = np.concatenate([right, further.right])
        within_three = np.concatenate([within_three, further.within_three])
    return {
        "answer_from": choose_answer_from(told, further, gap_from),
        "gap_from": gap_from,
        "clarify_from": _reaches(beliefs, within_three, 1 / 2),
        "nearest_from": _reaches(beliefs, right, 1 / 3),
    }


def choose_answer_from(told: Believed, further: Believed | None = None, gap_from: float = 0.0) -> float:
    """The belief from which on an article is told outright that is ahead of the second by `gap_from`.

    While no more than `CONFIDENTLY_WRONG` of all samples are told a wrong one so, nor `HARDER_WRONG` of `further`,
    harder ones; and never where it is wrong more often than right.
    """
    sure = _seldom_wrong(told, gap_from, CONFIDENTLY_WRONG)
    if further is not None:
        sure = max(sure, _seldom_wrong(further, gap_from, HARDER_WRONG))
    return max(sure, _reaches(told.beliefs, told.right, 1 / 2))


def _seldom_wrong(told: Believed, gap_from: float, share: float) -> float:
    """The lowest belief from which on no more than this share of all samples is told a wrong article."""
    seldom = (step for step in _STEPS if (~told.right & told.outright(step, gap_from)).mean() <= share)
    return round(float(next(seldom, 1.0)), 3)


def _reaches(beliefs: Vector, happened: Vector, share: float) -> float:
    """The lowest belief at which something happens at least that often."""
    fitted = IsotonicRegression(out_of_bounds="clip").fit(beliefs, happened.astype(float))
    there = _STEPS[fitted.predict(_STEPS) >= share]
    return round(float(there[0]), 3) if len(there) else 1.0
