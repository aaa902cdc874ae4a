"""Which of a person's secondments an answer is about, and at which stage the person is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from secondment.records.model import Secondment

Phase = Literal["before", "running", "over"]
Stage = Literal["before", "first_weeks", "middle", "last_sixty_days", "back", "none"]

_OVER = ("ended", "ended_early", "cancelled")
FIRST_WEEKS = timedelta(days=42)
LAST_DAYS = timedelta(days=60)


def phase_of(record: Secondment, today: date) -> Phase:
    """Where the secondment stands on that day; its last day still counts as running."""
    if record.status in _OVER and (record.actual_end_date is None or record.actual_end_date <= today):
        return "over"
    if today < record.began:
        return "before"
    return "over" if record.end_date and record.end_date < today else "running"


def candidates(records: Sequence[Secondment], today: date) -> tuple[Secondment, ...]:
    """The secondments meant when nothing more is said: those running; else the next one; else the last one."""
    running = tuple(record for record in records if phase_of(record, today) == "running")
    if running:
        return running
    coming = [record for record in records if phase_of(record, today) == "before"]
    if coming:
        return (min(coming, key=lambda record: record.began),)
    past = [record for record in records if record.status != "cancelled"] or list(records)
    return (max(past, key=lambda record: (record.end_date or record.began, record.began)),) if past else ()


def stage_of(records: Sequence[Secondment], today: date) -> Stage:
    """The stage of the person with these secondments; of several running ones the one ending first counts."""
    chosen = candidates(records, today)
    if not chosen or chosen[0].status == "cancelled":
        return "none"
    record = min(chosen, key=lambda one: one.end_date or date.max)
    phase = phase_of(record, today)
    if phase != "running":
        return "before" if phase == "before" else "back"
    if record.end_date and record.end_date - today <= LAST_DAYS:
        return "last_sixty_days"
    return "first_weeks" if today - record.began < FIRST_WEEKS else "middle"
