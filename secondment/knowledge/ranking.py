"""From evidence to a score that means something: learned weights, then a calibrated probability.

The weights of the evidence and the calibration are fitted by `secondment knowledge tune` on messages whose right
article is known and on messages nothing answers (Platt 1999 for the calibration); they stand in `ranking.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from secondment.errors import KnowledgeError
from secondment.knowledge.evidence import KINDS
from secondment.knowledge.following import UNFITTED as UNFITTED_FOLLOWING
from secondment.knowledge.following import Following
from secondment.knowledge.weighted import Weighted, log_odds, shares_of

Vector = np.ndarray[Any, Any]

DEFAULT_FILE = Path(__file__).with_name("ranking.json")
SIGNS = (
    "top",
    "lead",
    "odds",
    "nearest_question",
    "near_questions",
    "passage",
    "discriminant",
    "words",
    "characters",
    "best_passage",
    "length",
)
_EVEN = {"score": 1.0, "out_of_scope": -1.0, "nearest": 1.0, "intercept": 0.0}
_RAW = slice(SIGNS.index("nearest_question"), SIGNS.index("best_passage"))


@dataclass(frozen=True)
class Ranker(Weighted):
    """Weights per kind of evidence, coefficients per sign, how intents change the score, the decision's thresholds.

    Below `subject_from` a message is about something else, whatever article is nearest. From `answer_from` on an
    article is told outright that is ahead of the second by `gap_from` (in shares of the evidence); from `clarify_from`
    titles are offered, and from `nearest_from` the nearest answer is told along with them. `following` weighs what a
    message is about that goes on from something told.
    """

    kinds = KINDS
    signs = SIGNS

    belief: dict[str, float]
    answer_from: float
    clarify_from: float
    nearest_from: float = 0.36
    subject: dict[str, float] = field(default_factory=lambda: dict(_EVEN))
    subject_from: float = 0.0
    gap_from: float = 0.0
    following: Following = UNFITTED_FOLLOWING

    def believe(self, score: float, out_of_scope: float) -> float:
        """The score after the engine's word on how likely the message is about something else altogether."""
        return float(believed(self.belief, score=score, out_of_scope=out_of_scope))

    def clear(self, score: float) -> bool:
        """Whether that score is enough to tell an article outright, whatever the engine says of other subjects.

        A message can be that clear about its subject and two articles still come close for it.
        """
        return self.believe(score, 0.0) >= self.answer_from

    def on_subject(self, score: float, out_of_scope: float, nearest: float) -> float:
        """The probability that a message is one that the knowledge base is about, right article or not.

        `nearest` is how near it comes to any question of an article (cosine).
        """
        return float(believed(self.subject, score=score, out_of_scope=out_of_scope, nearest=nearest))


# every kind of evidence and every sign alike: what a fit can start from
UNFITTED = Ranker(dict.fromkeys(KINDS, 1.0), dict.fromkeys(SIGNS, 0.0), 0.0, _EVEN, 1.0, 1.0)


def believed(coefficients: dict[str, float], **signs: float | Vector) -> Vector:
    """The probability that signs (0 to 1 each) add up to by their coefficients and the intercept."""
    joined = sum((coefficients[name] * log_odds(value) for name, value in signs.items()), coefficients["intercept"])
    told: Vector = 1.0 / (1.0 + np.exp(-np.asarray(joined)))
    return told


def gap_of(shares: Vector | Sequence[float]) -> float:
    """The lead of the first over the second in shares that stand best first (0 to 1); one alone leads by its own."""
    return float(shares[0] - shares[1]) if len(shares) > 1 else float(shares[0])


def signs_of(question: str, logits: Vector, evidence: Vector) -> Vector:
    """What the calibration looks at; `logits` and `evidence` (candidates, kinds) stand best first.

    The best number, its lead over the next, the log odds of its share, its raw evidence, the best passage among the
    first three, and the length of the question (the log of its words).
    """
    share = shares_of(logits)[0]
    lead = float(logits[0] - logits[1]) if len(logits) > 1 else 5.0
    raw = [evidence[0, KINDS.index(name)] for name in SIGNS[_RAW]]
    best_passage = evidence[:3, KINDS.index("passage")].max()
    odds = np.log(share / (1.0 - share + 1e-6))
    return np.array([logits[0], lead, odds, *raw, best_passage, np.log1p(len(question.split()))])


def load_ranker(path: Path = DEFAULT_FILE) -> Ranker:
    """Read a ranking file; raises `KnowledgeError` when it is missing or of another version of the evidence."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        told["following"] = Following(**told["following"])
        ranker = Ranker(**{one.name: told[one.name] for one in fields(Ranker)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: not a ranking file: {error}") from error
    if not (ranker.is_of_these and ranker.following.is_of_these and set(ranker.subject) == set(_EVEN)):
        raise KnowledgeError(f"{path}: fitted for other evidence; run `uv run secondment knowledge tune`")
    return ranker
