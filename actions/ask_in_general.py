"""Tell what holds in general on the last subject."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.follow_up import ask_in_general
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class AskInGeneral(SecondmentAction):
    """Tell what holds in general on the last subject."""

    goal = "ask_in_general"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return ask_in_general(turn, services)
