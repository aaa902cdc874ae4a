"""How like messages are to what is remembered: the nearest exactly, whether one is asked for or many."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.components.likeness import Likeness

_RANDOM = np.random.default_rng(3)


def unit(count: int) -> np.ndarray:
    """Unit vectors with most of their length along few directions, as sentence embeddings have it."""
    told = _RANDOM.standard_normal((count, 384)) * np.linspace(1, 0, 384) ** 8
    return (told / np.linalg.norm(told, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("count", [3, 5000])
def test_the_nearest_are_told_alike_alone_and_among_others(count: int) -> None:
    """Few are compared in full, many roughly first."""
    likeness, asked = Likeness(unit(count)), unit(20)
    alone = np.concatenate([likeness.of(one[None]) for one in asked])
    front = -np.sort(-likeness.of(asked), axis=1)[:, :3]

    assert (20, count) == alone.shape
    assert np.allclose(front, -np.sort(-alone, axis=1)[:, :3], atol=1e-6)


def test_what_one_message_makes_for_the_next_is_not_kept_in_the_model() -> None:
    """A model is no larger for having been tried out."""
    likeness = Likeness(unit(5000))
    before = len(pickle.dumps(likeness))
    likeness.of(unit(1))

    assert before == len(pickle.dumps(likeness))


def test_nothing_remembered_is_like_nothing() -> None:
    """No scores, and no error."""
    nothing = Likeness(np.zeros((0, 384)))

    assert (0, (2, 0)) == (len(nothing), nothing.of(unit(2)).shape)
