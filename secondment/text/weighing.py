"""What the terms of one text weigh, without building a matrix for it. Runs on Python 3.10 and 3.13.

scikit-learn prepares for thousands of texts at a time; for one message the preparing takes ten times the sum itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

Vector = np.ndarray[Any, Any]
_REMEMBERED = 16


@dataclass(frozen=True)
class Weighed:
    """The terms of a text known to a vectorizer (numbers) and their weights, together of length one."""

    terms: Vector
    weights: Vector


def norm_of_both(one: Weighed, other: Weighed) -> float:
    """How long the sum of two weighed texts is: between 0 (neither has a known term) and 2 (both have the same)."""
    _, mine, others = np.intersect1d(one.terms, other.terms, assume_unique=True, return_indices=True)
    squares = one.weights @ one.weights + other.weights @ other.weights
    return float(np.sqrt(squares + 2.0 * (one.weights[mine] @ other.weights[others]))) or 1.0


class Weigher:
    """Weighs a text as a `TfidfVectorizer` with sublinear counts would."""

    def __init__(self, vectorizer: Any) -> None:
        self.vectorizer = vectorizer
        self._analyse: Callable[[str], list[str]] = vectorizer.build_analyzer()
        self._known: dict[str, int] = vectorizer.vocabulary_
        self._idf: Vector = vectorizer.idf_
        # one message is weighed for several ends, one after the other
        self._weigh_once = lru_cache(_REMEMBERED)(self._weigh)

    def weigh(self, text: str) -> Weighed:
        """Its terms with (1 + log count) times inverse document frequency, normalised."""
        return self._weigh_once(text)

    def _weigh(self, text: str) -> Weighed:
        counts = Counter(self._known[term] for term in self._analyse(text) if term in self._known)
        terms = np.fromiter(counts, np.int64, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * self._idf[terms]
        return Weighed(terms, (values / (float(values @ values) ** 0.5 or 1.0)).astype(np.float32))

    def __len__(self) -> int:
        """How many terms are known."""
        return len(self._known)


class JoinedWeigher:
    """Several weighers side by side: the terms of the second are counted on from those of the first."""

    def __init__(self, weighers: Sequence[Weigher]) -> None:
        self.weighers = tuple(weighers)
        self._starts = np.cumsum([0, *(len(weigher) for weigher in weighers)])

    def weigh(self, text: str) -> Weighed:
        """The terms of a text for all of them, each weigher's of length one."""
        told = [weigher.weigh(text) for weigher in self.weighers]
        terms = np.concatenate([start + one.terms for start, one in zip(self._starts, told)])
        return Weighed(terms, np.concatenate([one.weights for one in told]))
