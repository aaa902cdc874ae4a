"""Take a yes to what was no offer."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.human import affirm
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class Affirm(SecondmentAction):
    """Take a yes to what was no offer."""

    goal = "affirm"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return affirm(turn, services)
