"""Linear classifiers that tell the texts of one article from all others, learned from the texts that matter for it.

Support vector machines with squared hinge (Cortes and Vapnik 1995; LIBLINEAR, Fan et al. 2008). Of thirty thousand
texts some two thousand bear on where an article ends; the others lie so far beyond that they weigh nothing. So each
article is learned from the texts nearest to it and a few of all, then from those too that this gets wrong or nearly,
until none is left out that would count ("chunking": Osuna, Freund and Girosi 1997). What comes out is what all texts
together would have taught, in half the time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from secondment.text.vectors import Progress

Vector = np.ndarray[Any, Any]
C = 0.5
# near the optimum, where it no longer matters in which order threads draw the solver's random numbers
TOLERANCE = 1e-2
_ROUNDS = 20_000  # of the solver; it stops by its tolerance
# what the first two rounds leave out or take in is mended by the next: they need not be exact
_LOOSE, _LOOSE_ROUNDS, _MOST_ROUNDS = 0.3, 2, 8
_NEAREST, _MOST = 600, 3000
# a text of another article counts from -1 on; what comes near to that may count in the next round
_COUNTS, _NEARLY = -0.98, -1.1
_PARTS = 8


def learn(
    texts: csr_matrix, owner: Vector, classes: Sequence[int], progress: Progress | None = None
) -> tuple[Vector, Vector]:
    """Weights (terms, len(classes)) and intercepts (len(classes),), float32, of classifiers for some articles.

    `texts` are weighed, a row each, `owner[i]` is the article of text i. The texts of an article together count nearly
    as much for it as all others together count against it. An article that has no text, or all, is never spoken for.
    `progress` is told how many articles were learned in all rounds, of how many.
    """
    # the computing lets go of the interpreter, so threads are enough to keep every core busy
    with ThreadPoolExecutor(os.cpu_count() or 1) as beside:
        return _Rounds(texts, owner, classes, beside).learn(progress)


class _Rounds:
    def __init__(self, texts: csr_matrix, owner: Vector, classes: Sequence[int], beside: ThreadPoolExecutor) -> None:
        self._texts, self._owner, self._beside = csr_matrix(texts, dtype=np.float32), owner, beside
        self._parts = [self._texts[rows[0] : rows[-1] + 1] for rows in _parted(len(owner))]
        self._weights = np.zeros((self._texts.shape[1], len(classes)), np.float32)
        self._intercept = np.full(len(classes), -1.0, np.float32)
        self._own = [owner == one for one in classes]
        self._can_be_told = [place for place, own in enumerate(self._own) if own.any() and not own.all()]

    def learn(self, progress: Progress | None) -> tuple[Vector, Vector]:
        left, few = self._can_be_told, len(self._owner) <= _MOST
        known = {place: np.ones(len(self._owner), bool) for place in left} if few else self._nearest()
        done, whole = 0, len(left) * (1 if few else _LOOSE_ROUNDS + 1)
        for turn in range(_MOST_ROUNDS):
            exact = few or turn >= _LOOSE_ROUNDS
            # a few are soon learned one after the other, and then always alike
            each = map if few else self._beside.map
            for place, (weights, intercept) in zip(left, each(partial(self._learn, known, exact), left)):
                self._weights[:, place], self._intercept[place] = weights, intercept
                done = min(done + 1, whole)
                if progress:
                    progress(done, whole)
            told = self._told(left)
            left = [
                place
                for place, said in zip(left, told.T)
                if self._take_in(known, place, said, first=turn == 0) or not exact
            ]
            if not left:
                break
        return self._weights, self._intercept

    def _learn(self, known: dict[int, Vector], exact: bool, place: int) -> tuple[Vector, float]:
        own, asked = self._own[place], known[place]
        balanced = {True: len(own) / own.sum(), False: 1.0}
        tolerance = TOLERANCE if exact else _LOOSE
        model = LinearSVC(C=C, tol=tolerance, max_iter=_ROUNDS, class_weight=balanced, random_state=0)
        model.fit(self._texts[asked], own[asked])
        return model.coef_[0], model.intercept_[0]

    def _told(self, left: Sequence[int]) -> Vector:
        """What is said of every text by some classifiers, shape (texts, classifiers)."""
        weights = np.ascontiguousarray(self._weights[:, left])
        told: Vector = np.concatenate(list(self._beside.map(lambda part: part @ weights, self._parts)))
        return told + self._intercept[left]

    def _nearest(self) -> dict[int, Vector]:
        """To begin with: an article's own texts, those nearest to their mean, and as many drawn from all."""
        drawn = np.zeros(len(self._owner), bool)
        drawn[np.random.default_rng(0).choice(len(self._owner), _NEAREST, replace=False)] = True
        for place in self._can_be_told:
            own = self._own[place]
            self._weights[:, place] = np.asarray(self._texts[own].mean(0)).ravel()
        near = self._told(self._can_be_told).T
        return {
            place: drawn | self._own[place] | _highest(near_it, self._own[place], _NEAREST)
            for place, near_it in zip(self._can_be_told, near)
        }

    def _take_in(self, known: dict[int, Vector], place: int, told: Vector, *, first: bool) -> bool:
        """Have an article learned from what bears on it, by what is said now; whether something was missed."""
        own, before = self._own[place], known[place]
        if not (~own & ~before & (told > _COUNTS)).any():
            return False
        bears = own | (told > _NEARLY)
        if first and bears.sum() > _MOST + own.sum():
            bears = before | _highest(told, own, _MOST)
        known[place] = bears
        return True


def _highest(told: Vector, own: Vector, count: int) -> Vector:
    """Of the texts that are not an article's own, the so many of which most is said, as a mask."""
    others = np.where(own, -np.inf, told)
    found = np.zeros(len(told), bool)
    found[np.argpartition(-others, min(count, len(told) - 1))[:count]] = True
    return found


def _parted(count: int) -> list[Vector]:
    """The numbers up to a count in parts for several cores, none of them empty."""
    return [part for part in np.array_split(np.arange(count), _PARTS) if len(part)]
