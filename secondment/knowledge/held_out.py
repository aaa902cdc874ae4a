"""What is fitted on the validation, weighed on messages it was not fitted on: fold by fold, learned from the others.

A belief looks more honest than it is on the messages it was fitted on, and of many thresholds the one that was chosen
looks better than the next message will find it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from secondment.knowledge.ranking import believed
from secondment.knowledge.thresholds import CONFIDENTLY_WRONG, Believed, choose_answer_from
from secondment.knowledge.tuning import fit_joined

Vector = np.ndarray[Any, Any]
FOLDS, _SEED = 5, 20
# leads of the first article over the second, in shares of the evidence; at 0 the threshold decides alone
GAPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Judged:
    """Samples before belief is fitted: the signs it goes by, the gap, whether the first and one of three is right.

    Samples that share a `group` are about the same and are held out together.
    """

    signs: dict[str, Vector]
    gaps: Vector
    right: Vector
    within_three: Vector
    groups: tuple[Hashable, ...]

    def fit(self) -> dict[str, float]:
        """The coefficients of belief."""
        return fit_joined(self.right, balanced=False, **self.signs)

    def believed(self, belief: dict[str, float]) -> Believed:
        """The samples as those coefficients have them believed."""
        return Believed(believed(belief, **self.signs), self.gaps, self.right, self.within_three)

    def where(self, which: Vector) -> Judged:
        """Some of them (boolean)."""
        return replace(
            self,
            signs={name: values[which] for name, values in self.signs.items()},
            gaps=self.gaps[which],
            right=self.right[which],
            within_three=self.within_three[which],
            groups=tuple(group for group, wanted in zip(self.groups, which, strict=True) if wanted),
        )


@dataclass(frozen=True)
class Tried:
    """A gap, the belief it goes with, and what both gave held out: told outright, and a wrong one (shares of all)."""

    gap_from: float
    answer_from: float
    told: float
    wrong: float


def folds_of(groups: Sequence[Hashable], folds: int = FOLDS) -> Vector:
    """The fold (from 0) of each sample, drawn with a fixed seed; those of one group lie in the same."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    drawn = np.random.default_rng(_SEED).permutation(len(numbers)) % folds
    told: Vector = drawn[[numbers[group] for group in groups]]
    return told


def believe_held_out(told: Judged) -> Vector:
    """What is believed of each sample by those who have not learned from its fold, shape (samples,)."""
    beliefs = np.zeros(len(told.right))
    for others, here in _folds(told):
        beliefs[here] = told.where(here).believed(told.where(others).fit()).beliefs
    return beliefs


def try_gaps(told: Judged, further: Judged, gaps: Sequence[float] = GAPS) -> tuple[Tried, ...]:
    """What each gap gives with the belief chosen for it; `further` are harder samples that bound it, in every fold."""
    whole = told.fit()
    parts = [(told.where(here), told.where(others), told.where(others).fit()) for others, here in _folds(told)]
    found = []
    for gap in gaps:
        outright = wrong = 0
        for held, learned, belief in parts:
            answer_from = choose_answer_from(learned.believed(belief), further.believed(belief), gap)
            here = held.believed(belief).outright(answer_from, gap)
            outright, wrong = outright + int(here.sum()), wrong + int((here & ~held.right).sum())
        answer_from = choose_answer_from(told.believed(whole), further.believed(whole), gap)
        found.append(Tried(gap, answer_from, outright / len(told.right), wrong / len(told.right)))
    return tuple(found)


def choose_gap(tried: Sequence[Tried]) -> float:
    """The gap with which most is told outright and seldom enough a wrong one, of equal ones the least.

    Held out, a threshold can come to more than the share it was chosen for: then as seldom as with the first is enough.
    """
    seldom = max(CONFIDENTLY_WRONG, tried[0].wrong)
    return max((one for one in tried if one.wrong <= seldom), key=lambda one: (one.told, -one.gap_from)).gap_from


def _folds(told: Judged) -> Iterator[tuple[Vector, Vector]]:
    """For each fold which samples lie in the others and which in it (boolean)."""
    folds = folds_of(told.groups)
    for fold in np.unique(folds):
        yield folds != fold, folds == fold
