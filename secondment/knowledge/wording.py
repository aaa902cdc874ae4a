"""Which article the wording of a message speaks for: one linear classifier an article, learned from all that is asked.

Each tells the messages of its article from all others by their words and character sequences (`one_against_rest`).
They see what nearness to single questions does not: which words tell articles apart. They are learned when a question
changed, and kept by the hash of all; a changed answer costs nothing. So that a changed question is known within
seconds, only the classifiers of articles whose own questions changed may be learned at first, the others taken over:
for those it is one text more of many that speak for others.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix, hstack

from secondment.errors import KnowledgeError
from secondment.knowledge.corpus import Texts
from secondment.knowledge.lexical import Weighing, by_words
from secondment.knowledge.one_against_rest import TOLERANCE, C, learn
from secondment.text.vectors import Progress
from secondment.text.weighing import JoinedWeigher, Weigher

_LOG = logging.getLogger(__name__)
Vector = np.ndarray[Any, Any]

# Articles times texts: 165 with 25,000 texts are 4 million, ten seconds on two cores. More go without.
MOST_WORK = 10_000_000
# a term that one text alone has tells nothing about others, and most terms are such
_MANY_TEXTS, _SHARED_BY = 1000, 2
_ANEW = 24  # with more articles changed at once, all are learned
_BROKEN = (ValueError, KeyError, OSError, EOFError, BadZipFile, zlib.error)


def kept_wording_in(home: Path) -> Path:
    """The file of what was learned, in the folder of everything that is made while the product runs."""
    return home / "index" / "wording.npz"


@dataclass(frozen=True)
class _Learned:
    """Weights of the terms, shape (terms, articles), so that those of one message stand together; and of no term."""

    weights: Vector
    intercept: Vector


class Wording:
    """The classifiers of a corpus, those learned from all texts and, when asked for, from all but a part of them.

    `asked` are the texts with their articles, `read` the same as they are read and their parts (0 to 5), `characters`
    their character sequences with whatever weighs those. What is learned from all is kept in `file`, if there is one;
    raises `KnowledgeError` when it cannot be.
    """

    def __init__(
        self, asked: Texts, read: tuple[Sequence[str], Vector], characters: tuple[Weigher, csr_matrix],
        file: Path | None = None, progress: Progress | None = None, before: Wording | None = None,
    ) -> None:  # fmt: skip
        self.takes_over = False
        self._read, self._parts = read
        self._owner, self._articles, self._starts = asked.owner, len(asked.start), asked.start
        self._learns = self._articles > 1 and self._articles * len(self._read) <= MOST_WORK
        if not self._learns:
            return
        self._file = file
        self.words: Weighing = by_words(self._read, before.words if before and before._learns else None)
        self._weigher = JoinedWeigher([Weigher(self.words.vectorizer), characters[0]])
        joined = csr_matrix(hstack([self.words.weighed, characters[1]]))
        least = _SHARED_BY if len(self._read) > _MANY_TEXTS else 1
        shared = np.bincount(joined.indices, minlength=joined.shape[1]) >= least
        self._row = np.where(shared, np.cumsum(shared) - 1, -1)
        self._whole = self._kept() or self._all_of(csr_matrix(joined[:, shared]), before, progress)
        self._less: dict[frozenset[int], _Learned] = {}

    def scores(self, text: str, without: Vector | None = None) -> Vector:
        """How far a mended text speaks for each article, shape (articles,): above 0 for it, below 0 against it.

        `without` (boolean, one per asked text) names examples that have to be unknown: then what was learned without
        the sixths of all texts they are drawn into is asked. All 0 where there are too many articles, or only one.
        """
        if not self._learns:
            return np.zeros(self._articles, np.float32)
        learned = self._whole if without is None else self._learned_without(without)
        weighed = self._weigher.weigh(text)
        rows = self._row[weighed.terms]
        told: Vector = learned.intercept + weighed.weights[rows >= 0] @ learned.weights[rows[rows >= 0]]
        return told

    def between(self, one: Vector, other: Vector, norm: float) -> Vector:
        """What is said for each article half way between two texts, from the scores of both; `norm` is of their sum."""
        intercept = self._whole.intercept if self._learns else 0.0
        told: Vector = intercept + (one + other - 2 * intercept) / norm
        return told

    def learn_without(self, parts: frozenset[int], progress: Progress | None = None) -> None:
        """Learn beforehand what `scores` asks where texts of these parts (0 to 5) are left out; it is remembered."""
        if self._learns:
            self._less_than_all(parts, progress)

    def _learned_without(self, without: Vector) -> _Learned:
        return self._less_than_all(frozenset(self._parts[without].tolist()))

    def _less_than_all(self, parts: frozenset[int], progress: Progress | None = None) -> _Learned:
        if parts not in self._less:
            known = ~np.isin(self._parts, list(parts))
            known[self._starts] = True  # the title is nobody's question
            # weighed anew: only self-tests come here, and what answers people need not hold every text for them
            by_weigher = [weigher.vectorizer.transform(self._read) for weigher in self._weigher.weighers]
            told = csr_matrix(hstack(by_weigher))
            self._less[parts] = self._learn(csr_matrix(told[:, self._row >= 0]), known, progress)
        return self._less[parts]

    def _all_of(self, weighed: csr_matrix, before: Wording | None, progress: Progress | None) -> _Learned:
        every, old = np.ones(len(self._read), bool), np.full(self._articles, -1)
        if before is not None and before._learns:
            places = {texts: place for place, texts in enumerate(before._groups())}
            old = np.array([places.get(texts, -1) for texts in self._groups()])
        if before is None or not (old >= 0).any() or (old < 0).sum() > _ANEW:
            return self._keep(self._learn(weighed, every, progress))
        self.takes_over = True
        learned, rows, same = self._learn(weighed, every, progress, only=old < 0), self._rows_of(before), old >= 0
        told = before._whole
        learned.weights[np.ix_(rows >= 0, same)] = told.weights[np.ix_(rows[rows >= 0], old[same])]
        learned.intercept[same] = told.intercept[old[same]]
        return learned

    def _groups(self) -> list[tuple[str, ...]]:
        """What is asked of each article."""
        return [tuple(self._read[start:end]) for start, end in zip(self._starts, [*self._starts[1:], len(self._read)])]

    def _rows_of(self, before: Wording) -> Vector:
        """For each row of the weights, which of `before` is the same term's; -1 where it is new."""
        found, own, old = np.full(int(self._row.max()) + 1, -1), 0, 0
        for weigher, earlier in zip(self._weigher.weighers, before._weigher.weighers, strict=True):
            known = earlier.vectorizer.vocabulary_
            for term, place in weigher.vectorizer.vocabulary_.items():
                if self._row[own + place] >= 0 and term in known:
                    found[self._row[own + place]] = before._row[old + known[term]]
            own, old = own + len(weigher), old + len(earlier)
        return found

    def _learn(
        self, weighed: csr_matrix, known: Vector, progress: Progress | None = None, only: Vector | None = None
    ) -> _Learned:
        articles = np.arange(self._articles) if only is None else np.flatnonzero(only)
        weights = np.zeros((weighed.shape[1], self._articles), np.float32)
        intercept = np.full(self._articles, -1.0, np.float32)
        told = learn(csr_matrix(weighed[known]), self._owner[known], articles.tolist(), progress)
        weights[:, articles], intercept[articles] = told
        return _Learned(weights, intercept)

    def _digest(self) -> str:
        told = hashlib.sha256(f"{C} {TOLERANCE}".encode())
        for weigher in self._weigher.weighers:  # what is a term may be read otherwise one day
            told.update("\0".join(sorted(weigher.vectorizer.vocabulary_)).encode())
        for owner, text in zip(self._owner, self._read):
            told.update(f"{owner}\0{text}\0".encode())
        return told.hexdigest()

    def _kept(self) -> _Learned | None:
        if self._file is None or not self._file.exists():
            return None
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                if str(stored["digest"]) != self._digest():
                    return None
                return _Learned(stored["weights"], stored["intercept"])
        except _BROKEN as error:
            _LOG.warning("what was learned of wording is learned again: %s: %s", self._file, type(error).__name__)
            return None

    def _keep(self, learned: _Learned) -> _Learned:
        if self._file is None:
            return learned
        beside = self._file.with_suffix(f".{os.getpid()}.tmp.npz")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(beside, digest=np.array(self._digest()), weights=learned.weights, intercept=learned.intercept)
            os.replace(beside, self._file)
        except OSError as error:
            raise KnowledgeError(f"{self._file}: what was learned cannot be kept here: {error}") from error
        finally:
            beside.unlink(missing_ok=True)
        return learned
