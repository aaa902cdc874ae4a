"""Asking the knowledge base its own questions, honestly: with the examples of the same hand left out.

An article has two sets of examples: the questions in its front matter and the messages in `<slug>.asked.txt`, mostly
written by another person. A question is asked with its own article's set left out, so that only what somebody else
wrote, and the article's text, can find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.tuning import Sample

Vector = np.ndarray[Any, Any]


def own_samples(index: KnowledgeIndex, every: int = 1, seed: int = 20) -> Iterator[Sample]:
    """A sample for each example question (one in `every`, drawn with `seed`), its own set left out."""
    corpus = index.base.corpus
    drawn = np.random.default_rng(seed).random(len(corpus.asked.texts)) < 1 / every
    for article, told in enumerate(corpus.articles):
        place = corpus.asked.of(article)
        first_asked = place.start + 1 + len(told.questions)
        for start, stop in ((place.start, first_asked), (first_asked, place.stop)):
            without = np.zeros(len(corpus.asked.texts), bool)
            without[start:stop] = True
            for number in range(start, stop):
                # The title is part of the first set but nobody's question.
                if drawn[number] and number != place.start:
                    gathered = index.gather(corpus.asked.texts[number], without)
                    yield Sample(gathered, gathered.candidates == article)


def foreign_samples(index: KnowledgeIndex, messages: Sequence[str]) -> Iterator[Sample]:
    """A sample for each message that no article answers."""
    for message in messages:
        gathered = index.gather(message)
        yield Sample(gathered, np.zeros(len(gathered.candidates), bool))
