"""What a message that goes on from something told is about: all its readings and links to what was told, weighed.

"who decides that" says nothing alone; read together with the question before it looks like that question once more.
Neither reading is right by itself, and where a talk goes next is no secret: to the article just told, to one of its
neighbours, to the rule behind the value of a record. How much each of that says is fitted by `secondment knowledge
tune` on follow-ups whose article is known (`knowledge/validation/follow_ups.jsonl`), as the evidence is: conditional
logit over all articles (McFadden 1974), then a logistic regression on whether the first one is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from secondment.knowledge.article import Article

Vector = np.ndarray[Any, Any]

SIGNALS = (
    "alone",
    "with_question",
    "with_told",
    "told",
    "related",
    "relates",
    "topic",
    "shared_field",
    "of_field",
    "mainly_of_field",
)
SIGNS = ("odds", "lead", "alone", "nearest", "again")
# of an article that a reading hardly speaks for it counts no more how little
_LEAST = -8.0


@dataclass(frozen=True)
class Told:
    """What was told before a message: the question it answered, and the article or the record field."""

    question: str
    article: Article | None = None
    field: str | None = None

    @property
    def subject(self) -> str:
        """In words, what was told."""
        return self.article.title if self.article else (self.field or "").replace("_", " ") or self.question


@dataclass(frozen=True)
class Following:
    """Weights per signal, coefficients per sign and intercept of the calibration."""

    weights: dict[str, float]
    calibration: dict[str, float]
    intercept: float

    @cached_property
    def _weights(self) -> Vector:
        return np.array([self.weights[name] for name in SIGNALS])

    def logits(self, signals: Vector) -> Vector:
        """One number an article: the higher, the likelier the message is about it. Shape (articles,)."""
        found: Vector = signals @ self._weights
        return found

    def parts(self, signals: Vector) -> dict[str, float]:
        """What each signal contributed to one article's number."""
        return {name: float(value) for name, value in zip(SIGNALS, signals * self._weights, strict=True)}

    def probability(self, signs: Vector) -> float:
        """The calibrated probability (0 to 1) that the first article is what the message is about."""
        found = sum(self.calibration[name] * value for name, value in zip(SIGNS, signs, strict=True)) + self.intercept
        return float(1.0 / (1.0 + np.exp(-found)))


UNFITTED = Following(dict.fromkeys(SIGNALS, 1.0), dict.fromkeys(SIGNS, 0.0), 0.0)


def signals_of(articles: Sequence[Article], told: Told, alone: Vector, question: Vector, subject: Vector) -> Vector:
    """The signals of every article, shape (articles, signals).

    `alone`, `question` and `subject` are the logs of its shares of the evidence for the message alone, together with
    the question before, and together with what was told; each of shape (articles,).
    """
    readings = [np.maximum(reading, _LEAST) for reading in (alone, question, subject)]
    links = np.array([_links(article, told) for article in articles], dtype=np.float64)
    return np.hstack([np.stack(readings, axis=1), links])


def _links(article: Article, told: Told) -> tuple[bool, ...]:
    """How an article hangs together with what was told, in the order of the signals."""
    before, fields = told.article, article.record_fields
    if before is None:
        of_field = told.field is not None and told.field in fields
        return False, False, False, False, False, of_field, of_field and fields[0] == told.field
    shares = any(field in before.record_fields for field in fields)
    neighbours = article.id in before.related, before.id in article.related
    return article.id == before.id, *neighbours, article.topic == before.topic, shares, False, False


def signs_of(logits: Vector, alone: float, nearest: float, *, again: bool) -> Vector:
    """What the calibration looks at; `logits` stand best first.

    The log odds of the first article's share, its lead over the second, the log odds of the score alone, how near the
    message comes to any question (cosine), and whether the first is the article just told.
    """
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    lead = float(logits[0] - logits[1]) if len(logits) > 1 else -_LEAST
    return np.array([_log_odds(float(shares[0])), lead, _log_odds(alone), nearest, float(again)])


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 0.003), 0.997)
    return float(np.log(kept / (1.0 - kept)))
