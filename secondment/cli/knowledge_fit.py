"""What is fitted after the weights: the gate, belief, and the thresholds with the gap that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.table import Table

from secondment.cli.console import out
from secondment.errors import KnowledgeError
from secondment.knowledge.held_out import FOLDS, Judged, Tried, believe_held_out, choose_gap, try_gaps
from secondment.knowledge.ranking import believed
from secondment.knowledge.reliability import Calibration, expected_calibration_error, reliability
from secondment.knowledge.thresholds import choose_subject_from, choose_thresholds
from secondment.knowledge.tuning import Ordered, fit_joined, nearest_questions, scores_of

Vector = np.ndarray[Any, Any]
Intents = dict[str, dict[str, float]]
Ranking = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """Samples as the fitted ranking sees them: `signs` are what decisions go by, each of shape (samples,)."""

    ordered: Ordered
    signs: dict[str, Vector]

    @property
    def foreign(self) -> Vector:
        """Whether nothing answers, shape (samples,)."""
        return np.array([not one.right.any() for one in self.ordered.samples])


def known(ordered: Ordered, intents: Intents) -> Ordered:
    """The samples whose intents are known; raises `KnowledgeError` when there are none."""
    which = np.array([one.question in intents for one in ordered.samples])
    if not which.any():
        raise KnowledgeError("the trained model knows none of the examples: run `make train` first")
    return ordered.where(which)


def see(ranking: Ranking, ordered: Ordered, intents: Intents) -> Seen:
    """What decisions go by, for samples in the order of the ranking's weights; `intents` knows every question."""
    scores = scores_of(ranking["calibration"], ranking["intercept"], ordered)
    elsewhere = np.array([intents[one.question].get("out_of_scope", 0.0) for one in ordered.samples])
    return Seen(ordered, {"score": scores, "out_of_scope": elsewhere, "nearest": nearest_questions(ordered.samples)})


def fit_gate(kept_out: Seen) -> Ranking:
    """How it is told whether a message is about the subject, from the examples nobody has learned from."""
    subject = fit_joined(~kept_out.foreign, balanced=True, **kept_out.signs)
    chances = believed(subject, **kept_out.signs)
    return {
        "subject": subject,
        "subject_from": choose_subject_from(chances, kept_out.ordered.within_three, kept_out.foreign),
    }


def fit_decisions(ranking: Ranking, asked: Seen, kept_out: Seen) -> tuple[Ranking, Calibration]:
    """Belief and thresholds, from what the gate lets through of the validation (`asked`), and how honest belief is.

    `kept_out`, harder samples, bound what is told outright.
    """
    told = _let_through(ranking, asked, "validation")
    further = _let_through(ranking, kept_out, "examples")
    belief, tried = told.fit(), try_gaps(told, further)
    found = told.believed(belief)
    thresholds = choose_thresholds(found, further.believed(belief), choose_gap(tried))
    in_sample = expected_calibration_error(reliability(found.beliefs, told.right))
    calibration = Calibration(reliability(believe_held_out(told), told.right), in_sample, FOLDS)
    _tell(told, calibration, tried)
    return {"belief": belief, **thresholds}, calibration


def _let_through(ranking: Ranking, seen: Seen, of: str) -> Judged:
    """The samples the gate lets through: what is turned away is told nothing, so the rest is what is weighed."""
    within = believed(ranking["subject"], **seen.signs) >= ranking["subject_from"]
    ordered = seen.ordered
    _tell_gate(of, within, ordered.within_three, seen.foreign)
    by = {name: seen.signs[name] for name in ("score", "out_of_scope")}
    groups = tuple(one.group for one in ordered.samples)
    return Judged(by, ordered.gaps, ordered.right, ordered.within_three, groups).where(within)


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
