"""Tell the home or the host side of the last subject."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.follow_up import ask_side
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class AskSide(SecondmentAction):
    """Tell the home or the host side of the last subject."""

    goal = "ask_side"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return ask_side(turn, services)
