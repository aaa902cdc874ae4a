"""Checks that need the index: articles too alike to be told apart, and examples that find another article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from secondment.knowledge.checking.findings import Finding, Level, Lines
from secondment.knowledge.checking.texts import Example, examples
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.vectors import Progress, VectorCache

Vector = np.ndarray[Any, Any]

# Cosines of the shipped encoder, read off the shipped articles: pairs above the first were hard to tell apart for
# people too; above the second one text is a rewording of the other.
ALIKE_ANSWERS, SAME_ANSWERS = 0.80, 0.95
ALIKE_TITLES, SAME_TITLES = 0.90, 0.97
# Only an example with a foreign example this near can find the foreign article: its own text is in the index.
AT_RISK = 0.8
A_HAIR = 0.25
_PART = 1024


def alike(index: KnowledgeIndex, vectors: VectorCache) -> Iterable[Finding]:
    """Pairs of articles whose answers or titles mean nearly the same, nearest first, both texts shown."""
    told = index.articles
    answers = vectors.encode([article.answer for article in told])
    titles = vectors.encode([article.title for article in told])
    yield from _pairs(index, answers, "answers", ALIKE_ANSWERS, SAME_ANSWERS)
    yield from _pairs(index, titles, "titles", ALIKE_TITLES, SAME_TITLES)


def _pairs(
    index: KnowledgeIndex, vectors: Vector, which: str, alike_from: float, same_from: float
) -> Iterable[Finding]:
    likeness = np.triu(vectors @ vectors.T, 1)
    found = np.argwhere(likeness >= alike_from)
    for one, other in found[np.argsort(-likeness[found[:, 0], found[:, 1]])]:
        first, second = index.articles[int(one)], index.articles[int(other)]
        texts = (first.title, second.title) if which == "titles" else (first.answer, second.answer)
        level: Level = "error" if likeness[one, other] >= same_from else "notice"
        what = (
            f"{which} of {first.id} and {second.id} are alike ({likeness[one, other]:.2f}): “{texts[0]}” / “{texts[1]}”"
        )
        lines = Lines(first.path)
        line = lines.of("title") if which == "titles" else lines.answer
        yield Finding(first.path, line, "alike", what, "merge the two, or say in each what the other does not", level)


def find_themselves(index: KnowledgeIndex, vectors: VectorCache, progress: Progress | None = None) -> Iterable[Finding]:
    """Ask the examples that stand near those of another article; each has to find its own."""
    risky = at_risk(index)
    encode = index.read_ahead((example.text for example in risky), vectors)
    for number, example in enumerate(risky, 1):
        ranking = index.search(example.text, encode)
        if progress:
            progress(number, len(risky))
        if ranking.best.article.id != example.article.id:
            yield _finds_another(example, ranking)


def at_risk(index: KnowledgeIndex) -> Sequence[Example]:
    """The examples with another article's example near them, those in most danger first."""
    asked, vectors = index.base.corpus.asked, index.base.asked_vectors
    nearest = np.zeros(len(asked.texts), np.float32)
    for start in range(0, len(asked.texts), _PART):
        likeness = vectors[start : start + _PART] @ vectors.T
        likeness[asked.owner[start : start + _PART][:, None] == asked.owner[None, :]] = 0.0
        nearest[start : start + _PART] = likeness.max(1, initial=0.0)
    found: list[tuple[float, Example]] = []
    for number, article in enumerate(index.articles):
        # the first text of an article is its title, which nobody asks
        own = nearest[asked.of(number)][1:]
        found += [(-float(risk), one) for risk, one in zip(own, examples(article)) if risk >= AT_RISK]
    return [example for _, example in sorted(found, key=lambda told: told[0])]


def _finds_another(example: Example, ranking: Ranking) -> Finding:
    shares = {hit.article.id: hit.share for hit in ranking.hits}
    best, own = ranking.best, shares.get(example.article.id, 0.0)
    what = f"“{example.text}” finds {best.article.id} ({best.share:.2f}), not {example.article.id} ({own:.2f})"
    remedy = f"move it to {best.article.id} if that answers it, else say what is meant, or delete it"
    level: Level = "notice" if best.share - own < A_HAIR else "error"
    return Finding(example.path, example.line, "finds", what, remedy, level)
