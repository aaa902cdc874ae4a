"""Finding the article that answers: evidence from every view of the question, weighed and calibrated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from secondment.knowledge.article import Article
from secondment.knowledge.corpus import corpus_of
from secondment.knowledge.evidence import KINDS, EvidenceBase, Gathered, Reading, nearest_question
from secondment.knowledge.following import Told, signals_of
from secondment.knowledge.following import signs_of as signs_of_following
from secondment.knowledge.ranking import Ranker, gap_of, signs_of
from secondment.knowledge.weighted import shares_of
from secondment.text.encoder import SentenceEncoder
from secondment.text.focus import stretches
from secondment.text.handover import views_of
from secondment.text.spelling import Speller
from secondment.text.vectors import Progress, VectorCache

Vector = np.ndarray[Any, Any]
Encode = Callable[[Sequence[str]], Vector]
_TOLD = 10
_REMEMBERED = 16
# a question leans on one or two of the things told before it
_BEST_STRETCHES = 2
# a reading holds three numbers for each text: of 25,000 texts a third of a megabyte
_MOST_READINGS, _NUMBERS_READ = 64, 6_000_000


@dataclass(frozen=True)
class Hit:
    """An article found: its share of the evidence among all candidates (0 to 1) and what each kind contributed."""

    article: Article
    share: float
    parts: dict[str, float]


@dataclass(frozen=True)
class Ranking:
    """The articles found for a question, best first. `score` is the probability that the first one answers it.

    `nearest` is how near the question comes to any question of any article (cosine).
    """

    question: str
    hits: tuple[Hit, ...]
    score: float
    nearest: float

    @property
    def best(self) -> Hit:
        """The article most likely to answer."""
        return self.hits[0]

    @property
    def gap(self) -> float:
        """The lead of the first over the second in shares (0 to 1)."""
        return gap_of([hit.share for hit in self.hits[:2]])

    def score_of(self, place: int) -> float:
        """The probability that the hit at a place answers: the first's score handed on by share."""
        return min(1.0, self.score * self.hits[place].share / max(self.hits[0].share, 1e-9))


class KnowledgeIndex:
    """An immutable index over articles; a changed knowledge base gets a new one.

    From the index `before` is taken what would take long to learn and hardly changes.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        encoder: SentenceEncoder,
        speller: Speller,
        ranker: Ranker,
        vectors: VectorCache | None = None,
        progress: Progress | None = None,
        wording_file: Path | None = None,
        before: KnowledgeIndex | None = None,
    ) -> None:
        self._encoder, self._speller, self.ranker = encoder, speller, ranker
        known = vectors or VectorCache(encoder)
        told: EvidenceBase | None = before.base if before else None
        self.base: EvidenceBase = EvidenceBase(corpus_of(articles), known, speller, progress, wording_file, told)
        # what is to be done with a message asks for it more than once
        self._gathered: Callable[[str], Gathered] = lru_cache(_REMEMBERED)(self._gather)
        # and what goes on from it, when the next message comes
        self._read: Callable[[str], Reading] = lru_cache(self._readings)(self._read_anew)

    @property
    def is_provisional(self) -> bool:
        """Whether some of it was taken over from an index of other articles, so that one built anew may differ."""
        return self.base.takes_over

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article indexed."""
        return self.base.corpus.articles

    def ranked_by(self, ranker: Ranker) -> KnowledgeIndex:
        """The same articles and evidence, weighed by another ranking."""
        other = copy(self)
        other.ranker = ranker
        return other

    @cached_property
    def by_id(self) -> dict[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.articles}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article.id: place for place, article in enumerate(self.articles)}

    def search(self, question: str, encode: Encode | None = None) -> Ranking:
        """The articles that answer a question, best first, with the probability that the first one does."""
        return self.rank(question, self.gather(question, encode=encode))

    def follow(self, message: str, told: Told) -> Ranking:
        """The articles that a message is about which goes on from what was told, best first, and how sure that is."""
        signals, alone = self.signals(message, told)
        following = self.ranker.following
        logits = following.logits(signals)
        order = np.argsort(-logits, kind="stable")
        shares = shares_of(logits[order])
        hits = tuple(
            Hit(self.articles[int(place)], float(share), following.parts(signals[place]))
            for place, share in zip(order[:_TOLD], shares, strict=False)
        )
        again = told.article is not None and hits[0].article.id == told.article.id
        signs = signs_of_following(logits[order], alone.score, alone.nearest, again=again)
        return Ranking(f"{told.subject} {message}", hits, following.probability(signs), alone.nearest)

    def signals(self, message: str, told: Told) -> tuple[Vector, Ranking]:
        """What speaks for each article once something was told, shape (articles, signals); the ranking alone.

        The message and the question before it, or what was told, have been read already; half way between both finds
        as much as both encoded once more as one text (docs/decisions/0035), and costs nearly nothing.
        """
        gathered = self.gather(message)
        asked, said = (self._read(views_of(one, self._speller)[0]) for one in (told.question, message))
        with_question = self.base.gather(self.base.between(asked, said))
        subject = self._encoder.encode(views_of(told.subject, self._speller)[:1])[0]
        readings = (
            self._log_shares(gathered),
            self._log_shares(with_question),
            self.base.likeness(subject + said.vector),
        )
        return signals_of(self.articles, told, *readings), self.rank(message, gathered)

    def _log_shares(self, gathered: Gathered) -> Vector:
        """The log of every article's share of the evidence; of those that are no candidates as of the last one."""
        found = self.ranker.logits(gathered.evidence)
        logits = np.full(len(self.articles), found.min())
        logits[gathered.candidates] = found
        logits -= logits.max()
        shares: Vector = logits - np.log(np.exp(logits).sum())
        return shares

    def nearest(self, question: str, among: Sequence[Article]) -> Article:
        """Of some articles, not none, the one whose own questions are nearest to a question."""
        if len(among) == 1:
            return among[0]
        vectors = self._encoder.encode(views_of(question, self._speller))
        return max(among, key=lambda article: self.base.nearness(self._places[article.id], vectors.mean(0)))

    def nearest_texts(self, question: str, texts: Sequence[str], count: int) -> list[str]:
        """Of some texts those nearest to a question, so many, in the order they stand in."""
        asked, *vectors = self._encoder.encode([self._speller.mend(question), *texts])
        nearest = sorted(range(len(texts)), key=lambda place: float(vectors[place] @ asked), reverse=True)[:count]
        return [texts[place] for place in sorted(nearest)]

    def gather(self, question: str, without: Vector | None = None, encode: Encode | None = None) -> Gathered:
        """Evidence for a question: the mean over its views (the whole message and the part that asks).

        Of a story it is the mean over the two stretches that say most for an article, for each article its own.

        `encode` stands in for the encoder where the vectors may be known already.
        """
        if without is None and encode is None:
            return self._gathered(question)
        return self._gather(question, without, encode)

    def _gather(self, question: str, without: Vector | None = None, encode: Encode | None = None) -> Gathered:
        texts, story = self._texts_of(question)
        if encode is None:
            readings = [self._read(text) for text in texts]
        else:
            readings = [self.base.read(text, vector) for text, vector in zip(texts, encode(texts), strict=True)]
        if story:
            wordings = [self._wording(one, text, without) for one, text in zip(readings, texts, strict=True)]
            told = zip(readings, wordings, strict=True)
            return _of_best([self.base.gather(one, wording, without) for one, wording in told])
        # what the whole message says, also for a part: that would be read as a short one, which few examples are
        wording = self._wording(readings[0], texts[0], without)
        found = [self.base.gather(reading, wording, without) for reading in readings]
        return found[0] if len(found) == 1 else _mean(found)

    def _texts_of(self, question: str) -> tuple[list[str], bool]:
        """What is read of a question: the stretches of a story, or the views of anything shorter; whether it is one."""
        parts = stretches(question)
        if parts:
            return [self._speller.mend(part) for part in parts], True
        return views_of(question, self._speller), False

    def _wording(self, reading: Reading, text: str, without: Vector | None) -> Vector:
        return reading.wording if without is None else self.base.wording.scores(text, without)

    @property
    def _readings(self) -> int:
        """How many readings are remembered."""
        return max(2, min(_MOST_READINGS, _NUMBERS_READ // (3 * len(self.base.mended) or 1)))

    def _read_anew(self, text: str) -> Reading:
        return self.base.read(text, self._encoder.encode([text])[0])

    def read_ahead(self, questions: Iterable[str], vectors: VectorCache, progress: Progress | None = None) -> Encode:
        """Embed all that `gather` will want of many questions at once; what comes back is its `encode`."""
        texts = sorted({view for question in questions for view in self._texts_of(question)[0]})
        known = dict(zip(texts, vectors.encode(texts, progress), strict=True))
        return lambda asked: np.stack([known[text] for text in asked])

    def rank(self, question: str, gathered: Gathered) -> Ranking:
        """Weigh gathered evidence."""
        logits = self.ranker.logits(gathered.evidence)
        order = np.argsort(-logits, kind="stable")
        logits, evidence, candidates = logits[order], gathered.evidence[order], gathered.candidates[order]
        shares = shares_of(logits)
        hits = tuple(
            Hit(self.articles[int(candidates[at])], float(shares[at]), self.ranker.parts(evidence[at]))
            for at in range(min(_TOLD, len(candidates)))
        )
        score = self.ranker.probability(signs_of(question, logits, evidence))
        return Ranking(question, hits, score, nearest_question(gathered))


def _mean(found: Sequence[Gathered]) -> Gathered:
    """The mean evidence over views, for the candidates any view brought forward."""
    candidates, told = _side_by_side(found)
    return Gathered(candidates, told.mean(0))


def _of_best(found: Sequence[Gathered]) -> Gathered:
    """For each candidate the mean evidence of the two stretches that say most for it."""
    candidates, told = _side_by_side(found)
    says = told.sum(2) + told[:, :, KINDS.index("discriminant")]
    best = np.argsort(-says, axis=0, kind="stable")[:_BEST_STRETCHES]
    return Gathered(candidates, np.take_along_axis(told, best[:, :, None], axis=0).mean(0))


def _side_by_side(found: Sequence[Gathered]) -> tuple[Vector, Vector]:
    """The candidates that any reading brought forward, and what each says for them: (readings, candidates, kinds)."""
    candidates, places = np.unique(np.concatenate([gathered.candidates for gathered in found]), return_inverse=True)
    # A reading that did not bring an article forward says as little for it as for its own last candidate.
    lowest = np.min([gathered.evidence.min(0) for gathered in found], axis=0)
    told = np.tile(lowest, (len(found), len(candidates), 1))
    for reading, gathered in enumerate(found):
        at, places = places[: len(gathered.candidates)], places[len(gathered.candidates) :]
        told[reading, at] = gathered.evidence
    return candidates, told
