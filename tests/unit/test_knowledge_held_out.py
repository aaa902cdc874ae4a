"""Belief and the gap, weighed on messages that nothing was fitted on."""

from __future__ import annotations

import numpy as np
import pytest

from secondment.knowledge.held_out import FOLDS, Judged, Tried, believe_held_out, choose_gap, folds_of, try_gaps

GAPS = (0.0, 0.5)


def judged(count: int = 400, *, close_are_wrong: bool = False) -> Judged:
    """Messages whose score says how likely they are right, or where what is hardly ahead of another is wrong."""
    rng = np.random.default_rng(4)
    scores, elsewhere = rng.uniform(0.6, 1.0, count), rng.random(count) * 0.1
    close = rng.random(count) < 0.3
    right = ~close if close_are_wrong else rng.random(count) < scores
    gaps = np.where(close, 0.2, 0.8)
    return Judged({"score": scores, "out_of_scope": elsewhere}, gaps, right, right, tuple(range(count)))


def test_what_is_about_the_same_is_held_out_together() -> None:
    """Else a message would be believed by what its twin taught."""
    groups = [f"article {number % 40}" for number in range(200)]
    folds = folds_of(groups)

    assert set(range(FOLDS)) == set(folds.tolist())
    assert 40 == len(set(zip(groups, folds.tolist(), strict=True)))


def test_the_folds_are_the_same_each_time() -> None:
    """Another run must not tell another error."""
    groups = list(range(100))

    assert folds_of(groups).tolist() == folds_of(groups).tolist()


def test_a_message_is_believed_by_what_others_taught() -> None:
    """What happened to its own fold has no part in it."""
    one = judged()
    fold = folds_of(one.groups) == 0
    turned = Judged(one.signs, one.gaps, np.where(fold, ~one.right, one.right), one.within_three, one.groups)

    first, second = believe_held_out(one), believe_held_out(turned)

    assert first[fold].tolist() == second[fold].tolist()
    assert first[~fold].tolist() != second[~fold].tolist()


def test_a_gap_that_keeps_wrong_articles_back_is_chosen() -> None:
    """More can be told outright then; without it nearly nothing can."""
    messages = judged(close_are_wrong=True)
    alone, with_gap = try_gaps(messages, messages, GAPS)

    assert with_gap.told > alone.told
    assert 0.0 == with_gap.wrong
    assert 0.5 == choose_gap((alone, with_gap))


def test_a_gap_that_brings_nothing_is_not_chosen() -> None:
    """It would only keep right articles back."""
    assert 0.0 == choose_gap(try_gaps(judged(), judged(), GAPS))


@pytest.mark.parametrize(
    ("tried", "gap"),
    [
        ([Tried(0.0, 0.9, 0.70, 0.01), Tried(0.1, 0.9, 0.72, 0.01)], 0.1),
        ([Tried(0.0, 0.9, 0.70, 0.01), Tried(0.1, 0.9, 0.70, 0.0)], 0.0),
        ([Tried(0.0, 0.9, 0.70, 0.01), Tried(0.1, 0.8, 0.80, 0.03)], 0.0),
        ([Tried(0.0, 0.9, 0.70, 0.04), Tried(0.1, 0.8, 0.80, 0.03)], 0.1),
    ],
    ids=["more is told", "as much is told", "too often a wrong one", "less often than without"],
)
def test_the_gap_is_the_one_that_tells_most_and_seldom_a_wrong_article(tried: list[Tried], gap: float) -> None:
    """Of equal ones the least."""
    assert gap == choose_gap(tried)
