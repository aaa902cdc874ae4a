"""How near a question comes to every text: near enough for all, exact for those in front."""

from __future__ import annotations

import numpy as np
import pytest

from secondment.text.nearness import Nearness

_RANDOM = np.random.default_rng(11)


def unit(count: int, width: int = 384) -> np.ndarray:
    """Unit vectors with most of their length along few directions, as sentence embeddings have it."""
    told = _RANDOM.standard_normal((count, width)) * np.linspace(1, 0, width) ** 8
    return (told / np.linalg.norm(told, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("count", "width"), [(5, 384), (2000, 384), (3000, 32)])
def test_few_texts_are_compared_in_full(count: int, width: int) -> None:
    """There is nothing to gain."""
    vectors = unit(count, width)

    assert np.allclose(vectors @ vectors[3], Nearness(vectors).of(vectors[3]), atol=1e-6)


def test_the_nearest_of_many_have_their_exact_cosine() -> None:
    """What decides is not rounded."""
    vectors, query = unit(6000), unit(1)[0]
    exact = vectors @ query
    front = np.argsort(-exact)[:100]

    assert np.allclose(exact[front], Nearness(vectors).of(query)[front], atol=1e-6)


def test_the_others_are_told_roughly() -> None:
    """In much the same order, which is what chooses those in front."""
    vectors, query = unit(6000), unit(1)[0]
    told, exact = Nearness(vectors).of(query), vectors @ query

    assert np.abs(told - exact).max() < 0.2
    assert np.corrcoef(told, exact)[0, 1] > 0.99


def test_the_vectors_stay_as_they_are() -> None:
    """They are shared with the self-tests."""
    vectors = unit(6000)
    before = vectors.copy()
    Nearness(vectors).of(vectors[0])

    assert np.array_equal(before, vectors)
