"""Follow-ups whose article is known, and how what is made of them is fitted (`following.py`).

Written by hand for that alone, in talks: the first message asks, the next ones lean on it. They are neither taught nor
part of any test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from secondment.errors import KnowledgeError
from secondment.knowledge.article import read_text
from secondment.knowledge.following import SIGNALS, SIGNS, Told, signs_of
from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.weighted import fit_weights_to

Vector = np.ndarray[Any, Any]
FILE = "follow_ups.jsonl"
_PENALTY = 0.003


@dataclass(frozen=True)
class FollowUp:
    """A message, what was told before it, and the ids of the articles that answer it (none: nothing does)."""

    text: str
    told: Told
    right: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A follow-up as the index sees it: signals of every article, shape (articles, signals), and which are right.

    With the score and the nearness of the message alone, and the place of the article told before (none: -1).
    """

    signals: Vector
    right: Vector
    score: float
    nearest: float
    before: int


def read_follow_ups(folder: Path, index: KnowledgeIndex) -> list[FollowUp]:
    """The follow-ups of a folder; raises `KnowledgeError` where a line is none or names no article of the index."""
    found = []
    for number, line in enumerate(read_text(folder / FILE).splitlines(), 1):
        try:
            row = json.loads(line)
            article = index.by_id[row["article"]] if "article" in row else None
            told = Told(str(row["before"]), article, row.get("field"))
            right = tuple(index.by_id[one].id for one in row["articles"])
            found.append(FollowUp(str(row["text"]), told, right))
        except (ValueError, KeyError, TypeError) as error:
            raise KnowledgeError(f"{folder / FILE}:{number}: no follow-up of an article or field: {error}") from error
    return found


def of_nothing(foreign: Sequence[str], follow_ups: Sequence[FollowUp]) -> list[FollowUp]:
    """Messages that nothing answers, each after something that was told before one of the follow-ups."""
    return [FollowUp(text, one.told, ()) for text, one in zip(foreign, cycle(follow_ups), strict=False)]


def samples_of(follow_ups: Iterable[FollowUp], index: KnowledgeIndex) -> list[Sample]:
    """Those that are not clear by themselves, as the index sees them: only for them it matters what was told."""
    places = {article.id: place for place, article in enumerate(index.articles)}
    found = []
    for one in follow_ups:
        signals, alone = index.signals(one.text, one.told)
        if not index.ranker.clear(alone.score):
            right = np.isin(np.arange(len(places)), [places[name] for name in one.right])
            before = places[one.told.article.id] if one.told.article else -1
            found.append(Sample(signals, right, alone.score, alone.nearest, before))
    return found


def fit_following(samples: Sequence[Sample]) -> dict[str, Any]:
    """What `Following` is made of: weights from those that something answers, the calibration from all."""
    answered = [(sample.signals, sample.right) for sample in samples if sample.right.any()]
    weights = fit_weights_to(answered, _PENALTY)
    signs, right = zip(*(_judged(sample, weights) for sample in samples), strict=True)
    model = LogisticRegression(C=3.0, max_iter=5000).fit(np.array(signs), np.array(right))
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(SIGNALS, weights, strict=True)},
        "calibration": {name: round(float(value), 4) for name, value in zip(SIGNS, model.coef_[0], strict=True)},
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _judged(sample: Sample, weights: Vector) -> tuple[Vector, bool]:
    logits = sample.signals @ weights
    order = np.argsort(-logits, kind="stable")
    signs = signs_of(logits[order], sample.score, sample.nearest, again=bool(order[0] == sample.before))
    return signs, bool(sample.right[order[0]])
