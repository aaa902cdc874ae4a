"""Answer what was really meant."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.follow_up import correct
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class Correct(SecondmentAction):
    """Answer what was really meant."""

    goal = "correct"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return correct(turn, services)
