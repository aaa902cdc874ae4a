"""Note that the last answer helped."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.rating import rate_up
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class RateUp(SecondmentAction):
    """Note that the last answer helped."""

    goal = "rate_up"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return rate_up(turn, services)
