"""What is fitted after the weights: the gate, belief, and the thresholds with the gap that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.table import Table

from secondment.cli.console import out
from secondment.errors import KnowledgeError
from secondment.knowledge.held_out import FOLDS, Judged, Tried, believe_held_out, choose_gap, try_gaps
from secondment.knowledge.ranking import believed
from secondment.knowledge.reliability import Calibration, expected_calibration_error, reliability
from secondment.knowledge.thresholds import choose_subject_from, choose_thresholds
from secondment.knowledge.tuning import Sample, first_hits, first_three, fit_joined, gaps, nearest_questions

Vector = np.ndarray[Any, Any]
Intents = dict[str, dict[str, float]]
Ranking = dict[str, Any]


def fit_gate(ranking: Ranking, samples: Sequence[Sample], intents: Intents) -> Ranking:
    """How it is told whether a message is about the subject, from the examples nobody has learned from.

    Raises `KnowledgeError` when there are none.
    """
    if not samples:
        raise KnowledgeError("the trained model knows none of the examples: run `make train` first")
    signs, _ = _signs(ranking, samples, intents)
    three, foreign = first_three(ranking["weights"], samples), _foreign(samples)
    subject = fit_joined(~foreign, balanced=True, **signs)
    return {"subject": subject, "subject_from": choose_subject_from(believed(subject, **signs), three, foreign)}


def fit_decisions(
    ranking: Ranking, asked: Sequence[Sample], kept_out: Sequence[Sample], intents: Intents
) -> tuple[Ranking, Calibration]:
    """Belief and thresholds, from what the gate lets through of the validation (`asked`), and how honest belief is.

    `kept_out`, harder samples, bound what is told outright.
    """
    told = _let_through(ranking, asked, intents, "validation")
    further = _let_through(ranking, kept_out, intents, "examples")
    belief, tried = told.fit(), try_gaps(told, further)
    found = told.believed(belief)
    thresholds = choose_thresholds(found, further.believed(belief), choose_gap(tried))
    in_sample = expected_calibration_error(reliability(found.beliefs, told.right))
    calibration = Calibration(reliability(believe_held_out(told), told.right), in_sample, FOLDS)
    _tell(told, calibration, tried)
    return {"belief": belief, **thresholds}, calibration


def _let_through(ranking: Ranking, samples: Sequence[Sample], intents: Intents, of: str) -> Judged:
    """The samples the gate lets through: what is turned away is told nothing, so the rest is what is weighed."""
    signs, right = _signs(ranking, samples, intents)
    three = first_three(ranking["weights"], samples)
    within = believed(ranking["subject"], **signs) >= ranking["subject_from"]
    _tell_gate(of, within, three, _foreign(samples))
    by = {name: signs[name] for name in ("score", "out_of_scope")}
    groups = tuple(one.group for one in samples)
    return Judged(by, gaps(ranking["weights"], samples), right, three, groups).where(within)


def _signs(ranking: Ranking, samples: Sequence[Sample], intents: Intents) -> tuple[dict[str, Vector], Vector]:
    """What decisions go by, for each sample, and whether its first hit is right."""
    scores, right = first_hits(ranking["weights"], ranking["calibration"], ranking["intercept"], samples)
    elsewhere = np.array([intents[one.question].get("out_of_scope", 0.0) for one in samples])
    return {"score": scores, "out_of_scope": elsewhere, "nearest": nearest_questions(samples)}, right


def _foreign(samples: Sequence[Sample]) -> Vector:
    return np.array([not one.right.any() for one in samples])


def _tell_gate(of: str, within: Vector, answerable: Vector, foreign: Vector) -> None:
    shares = tuple((~within)[which].mean() for which in (foreign, answerable))
    out.print(f"another subject ({of}): {shares[0]:.1%} of the foreign, {shares[1]:.1%} of the answerable messages")


def _tell(told: Judged, calibration: Calibration, tried: Sequence[Tried]) -> None:
    errors = f"{calibration.in_sample:.3f} on these, {calibration.held_out:.3f} held out in {calibration.folds} folds"
    out.print(
        f"{len(told.right)} samples, first hit right {told.right.mean():.1%}; expected calibration error {errors}"
    )
    table = Table("gap_from", "answer_from", "told outright", "a wrong one", title="What each gap gives, held out")
    for one in tried:
        table.add_row(f"{one.gap_from:g}", f"{one.answer_from:g}", f"{one.told:.1%}", f"{one.wrong:.1%}")
    out.print(table)
