"""From evidence to a score, and fitting it from samples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge.evidence import KINDS, Gathered
from secondment.knowledge.ranking import DEFAULT_FILE, SIGNS, Ranker, load_ranker, signs_of
from secondment.knowledge.tuning import Sample, fit_calibration, fit_joined, fit_weights, order

Vector = np.ndarray[Any, Any]
Part = Callable[[dict[str, Any]], dict[str, float]]
BELIEF = {"score": 1.0, "out_of_scope": -0.2, "intercept": -1.0}


def ranker(**weights: float) -> Ranker:
    """A ranker with some weights set and a calibration that looks at the best number only."""
    calibration = dict.fromkeys(SIGNS, 0.0) | {"top": 1.0}
    return Ranker(dict.fromkeys(KINDS, 0.0) | weights, calibration, -2.0, BELIEF, 0.5, 0.2)


def evidence(**kinds: float) -> Vector:
    """One candidate's evidence."""
    return np.array([kinds.get(kind, 0.0) for kind in KINDS])


def test_a_candidate_is_weighed_by_its_evidence() -> None:
    """The number is the weighted sum."""
    told = ranker(words=2.0, passage=3.0).logits(np.stack([evidence(words=0.5, passage=1.0), evidence(words=1.0)]))

    assert [4.0, 2.0] == told.tolist()


def test_the_parts_add_up_to_the_number() -> None:
    """So that an answer can be explained."""
    one = evidence(words=0.5, passage=1.0)
    weighed = ranker(words=2.0, passage=3.0)

    assert pytest.approx(weighed.logits(one[None, :])[0]) == sum(weighed.parts(one).values())


def test_the_score_is_a_probability_that_grows_with_the_best_number() -> None:
    """Calibrated, between 0 and 1."""
    weighed = ranker(words=1.0)
    scores = [
        weighed.probability(signs_of("who pays", np.array([top, 0.0]), np.stack([evidence()] * 2)))
        for top in (0.0, 2.0, 9.0)
    ]

    assert scores == sorted(scores)
    assert pytest.approx(0.5) == scores[1]
    assert all(0 < score < 1 for score in scores)


def test_what_the_engine_takes_for_another_subject_is_turned_away() -> None:
    """However high the score; and nothing is that the engine takes for the subject."""
    told = load_ranker()
    chances = [told.on_subject(0.5, elsewhere, 0.6) for elsewhere in (0.0, 0.3, 0.9, 1.0)]

    assert chances == sorted(chances, reverse=True)
    assert chances[0] > told.subject_from > chances[-1]


def test_the_lead_over_the_runner_up_is_a_sign() -> None:
    """A single candidate has a fixed, wide lead."""
    gap = SIGNS.index("lead")
    close = signs_of("who pays", np.array([3.0, 2.5]), np.stack([evidence()] * 2))
    alone = signs_of("who pays", np.array([3.0]), np.stack([evidence()]))

    assert (0.5, 5.0) == (close[gap], alone[gap])


def test_the_shipped_ranking_can_be_read() -> None:
    """Its weights fit the evidence, and offering begins below answering."""
    told = load_ranker()

    assert 0 < told.clarify_from < told.answer_from < 1


@pytest.mark.parametrize("damage", ["missing", "not json", "no weights"])
def test_a_broken_ranking_file_is_named(tmp_path: Path, damage: str) -> None:
    """The message names the file."""
    path = tmp_path / "ranking.json"
    if damage != "missing":
        path.write_text("{" if damage == "not json" else "{}")

    with pytest.raises(KnowledgeError, match=r"ranking\.json: not a ranking file"):
        load_ranker(path)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (lambda told: told["weights"], "words"),
        (lambda told: told["subject"], "nearest"),
        (lambda told: told["following"]["weights"], "related"),
        (lambda told: told["following"]["calibration"], "lead"),
    ],
)
def test_a_ranking_fitted_for_other_evidence_is_refused(tmp_path: Path, part: Part, name: str) -> None:
    """Weights of another version would rank at random; the message names the command."""
    told = json.loads(DEFAULT_FILE.read_text())
    part(told)["phase_of_the_moon"] = part(told).pop(name)
    path = tmp_path / "ranking.json"
    path.write_text(json.dumps(told))

    with pytest.raises(KnowledgeError, match="run `uv run secondment knowledge tune`"):
        load_ranker(path)


def samples(count: int = 60) -> list[Sample]:
    """Messages whose words tell the right one of three candidates, while everything else is noise."""
    rng = np.random.default_rng(7)
    made = []
    for _ in range(count):
        told = rng.random((3, len(KINDS))) * 0.3
        right = np.zeros(3, bool)
        right[rng.integers(3)] = True
        told[:, KINDS.index("words")] = np.where(right, 0.9, 0.1)
        made.append(Sample("who pays", Gathered(np.arange(3), told), right))
    return made


def foreign(count: int = 60) -> list[Sample]:
    """Messages nothing answers: little evidence of any kind."""
    rng = np.random.default_rng(8)
    return [
        Sample("who pays", Gathered(np.arange(3), rng.random((3, len(KINDS))) * 0.2), np.zeros(3, bool))
        for _ in range(count)
    ]


def test_the_kind_that_tells_gets_the_weight() -> None:
    """Fitting finds what points to the right article."""
    weights = fit_weights(samples())

    assert "words" == max(weights, key=lambda kind: weights[kind])


def test_no_kind_speaks_against_an_article() -> None:
    """Evidence is likeness; a negative weight would be an accident of the sample."""
    assert min(fit_weights(samples()).values()) >= 0.0


def test_the_calibration_tells_answered_from_foreign() -> None:
    """Messages nothing answers get a low probability."""
    weights = fit_weights(samples())
    calibration, intercept = fit_calibration(order(weights, [*samples(), *foreign()]))
    fitted = Ranker(weights, calibration, intercept, BELIEF, 0.5, 0.2)

    def score(sample: Sample) -> float:
        logits = fitted.logits(sample.gathered.evidence)
        order = np.argsort(-logits)
        return fitted.probability(signs_of(sample.question, logits[order], sample.gathered.evidence[order]))

    assert min(map(score, samples())) > 0.5 > max(map(score, foreign()))


def test_the_belief_falls_with_the_chance_of_another_subject() -> None:
    """And rises with the score, as the samples have it."""
    rng = np.random.default_rng(9)
    scores, elsewhere = rng.random(4000), rng.random(4000)
    happened = rng.random(4000) < scores * (1 - elsewhere)
    told = fit_joined(happened, score=scores, out_of_scope=elsewhere)

    assert told["score"] > 0 > told["out_of_scope"]


def test_one_of_the_first_three_may_be_the_right_one() -> None:
    """As a person would choose from the titles offered."""
    found = Gathered(np.arange(4), np.array([evidence(words=value) for value in (0.9, 0.8, 0.7, 0.6)]))
    third, fourth = (Sample("q", found, np.arange(4) == place) for place in (2, 3))

    assert [True, False] == order(dict.fromkeys(KINDS, 1.0), [third, fourth]).within_three.tolist()


def test_the_gap_is_the_lead_over_the_second_in_shares() -> None:
    """Of evidence alike for two it is none, and of one candidate alone everything."""
    weights = dict.fromkeys(KINDS, 0.0) | {"words": 1.0}
    found = [
        Gathered(np.arange(len(values)), np.array([evidence(words=value) for value in values]))
        for values in ((2.0, 2.0), (np.log(3.0), 0.0), (1.0,))
    ]
    told = [Sample("q", one, np.zeros(len(one.candidates), bool)) for one in found]

    assert pytest.approx([0.0, 0.5, 1.0]) == order(weights, told).gaps.tolist()


def test_some_of_the_samples_are_ordered_as_they_were_among_all() -> None:
    """So that none has to be ordered a second time."""
    weights = dict.fromkeys(KINDS, 1.0)
    every, which = samples(6), np.array([True, False, True, True, False, False])
    some = order(weights, every).where(which)
    anew = order(weights, [every[0], every[2], every[3]])

    assert [one.question for one in anew.samples] == [one.question for one in some.samples]
    assert [values.tolist() for values in (anew.signs, anew.right, anew.within_three, anew.gaps)] == [
        values.tolist() for values in (some.signs, some.right, some.within_three, some.gaps)
    ]
