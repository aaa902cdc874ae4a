"""Embeddings handed from the engine to the action server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from secondment.text.handover import hand_over, take_over, views_of

QUESTION = "I packed my bags yesterday. Who pays for the flat?"


class PlainSpeller:
    """Mends nothing."""

    def mend(self, text: str) -> str:
        """The text itself."""
        return text


class CountingEncoder:
    """Makes some unit vector of each text and remembers what it learned."""

    dimensions = 4

    def __init__(self, fingerprint: str = "model") -> None:
        self.fingerprint = fingerprint
        self.known: dict[str, Any] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """The first dimension for all."""
        return np.eye(self.dimensions, dtype=np.float32)[[len(text) % self.dimensions for text in texts]]

    def learn(self, known: dict[str, Any]) -> None:
        """Remember."""
        self.known.update(known)


def test_what_one_made_the_other_remembers() -> None:
    """Every view of the message, with exactly the same numbers."""
    there, here = CountingEncoder(), CountingEncoder()

    taken = take_over(hand_over(QUESTION, there, PlainSpeller()), QUESTION, here, PlainSpeller())

    assert taken
    assert views_of(QUESTION, PlainSpeller()) == list(here.known)
    assert there.encode(list(here.known)).tolist() == [vector.tolist() for vector in here.known.values()]


def test_vectors_of_another_model_are_left_aside() -> None:
    """They would point anywhere."""
    here = CountingEncoder("ours")

    taken = take_over(hand_over(QUESTION, CountingEncoder("theirs"), PlainSpeller()), QUESTION, here, PlainSpeller())

    assert not taken
    assert {} == here.known


@pytest.mark.parametrize(
    "vectors",
    [
        None,
        [],
        ["AAAA", "AAAA"],
        ["not base64", "not base64"],
        [1, 2],
        ["AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA=="],
        ["AADAfwAAwH8AAMB/AADAfw==", "AADAfwAAwH8AAMB/AADAfw=="],
    ],
)
def test_what_is_no_unit_vector_is_left_aside(vectors: object) -> None:
    """The encoder then makes its own: a broken hand-over costs time and never an answer."""
    here = CountingEncoder()

    assert not take_over({"model": "model", "vectors": vectors}, QUESTION, here, PlainSpeller())
    assert {} == here.known


def test_vectors_count_for_the_words_of_the_turn_only() -> None:
    """A hand-over names no text, so it cannot teach vectors for other texts."""
    here = CountingEncoder()

    take_over(hand_over(QUESTION, CountingEncoder(), PlainSpeller()), "Something. Else?", here, PlainSpeller())

    assert {"Something. Else?", "Else?"} == set(here.known)
