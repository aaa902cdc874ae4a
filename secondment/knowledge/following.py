"""What a message that goes on from something told is about: all its readings and links to what was told, weighed.

"who decides that" says nothing alone; read together with the question before it looks like that question once more.
Neither reading is right by itself, and where a talk goes next is no secret: to the article just told, to one of its
neighbours, to the rule behind the value of a record. How much each of that says is fitted by `secondment knowledge
tune` on follow-ups whose article is known (`knowledge/validation/follow_ups.jsonl`), over all articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from secondment.knowledge.article import Article
from secondment.knowledge.weighted import Weighted, log_odds, shares_of

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
    # after a value of the record a reading says more or less than after an article
    "alone_after_value",
    "with_question_after_value",
    "with_told_after_value",
    # what speaks for an article by itself counts differently where it hangs together with what was told
    "alone_of_told",
    "alone_of_field",
)
SIGNS = ("odds", "lead", "alone", "nearest", "again")
# where among the links it stands that an article was told, and that it is of the field told
_IS_TOLD, _IS_OF_FIELD = 0, 5
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
class Following(Weighted):
    """How the signals of an article are weighed, and how sure the first one is."""

    kinds = SIGNALS
    signs = SIGNS


UNFITTED = Following(dict.fromkeys(SIGNALS, 1.0), dict.fromkeys(SIGNS, 0.0), 0.0)


def signals_of(articles: Sequence[Article], told: Told, alone: Vector, question: Vector, subject: Vector) -> Vector:
    """The signals of every article, shape (articles, signals).

    `alone` and `question` are the logs of its shares of the evidence for the message alone and together with the
    question before; `subject` is how like its examples the message is together with what was told (cosine). Each is of
    shape (articles,).
    """
    readings = [np.maximum(alone, _LEAST), np.maximum(question, _LEAST), subject]
    links = np.array([_links(article, told) for article in articles], dtype=np.float64)
    read = np.stack(readings, axis=1)
    after_value = read * (told.field is not None)
    together = links[:, [_IS_TOLD, _IS_OF_FIELD]]
    return np.hstack([read, links, after_value, read[:, :1] * together])


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
    lead = float(logits[0] - logits[1]) if len(logits) > 1 else -_LEAST
    return np.array([log_odds(shares_of(logits)[0]), lead, log_odds(alone), nearest, float(again)])
