"""Pass the question to HR."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.human import ask_human
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class AskHuman(SecondmentAction):
    """Pass the question to HR."""

    goal = "ask_human"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return ask_human(turn, services)
