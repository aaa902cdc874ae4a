"""In-scope accuracy and out-of-scope recall as the CLINC150 paper defines them, at a threshold chosen elsewhere.

A message is refused when the likeliest intent is the out-of-scope class or less sure than the threshold. Refusing a
message that is in scope counts as an error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.understanding.data import OUT_OF_SCOPE


@dataclass(frozen=True)
class Told:
    """What a pipeline told of one message: the likeliest intent (`expected` is right) and how sure it is, 0 to 1."""

    expected: str
    intent: str
    confidence: float

    def is_refused(self, threshold: float) -> bool:
        """Whether it is not taken to be in scope."""
        return self.intent == OUT_OF_SCOPE or self.confidence < threshold


def accuracy(told: Sequence[Told], threshold: float = 0.0) -> float:
    """The share of in-scope messages that are neither mistaken nor refused."""
    return sum(one.intent == one.expected and not one.is_refused(threshold) for one in told) / len(told)


def recall(told: Sequence[Told], threshold: float = 0.0) -> float:
    """The share of out-of-scope messages that are refused."""
    return sum(one.is_refused(threshold) for one in told) / len(told)


def lowest_refusing(share: float, foreign: Sequence[Told]) -> float:
    """The lowest threshold that refuses at least this share (0 to 1) of out-of-scope messages."""
    return next(at for at in _thresholds(foreign) if recall(foreign, at) >= share)


def balanced(own: Sequence[Told], foreign: Sequence[Told]) -> float:
    """The threshold with the highest sum of in-scope accuracy and out-of-scope recall, the lowest of several."""
    return max(_thresholds(foreign), key=lambda at: (accuracy(own, at) + recall(foreign, at), -at))


def _thresholds(foreign: Sequence[Told]) -> list[float]:
    """Every threshold that makes a difference to out-of-scope messages, from none to the one that refuses all."""
    return [0.0, *sorted({math.nextafter(one.confidence, 2.0) for one in foreign})]
