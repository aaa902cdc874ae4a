"""From evidence to a score that means something: learned weights, then a calibrated probability.

The weights of the evidence and the calibration are fitted by `secondment knowledge tune` on messages whose right
article is known and on messages nothing answers (Platt 1999 for the calibration); they stand in `ranking.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from secondment.errors import KnowledgeError
from secondment.knowledge.evidence import KINDS

Vector = np.ndarray[Any, Any]

DEFAULT_FILE = Path(__file__).with_name("ranking.json")
SIGNS = ("top", "gap", "share", "nearest_question", "discriminant", "words")


@dataclass(frozen=True)
class Ranker:
    """Weights per kind of evidence, the calibration's coefficients per sign, and the decision's thresholds."""

    weights: dict[str, float]
    calibration: dict[str, float]
    intercept: float
    answer_from: float
    clarify_from: float

    @cached_property
    def _weights(self) -> Vector:
        return np.array([self.weights[kind] for kind in KINDS])

    def logits(self, evidence: Vector) -> Vector:
        """One number a candidate: the higher, the likelier it answers. Shape (candidates,)."""
        told: Vector = evidence @ self._weights
        return told

    def parts(self, evidence: Vector) -> dict[str, float]:
        """What each kind of evidence contributed to one candidate's number."""
        return {kind: float(value) for kind, value in zip(KINDS, evidence * self._weights)}

    def probability(self, signs: Vector) -> float:
        """The calibrated probability (0 to 1) that the best candidate answers the question."""
        told = sum(self.calibration[name] * value for name, value in zip(SIGNS, signs)) + self.intercept
        return float(1.0 / (1.0 + np.exp(-told)))


def signs_of(logits: Vector, evidence: Vector) -> Vector:
    """What the calibration looks at: the best number, its lead, its share, and raw likeness. `logits` best first."""
    share = np.exp(logits - logits.max())
    raw = dict(zip(KINDS, evidence[0]))
    lead = float(logits[0] - logits[1]) if len(logits) > 1 else 5.0
    return np.array([logits[0], lead, share[0] / share.sum(), *(raw[name] for name in SIGNS[3:])])


def load_ranker(path: Path = DEFAULT_FILE) -> Ranker:
    """Read a ranking file; raises `KnowledgeError` when it is missing or of another version of the evidence."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        ranker = Ranker(**{key: told[key] for key in Ranker.__dataclass_fields__})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: not a ranking file: {error}") from error
    if set(ranker.weights) != set(KINDS) or set(ranker.calibration) != set(SIGNS):
        raise KnowledgeError(f"{path}: fitted for other evidence; run `uv run secondment knowledge tune`")
    return ranker
