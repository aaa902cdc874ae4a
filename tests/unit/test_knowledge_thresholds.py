"""From which belief on what is done, chosen from samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from secondment.knowledge.ranking import believed
from secondment.knowledge.thresholds import (
    CONFIDENTLY_WRONG,
    HARDER_WRONG,
    Believed,
    choose_subject_from,
    choose_thresholds,
)
from secondment.knowledge.tuning import fit_joined

Vector = np.ndarray[Any, Any]


def told(beliefs: Vector, right: Vector, within_three: Vector | None = None, gaps: Vector | None = None) -> Believed:
    """Samples, all far ahead of the second unless told otherwise."""
    within_three = right if within_three is None else within_three
    return Believed(beliefs, np.ones(len(beliefs)) if gaps is None else gaps, right, within_three)


def test_few_are_told_a_wrong_article_outright_where_beliefs_are_honest() -> None:
    """No more of them than are allowed; titles and the nearest are offered earlier."""
    rng = np.random.default_rng(9)
    beliefs = rng.random(6000)
    draw = rng.random(6000)

    found = choose_thresholds(told(beliefs, draw < beliefs, draw < np.minimum(1.0, beliefs + 0.2)))

    # of beliefs spread evenly, (1 - t)² / 2 lie above t and are wrong
    assert pytest.approx(1 - (2 * CONFIDENTLY_WRONG) ** 0.5, abs=0.03) == found["answer_from"]
    assert pytest.approx(0.3, abs=0.08) == found["clarify_from"]
    assert pytest.approx(1 / 3, abs=0.08) == found["nearest_from"]


def test_where_hardly_anything_is_wrong_an_article_is_still_right_more_often_than_not() -> None:
    """A threshold is not lowered to where a wrong answer is likelier than a right one."""
    rng = np.random.default_rng(9)
    beliefs = np.concatenate([rng.random(200), np.full(20_000, 0.999)])
    right = rng.random(len(beliefs)) < beliefs

    assert pytest.approx(0.5, abs=0.1) == choose_thresholds(told(beliefs, right))["answer_from"]


def test_further_samples_move_titles_and_not_what_is_told_outright_while_they_are_right() -> None:
    """What is told outright goes by what people write; of what is unsure they write too little."""
    beliefs = np.linspace(0, 1, 500)
    right = beliefs > 0.6
    easy = told(np.linspace(0, 1, 2000), np.ones(2000, bool))

    alone, more = choose_thresholds(told(beliefs, right)), choose_thresholds(told(beliefs, right), easy)

    assert alone["answer_from"] == more["answer_from"]
    assert more["clarify_from"] < alone["clarify_from"]
    assert more["nearest_from"] < alone["nearest_from"]


def test_further_samples_that_are_wrong_raise_what_is_told_outright() -> None:
    """Examples that nobody has learned from are bounded as well."""
    beliefs = np.linspace(0, 1, 500)
    right = beliefs > 0.6
    hard = told(np.linspace(0, 1, 2000), np.linspace(0, 1, 2000) > 0.9)

    assert pytest.approx(0.9 - HARDER_WRONG, abs=0.01) == choose_thresholds(told(beliefs, right), hard)["answer_from"]


def test_where_everything_is_wrong_nothing_is_answered() -> None:
    """The thresholds are then the highest belief there is."""
    found = choose_thresholds(told(np.linspace(0, 1, 50), np.zeros(50, bool)))

    assert {"answer_from": 1.0, "gap_from": 0.0, "clarify_from": 1.0, "nearest_from": 1.0} == found


def test_where_a_gap_keeps_wrong_articles_back_a_lower_belief_is_enough() -> None:
    """What is hardly ahead of the second is not told outright whatever is believed of it."""
    beliefs = np.linspace(0, 1, 1000)
    right = np.arange(1000) % 5 != 0
    samples = told(beliefs, right, gaps=np.where(right, 0.9, 0.1))

    without, with_gap = choose_thresholds(samples), choose_thresholds(samples, gap_from=0.5)

    assert with_gap["answer_from"] < without["answer_from"]
    assert 0.5 == with_gap["gap_from"]


def test_foreign_messages_are_turned_away_by_the_word_of_the_engine() -> None:
    """A high score does not save what is about something else; the threshold parts the two best."""
    rng = np.random.default_rng(9)
    foreign = np.arange(2000) < 400
    scores = np.where(foreign, rng.random(2000) * 0.8, rng.random(2000))
    elsewhere = np.clip(np.where(foreign, 0.9, 0.1) + rng.normal(0, 0.1, 2000), 0, 1)

    signs = {"score": scores, "out_of_scope": elsewhere}
    fitted = fit_joined(~foreign, balanced=True, **signs)
    chances = believed(fitted, **signs)
    threshold = choose_subject_from(chances, ~foreign, foreign)

    assert fitted["out_of_scope"] < 0
    assert (chances[foreign] < threshold).mean() > 0.95 > 0.05 > (chances[~foreign] < threshold).mean()
