"""Asking the knowledge base its own questions, honestly: each with itself left out of what is searched.

What is left are the article's text and what other people asked; that is how a new question meets the knowledge base.
Only questions the encoder has not learned from are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.tuning import Sample
from secondment.text.unseen import unseen
from secondment.text.vectors import VectorCache

Vector = np.ndarray[Any, Any]


def own_samples(index: KnowledgeIndex, vectors: VectorCache, every: int = 1, seed: int = 20) -> Iterator[Sample]:
    """A sample for each unseen example question (one in `every`, drawn with `seed`), itself left out."""
    asked = index.base.corpus.asked
    drawn = np.random.default_rng(seed).random(len(asked.texts)) < 1 / every
    # The first text of an article is its title, which is nobody's question.
    drawn[asked.start] = False
    drawn &= np.array([unseen(text) for text in index.base.mended])
    numbers = np.nonzero(drawn)[0]
    encode = index.read_ahead((asked.texts[number] for number in numbers), vectors)
    for number in numbers:
        without = np.zeros(len(asked.texts), bool)
        without[number] = True
        gathered = index.gather(asked.texts[number], without, encode)
        yield Sample(asked.texts[number], gathered, gathered.candidates == asked.owner[number])


def foreign_samples(index: KnowledgeIndex, messages: Sequence[str], vectors: VectorCache) -> Iterator[Sample]:
    """A sample for each message that no article answers."""
    encode = index.read_ahead(messages, vectors)
    for message in messages:
        gathered = index.gather(message, encode=encode)
        yield Sample(message, gathered, np.zeros(len(gathered.candidates), bool))
