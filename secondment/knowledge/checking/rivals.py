"""For each article the articles that come up for its questions too, and the questions that are at risk of being lost.

Each example is asked with itself left out of what is searched, as somebody would ask who has never seen it; examples
that nothing but themselves leads to their article are told first. Of a large knowledge base, unless all are wanted,
those are asked that the encoder has not learned from either, one in six: then the wording of the articles is learned
anew once, not six times, which takes longer than all the asking.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from secondment.knowledge.checking.texts import Example, examples
from secondment.knowledge.index import Encode, KnowledgeIndex, Ranking
from secondment.text.unseen import part_of, unseen
from secondment.text.vectors import Progress, VectorCache

Vector = np.ndarray[Any, Any]
Ask = Callable[[int], Ranking]
RIVALS = 3
# so few are all asked within seconds, whatever the encoder has learned
ALL_OF = 3000


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
    """An article, how many questions it has and how many were asked, its nearest rivals, its questions at risk.

    Rivals and risk are those of the questions asked, most danger first.
    """

    article: str
    questions: int
    asked: int
    rivals: tuple[Rival, ...]
    at_risk: tuple[AtRisk, ...]

    @property
    def lost(self) -> float:
        """The share of the questions asked that are at risk (0 to 1)."""
        return len(self.at_risk) / max(self.asked, 1)


def rivalries(
    index: KnowledgeIndex, vectors: VectorCache, progress: Progress | None = None, *, every: bool = False
) -> tuple[Rivalry, ...]:
    """The rivalry of every article, those that lose most of their questions first; with `every` all are asked.

    `progress` is told how far each step is: embedding what is new, learning the wording anew, asking.
    """
    asked = _asked(index, every)
    ask = partial(_without_itself, index, _prepare(index, asked, vectors, progress))
    done, found = 0, []
    # questions are small and asked side by side: threads of one calculation would only wait for those of another
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count() or 1) as beside:
        for number in range(len(index.articles)):
            found.append(_rivalry_of(number, index, asked, ask, beside))
            done += found[-1].asked
            if progress:
                progress(done, int(asked.sum()))
    return tuple(sorted(found, key=lambda one: (-one.lost, one.article)))


def _prepare(index: KnowledgeIndex, asked: Vector, vectors: VectorCache, progress: Progress | None) -> Encode:
    """Embed what is asked and learn the wording without it, once for all threads that ask."""
    base, places = index.base, np.flatnonzero(asked)
    encode = index.read_ahead((base.corpus.asked.texts[place] for place in places), vectors, progress)
    for part in sorted({part_of(base.mended[place]) for place in places}):
        base.wording.learn_without(frozenset({part}), progress)
    return encode


def _asked(index: KnowledgeIndex, every: bool) -> Vector:
    """Which of all texts are asked (boolean)."""
    asked = np.ones(len(index.base.mended), bool)
    if len(asked) > ALL_OF and not every:
        asked = np.array([unseen(text) for text in index.base.mended])
    asked[index.base.corpus.asked.start] = False  # the title is nobody's question
    return asked


def _rivalry_of(number: int, index: KnowledgeIndex, asked: Vector, ask: Ask, beside: ThreadPoolExecutor) -> Rivalry:
    article, place = index.articles[number], index.base.corpus.asked.of(number)
    told = list(examples(article))
    places = np.flatnonzero(asked[place])
    rankings = list(beside.map(ask, place.start + places))
    lost = [
        _at_risk(told[at - 1], ranking)
        for at, ranking in zip(places, rankings, strict=True)
        if ranking.best.article.id != article.id
    ]
    lost.sort(key=lambda one: one.own_share - one.share)
    return Rivalry(article.id, len(told), len(places), _rivals(article.id, rankings), tuple(lost))


def _without_itself(index: KnowledgeIndex, encode: Encode, place: int) -> Ranking:
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
