"""What speaks for each article when a question is asked: nine kinds of evidence, kept apart so they can be explained.

The dense kinds compare sentence embeddings; `discriminant` is the cosine to an article's mean example in the space of
linear discriminant analysis (Fisher 1936), whitened by the covariance within articles, shrunk towards a sphere (Ledoit
and Wolf 2004): it learns from all examples at once which directions tell articles apart, and being a cosine it does
not grow for messages that are far from everything. The lexical kinds compare words and character sequences; `wording`
has learned which of them tell articles apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack

from secondment.knowledge.corpus import Corpus
from secondment.knowledge.lexical import Postings, Weighing, by_characters, by_words
from secondment.knowledge.wording import Wording
from secondment.text.focus import closing
from secondment.text.nearness import Nearness
from secondment.text.spelling import Speller
from secondment.text.unseen import part_of
from secondment.text.vectors import Progress, VectorCache
from secondment.text.weighing import Weighed, Weigher, norm_of_both

Vector = np.ndarray[Any, Any]

KINDS = (
    "nearest_question",
    "near_questions",
    "passage",
    "discriminant",
    "words",
    "characters",
    "article_words",
    "answer_words",
    "wording",
)
_SHRINK = 0.1
_CANDIDATES = 64
_NEAR = 3
_PART = 16_384


@dataclass(frozen=True)
class Reading:
    """A text beside the whole corpus, from which evidence is gathered.

    Its unit vector, how near that comes to every asked text (cosines), how like it is by words to every text laid out
    and by characters to every asked one, what its wording says for each article, and its words and characters weighed.
    """

    vector: Vector
    near: Vector
    words: Vector
    characters: Vector
    wording: Vector
    terms: tuple[Weighed, Weighed]


@dataclass(frozen=True)
class Gathered:
    """Candidates (article numbers) and their evidence, shape (candidates, len(KINDS))."""

    candidates: Vector
    evidence: Vector


def nearest_question(gathered: Gathered) -> float:
    """How near a message comes to any example question of any article (cosine)."""
    return float(gathered.evidence[:, KINDS.index("nearest_question")].max())


class EvidenceBase:
    """Everything precomputed about a corpus that evidence is gathered from. Immutable after it is built."""

    wording: Wording

    def __init__(
        self, corpus: Corpus, vectors: VectorCache, speller: Speller,
        progress: Progress | None = None, wording_file: Path | None = None, before: EvidenceBase | None = None,
    ) -> None:  # fmt: skip
        self.corpus = corpus
        known = dict(zip(before.corpus.asked.texts, before.mended, strict=True)) if before else {}
        self.mended: list[str] = [known.get(text) or speller.mend(text) for text in corpus.asked.texts]
        # a story is known by what it ends with, as it is read when somebody tells one
        self.closings = asked = [closing(text) for text in self.mended]
        self._asked = vectors.encode(asked, progress)
        self._near_asked = Nearness(self._asked)
        self._passages = vectors.encode(corpus.passages.texts, progress)
        words = by_words([*asked, *corpus.wholes], before.weighed_words if before else None)
        characters = by_characters(asked, before.weighed_characters if before else None)
        self._words, self._characters = Weigher(words.vectorizer), Weigher(characters.vectorizer)
        # whole articles and first answers stand below what is asked: one look-up tells all three
        self._by_word = Postings(csr_matrix(vstack([words.weighed, words.vectorizer.transform(corpus.answers)])))
        self._asked_characters = Postings(characters.weighed)
        weighed = (self._characters, characters.weighed)
        told: Wording | None = before.wording if before else None
        parts = np.array([part_of(text) for text in self.mended])
        self.wording = Wording(corpus.asked, (asked, parts), weighed, wording_file, progress, told)
        self.takes_over = self.wording.takes_over or (before is not None and words.vectorizer is before.word_vectorizer)
        self._below = (len(asked), len(asked) + len(corpus.wholes))
        self._learn()

    @property
    def asked_vectors(self) -> Vector:
        """Unit vectors of all asked texts, in the order of the corpus."""
        return self._asked

    @property
    def word_vectorizer(self) -> Any:
        """What weighs the words of a message."""
        return self._words.vectorizer

    @property
    def weighed_words(self) -> Weighing:
        """What `by_words` made of all that is asked and the whole articles, for the next index to go on from."""
        texts = [*self.closings, *self.corpus.wholes]
        return Weighing(texts, self._words.vectorizer, self._by_word.rows(len(texts)))

    @property
    def weighed_characters(self) -> Weighing:
        """The same of `by_characters` and all that is asked."""
        return Weighing(self.closings, self._characters.vectorizer, self._asked_characters.rows(len(self.closings)))

    def nearness(self, article: int, vector: Vector) -> float:
        """The mean similarity of a vector to the questions of one article that are nearest to it."""
        similar = self._asked[self.corpus.asked.of(article)] @ vector
        return float(np.partition(similar, -_NEAR)[-_NEAR:].mean() if len(similar) > _NEAR else similar.mean())

    def _learn(self) -> None:
        owner = self.corpus.asked.owner
        self._mean = self._asked.mean(0)
        sums = np.add.reduceat(self._asked, self.corpus.asked.start, axis=0)
        means = sums / np.bincount(owner, minlength=len(self.corpus.articles))[:, None].astype(np.float32)
        covariance = self._covariance_within(means, owner)
        sphere = np.trace(covariance) / len(covariance) * np.eye(len(covariance))
        inverse = np.linalg.inv((1 - _SHRINK) * covariance + _SHRINK * sphere)
        self._whiten = np.linalg.cholesky(inverse).astype(np.float32)
        self._directions = self._whitened(means)

    def _covariance_within(self, means: Vector, owner: Vector) -> Vector:
        """The covariance of the examples about the mean of their article, summed part by part to save memory."""
        width = self._asked.shape[1]
        total = np.zeros((width, width))
        for start in range(0, len(owner), _PART):
            part = slice(start, start + _PART)
            scatter = (self._asked[part] - means[owner[part]]).astype(np.float64)
            total += scatter.T @ scatter
        covariance: Vector = total / len(owner)
        return covariance

    def _whitened(self, vectors: Vector) -> Vector:
        """Unit vectors in the space in which examples of one article scatter alike in all directions."""
        told = (vectors - self._mean) @ self._whiten
        unit: Vector = told / np.maximum(np.linalg.norm(told, axis=-1, keepdims=True), 1e-9)
        return unit

    def read(self, text: str, vector: Vector) -> Reading:
        """One view of a message beside everything there is; `vector` is its unit vector."""
        terms = self._words.weigh(text), self._characters.weigh(text)
        return Reading(
            vector,
            self._near_asked.of(vector),
            self._by_word.similarity(terms[0]),
            self._asked_characters.similarity(terms[1]),
            self.wording.scores(text),
            terms,
        )

    def between(self, one: Reading, other: Reading) -> Reading:
        """What half way between two texts is like, in meaning, words and characters: as if both were one text."""
        apart = float(np.linalg.norm(one.vector + other.vector))
        words, characters = (norm_of_both(*told) for told in zip(one.terms, other.terms, strict=True))
        return Reading(
            (one.vector + other.vector) / apart,
            (one.near + other.near) / apart,
            (one.words + other.words) / words,
            (one.characters + other.characters) / characters,
            self.wording.between(one.wording, other.wording, characters),
            one.terms,
        )

    def gather(self, reading: Reading, wording: Vector | None = None, without: Vector | None = None) -> Gathered:
        """Evidence for the best candidates of a reading; `wording` is what a whole says of which it is a part.

        `without` (boolean, one per asked text) leaves example questions out, as honest self-tests need it.
        """
        question, characters = reading.near, reading.characters
        words, whole_words, answer_words = np.split(reading.words, self._below)
        whitened = self._whitened(reading.vector)
        discriminant = self._directions @ whitened
        if without is not None:
            question, words, characters = (np.where(without, 0.0, told) for told in (question, words, characters))
            discriminant = self._without(discriminant, whitened, without)
        owners = self.corpus.asked
        columns = {
            "nearest_question": owners.best(question),
            "passage": self.corpus.passages.best(self._passages @ reading.vector),
            "discriminant": discriminant,
            "words": owners.best(words),
            "characters": owners.best(characters),
            "article_words": whole_words,
            "answer_words": answer_words,
            "wording": reading.wording if wording is None else wording,
        }
        rough = sum(columns.values()) + columns["discriminant"]
        candidates = highest(np.asarray(rough), _CANDIDATES)
        near = owners.near(question, candidates, _NEAR)
        evidence = np.stack([near if kind == "near_questions" else columns[kind][candidates] for kind in KINDS], axis=1)
        return Gathered(candidates, evidence)

    def likeness(self, vector: Vector) -> Vector:
        """How like a vector of any length is to the mean example of each article (the cosine `discriminant`)."""
        told: Vector = self._directions @ self._whitened(vector / np.linalg.norm(vector))
        return told

    def _without(self, discriminant: Vector, whitened: Vector, without: Vector) -> Vector:
        """The discriminant scores, those of the articles that lose examples worked out anew."""
        told = discriminant.copy()
        for article in np.unique(self.corpus.asked.owner[without]):
            place = self.corpus.asked.of(int(article))
            kept = self._asked[place][~without[place]]
            told[article] = self._whitened(kept.mean(0)) @ whitened if len(kept) else 0.0
        return told


def highest(scores: Vector, count: int) -> Vector:
    """The places of the highest scores, the highest first; of equal ones the earlier first."""
    if len(scores) > count:
        least = np.partition(scores, -count)[-count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    found: Vector = places[np.argsort(-scores[places], kind="stable")][:count]
    return found
