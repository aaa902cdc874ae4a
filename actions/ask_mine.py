"""Tell what the person's own record says on the last subject."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.follow_up import ask_mine
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class AskMine(SecondmentAction):
    """Tell what the person's own record says on the last subject."""

    goal = "ask_mine"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return ask_mine(turn, services)
