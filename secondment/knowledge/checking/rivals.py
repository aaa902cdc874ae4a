"""For each article the articles that come up for its questions too, and the questions that are at risk of being lost.

Each example is asked with itself left out of what is searched, as somebody would ask who has never seen it; examples
that nothing but themselves leads to their article are told first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secondment.knowledge.checking.texts import Example, examples
from secondment.knowledge.index import Encode, KnowledgeIndex, Ranking
from secondment.text.vectors import Progress, VectorCache

RIVALS = 3


@dataclass(frozen=True)
class Rival:
    """Another article: its mean share of the evidence (0 to 1), how many questions find it instead."""

    article: str
    share: float
    taken: int


@dataclass(frozen=True)
class AtRisk:
    """A question of an article that finds another article when it is left out, with the shares of the two."""

    example: Example
    finds: str
    share: float
    own_share: float


@dataclass(frozen=True)
class Rivalry:
    """An article, how many questions it has, its nearest rivals and its questions at risk, most danger first."""

    article: str
    questions: int
    rivals: tuple[Rival, ...]
    at_risk: tuple[AtRisk, ...]

    @property
    def lost(self) -> float:
        """The share of the questions that are at risk (0 to 1)."""
        return len(self.at_risk) / max(self.questions, 1)


def rivalries(index: KnowledgeIndex, vectors: VectorCache, progress: Progress | None = None) -> tuple[Rivalry, ...]:
    """The rivalry of every article, those that lose most of their questions first."""
    asked, done, found = index.base.corpus.asked.texts, 0, []
    total, encode = len(asked), index.read_ahead(asked, vectors, progress)
    for number in range(len(index.articles)):
        found.append(_rivalry_of(number, index, encode))
        done += found[-1].questions + 1  # the title is nobody's question
        if progress:
            progress(done, total)
    return tuple(sorted(found, key=lambda one: (-one.lost, one.article)))


def _rivalry_of(number: int, index: KnowledgeIndex, encode: Encode) -> Rivalry:
    article = index.articles[number]
    told = list(examples(article))
    places = range(index.base.corpus.asked.of(number).start + 1, index.base.corpus.asked.of(number).stop)
    rankings = [_without_itself(index, place, encode) for place in places]
    lost = [
        _at_risk(example, ranking)
        for example, ranking in zip(told, rankings, strict=True)
        if ranking.best.article.id != article.id
    ]
    lost.sort(key=lambda one: one.own_share - one.share)
    return Rivalry(article.id, len(told), _rivals(article.id, rankings), tuple(lost))


def _without_itself(index: KnowledgeIndex, place: int, encode: Encode) -> Ranking:
    asked = index.base.corpus.asked
    without = np.zeros(len(asked.texts), bool)
    without[place] = True
    return index.rank(asked.texts[place], index.gather(asked.texts[place], without, encode))


def _at_risk(example: Example, ranking: Ranking) -> AtRisk:
    shares = {hit.article.id: hit.share for hit in ranking.hits}
    best = ranking.best
    return AtRisk(example, best.article.id, best.share, shares.get(example.article.id, 0.0))


def _rivals(article: str, rankings: Sequence[Ranking]) -> tuple[Rival, ...]:
    shares: Counter[str] = Counter()
    for ranking in rankings:
        shares.update({hit.article.id: hit.share for hit in ranking.hits if hit.article.id != article})
    taken = Counter(ranking.best.article.id for ranking in rankings)
    return tuple(
        Rival(rival, share / len(rankings), taken[rival]) for rival, share in shares.most_common(RIVALS) if rankings
    )
