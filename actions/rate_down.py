"""Note that the last answer did not help."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.rating import rate_down
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class RateDown(SecondmentAction):
    """Note that the last answer did not help."""

    goal = "rate_down"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return rate_down(turn, services)
