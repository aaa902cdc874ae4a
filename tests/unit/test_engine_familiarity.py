"""How familiar a message is, whatever its likeliest intent."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.components.familiarity import FOREIGN, Familiarity

Vector = np.ndarray[Any, Any]
LABELS = ["leave", FOREIGN, "pay"]


def unit(*rows: tuple[float, ...]) -> Vector:
    """Vectors of length one."""
    found = np.array(rows, np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def learned(*, foreign: bool = True) -> Familiarity:
    """Pay lies along the first axis, leave along the second, what is out of scope along the third."""
    vectors = np.repeat(unit((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)), 10, axis=0)
    labels = np.repeat(["pay", "leave", FOREIGN], 10)
    told, kept = Familiarity(seed=20), labels != FOREIGN
    told.fit(vectors if foreign else vectors[kept], labels if foreign else labels[kept])
    return told


def familiar(told: Familiarity, vectors: Vector, scores: Vector, labels: list[str]) -> Vector:
    """Familiarity as the classifier asks for it."""
    return told.of(vectors, told.nearness(vectors), scores, labels)


def test_what_lies_near_the_examples_is_more_familiar_than_what_lies_far_from_all() -> None:
    """With the same scores."""
    near, far = familiar(learned(), unit((1, 0.1, 0, 0), (0, 0, 0, 1)), np.zeros((2, 3)), LABELS)

    assert 1 > near > far > 0


def test_what_lies_near_what_is_out_of_scope_is_less_familiar_than_what_lies_far_from_all() -> None:
    """Its examples are known too, as what is not meant."""
    far, foreign = familiar(learned(), unit((0, 0, 0, 1), (0, 0, 1, 0)), np.zeros((2, 3)), LABELS)

    assert far > foreign


def test_high_scores_make_familiar_unless_they_are_those_of_out_of_scope() -> None:
    """How high they are at all, not how they are shared out."""
    same = np.repeat(unit((1, 1, 1, 1)), 3, axis=0)
    low, high, foreign = familiar(learned(), same, np.array([[0, 0, 0], [3, 0, 3], [0, 3, 0]]), LABELS)

    assert high > low
    assert foreign == low


def test_without_examples_that_are_out_of_scope_the_others_are_enough() -> None:
    """A data set need not have any."""
    near, far = familiar(learned(foreign=False), unit((1, 0, 0, 0), (0, 0, 0, 1)), np.zeros((2, 2)), ["leave", "pay"])

    assert near > far
