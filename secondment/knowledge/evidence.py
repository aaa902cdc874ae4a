"""What speaks for each article when a question is asked: eight kinds of evidence, kept apart so they can be explained.

The dense kinds compare sentence embeddings; `whitened` is the score of linear discriminant analysis with a shared,
shrunk covariance (Ledoit and Wolf 2004 give the idea of shrinking), which learns from all examples at once which
directions tell articles apart. The lexical kinds compare words and character sequences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from secondment.knowledge.corpus import Corpus
from secondment.knowledge.lexical import Postings, character_vectorizer, word_vectorizer
from secondment.knowledge.vectors import Progress, VectorCache
from secondment.text.spelling import Speller

Vector = np.ndarray[Any, Any]

KINDS = (
    "nearest_question",
    "near_questions",
    "passage",
    "whitened",
    "words",
    "characters",
    "article_words",
    "answer_words",
)
_SHRINK = 10.0
_CANDIDATES = 64
_NEAR = 3


@dataclass(frozen=True)
class Gathered:
    """Candidates (article numbers) and their evidence, shape (candidates, len(KINDS))."""

    candidates: Vector
    evidence: Vector


class EvidenceBase:
    """Everything precomputed about a corpus that evidence is gathered from. Immutable after it is built."""

    def __init__(
        self, corpus: Corpus, vectors: VectorCache, speller: Speller, progress: Progress | None = None
    ) -> None:
        self.corpus = corpus
        asked = [speller.mend(text) for text in corpus.asked.texts]
        self._asked = vectors.encode(asked, progress)
        self._passages = vectors.encode(corpus.passages.texts, progress)
        word, character = word_vectorizer([*asked, *corpus.wholes]), character_vectorizer(asked)
        self._asked_words, self._asked_characters = Postings(word, asked), Postings(character, asked)
        self._whole_words, self._answer_words = Postings(word, corpus.wholes), Postings(word, corpus.answers)
        self._whiten()

    @property
    def asked_vectors(self) -> Vector:
        """Unit vectors of all asked texts, in the order of the corpus."""
        return self._asked

    def _whiten(self) -> None:
        self._mean = self._asked.mean(0)
        centred = self._asked - self._mean
        spread = centred.T @ centred + _SHRINK * np.eye(centred.shape[1], dtype=np.float32)
        self._inverse = np.linalg.inv(spread.astype(np.float64)).astype(np.float32)
        self._sums = np.add.reduceat(centred, self.corpus.asked.start, axis=0)
        self._counts = np.bincount(self.corpus.asked.owner, minlength=len(self.corpus.articles)).astype(np.float32)

    def gather(self, text: str, vector: Vector, without: Vector | None = None) -> Gathered:
        """Evidence for the best candidates of one view of a question.

        `without` (boolean, one per asked text) leaves example questions out, as honest self-tests need it.
        """
        question = self._asked @ vector
        words = self._asked_words.similarity(text)
        characters = self._asked_characters.similarity(text)
        sums, counts = self._sums, self._counts
        if without is not None:
            question, words, characters = (np.where(without, 0.0, told) for told in (question, words, characters))
            sums, counts = self._sums_without(without)
        whitened = 4.0 * (sums @ (self._inverse @ (vector - self._mean))) / np.sqrt(np.maximum(counts, 1.0))
        owners = self.corpus.asked
        columns = {
            "nearest_question": owners.best(question),
            "passage": self.corpus.passages.best(self._passages @ vector),
            "whitened": whitened,
            "words": owners.best(words),
            "characters": owners.best(characters),
            "article_words": self._whole_words.similarity(text),
            "answer_words": self._answer_words.similarity(text),
        }
        rough = sum(columns.values())
        candidates = np.argsort(-np.asarray(rough), kind="stable")[:_CANDIDATES]
        near = [np.sort(question[owners.of(int(article))])[-_NEAR:].mean() for article in candidates]
        evidence = np.stack(
            [np.asarray(near) if kind == "near_questions" else columns[kind][candidates] for kind in KINDS], axis=1
        )
        return Gathered(candidates, evidence)

    def _sums_without(self, without: Vector) -> tuple[Vector, Vector]:
        owner = self.corpus.asked.owner[without]
        sums, counts = self._sums.copy(), self._counts.copy()
        np.subtract.at(sums, owner, self._asked[without] - self._mean)
        np.subtract.at(counts, owner, 1.0)
        return sums, counts
