"""How familiar a message is, whatever its likeliest intent."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.components.familiarity import FOREIGN, familiarity, in_scope

Vector = np.ndarray[Any, Any]
LABELS = ["leave", FOREIGN, "pay"]
NO_SCORES = np.zeros((2, 3))


def test_what_lies_near_some_label_is_more_familiar_than_what_lies_far_from_all() -> None:
    """With the same scores."""
    near, far = familiarity(NO_SCORES, np.array([[0.1, 0, 0.9], [0.1, 0, 0.1]]), LABELS)

    assert 1 > near > far > 0


def test_what_lies_near_what_is_out_of_scope_is_less_familiar_than_what_lies_far_from_all() -> None:
    """Its examples are known too, as what is not meant."""
    far, foreign = familiarity(NO_SCORES, np.array([[0.1, 0, 0.1], [0.1, 0.9, 0.1]]), LABELS)

    assert far > foreign


def test_high_scores_make_familiar_unless_they_are_those_of_out_of_scope() -> None:
    """How high they are at all, not how they are shared out."""
    scores, same = np.array([[0, 0, 0], [3, 0, 3], [0, 3, 0]]), np.full((3, 3), 0.5)
    low, high, foreign = familiarity(scores, same, LABELS)

    assert high > low
    assert foreign == low


def test_without_examples_that_are_out_of_scope_the_others_are_enough() -> None:
    """A data set need not have any."""
    near, far = familiarity(np.zeros((2, 2)), np.array([[0.9, 0.1], [0.1, 0.1]]), ["leave", "pay"])

    assert near > far


def test_how_near_a_message_comes_to_what_is_in_scope_leaves_out_the_rest() -> None:
    """However near that is."""
    assert in_scope(np.array([[0.3, 0.9, 0.2]]), LABELS).tolist() == [0.3]
