"""None of the offered titles fits."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import fallback
from secondment.usecases.turn import Turn


def choose_none(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Say so plainly, name whom to ask and offer to pass the question on."""
    return [fallback(turn, services, "none_fits")]
