"""The texts an index is made of: every question and passage of every article, with the article each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from secondment.knowledge.article import Article, texts_of

Vector = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Texts:
    """Texts in the order of their articles. `owner[i]` is the article of text i; `start[a]` the first text of a."""

    texts: tuple[str, ...]
    owner: Vector
    start: Vector

    def best(self, scores: Vector) -> Vector:
        """The highest score among each article's texts, shape (articles,)."""
        best: Vector = np.maximum.reduceat(scores, self.start)
        return best

    def near(self, scores: Vector, articles: Vector, count: int) -> Vector:
        """The mean of the highest scores, at most `count`, among the texts of each of some articles."""
        starts = self.start[articles]
        sizes = np.append(self.start[1:], len(self.texts))[articles] - starts
        places = np.arange(sizes.max())
        # laid out side by side, shorter articles filled up with what is lower than any score
        side_by_side = scores[np.minimum(starts[:, None] + places, len(self.texts) - 1)]
        side_by_side[places >= sizes[:, None]] = -np.inf
        highest = np.sort(side_by_side, axis=1)[:, -count:]
        mean: Vector = np.where(np.isinf(highest), 0, highest).sum(1) / np.minimum(sizes, count).astype(scores.dtype)
        return mean

    def of(self, article: int) -> slice:
        """Where the texts of an article stand."""
        after = self.start[article + 1] if article + 1 < len(self.start) else len(self.texts)
        return slice(int(self.start[article]), int(after))


@dataclass(frozen=True)
class Corpus:
    """All texts of a knowledge base: what people ask (titles included), passages, whole articles and first answers."""

    articles: tuple[Article, ...]
    asked: Texts
    passages: Texts
    wholes: tuple[str, ...]
    answers: tuple[str, ...]


def corpus_of(articles: Sequence[Article]) -> Corpus:
    """Lay out the texts of the articles; the order of the articles is kept."""
    return Corpus(
        articles=tuple(articles),
        asked=_lay_out([(article.title, *article.questions, *article.asked) for article in articles]),
        passages=_lay_out([tuple(texts_of(article)) or (article.answer,) for article in articles]),
        wholes=tuple(" ".join((article.title, article.answer, *article.sections.values())) for article in articles),
        answers=tuple(f"{article.title} {article.answer}" for article in articles),
    )


def _lay_out(groups: Sequence[Sequence[str]]) -> Texts:
    sizes = [len(group) for group in groups]
    return Texts(
        texts=tuple(text for group in groups for text in group),
        owner=np.repeat(np.arange(len(groups)), sizes),
        start=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64),
    )
