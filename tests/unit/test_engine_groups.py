"""How near a message comes to the groups of examples that each label is made of."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from engine.components.groups import Groups

Vector = np.ndarray[Any, Any]


def unit(*rows: tuple[float, ...]) -> Vector:
    """Vectors of length one."""
    found = np.array(rows, np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def groups() -> Groups:
    """Pay is asked for in two ways, leave in one."""
    vectors = np.repeat(unit((1, 0, 0), (0, 1, 0), (0, 0, 1)), 10, axis=0)
    told = Groups(seed=20)
    told.fit(vectors, np.repeat(["pay", "pay", "leave"], 10))
    return told


def test_each_way_to_ask_for_a_label_is_as_near_as_it_can_be(groups: Groups) -> None:
    """Though the middle of all its examples lies between them."""
    near = groups.nearest(unit((1, 0, 0), (0, 1, 0), (0, 0, 1)))

    assert near == pytest.approx(np.array([[0, 1], [0, 1], [1, 0]]), abs=1e-6)


def test_a_label_of_few_examples_is_one_group() -> None:
    """It has a middle all the same."""
    few = Groups(seed=20)
    few.fit(unit((1, 0), (0, 1), (0, 1)), np.array(["leave", "pay", "pay"]))

    assert few.nearest(unit((1, 0))) == pytest.approx(np.array([[1, 0]]), abs=1e-6)


def test_groups_are_the_same_after_they_are_kept(groups: Groups) -> None:
    """They come with the model."""
    asked = unit((1, 0.2, 0.1))

    assert np.array_equal(groups.nearest(asked), pickle.loads(pickle.dumps(groups)).nearest(asked))
