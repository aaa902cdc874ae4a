"""Greet the person and say what the assistant can do."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.turn import Turn
from secondment.usecases.welcome import welcome
from secondment.wiring import Services


class Welcome(SecondmentAction):
    """Greet the person and say what the assistant can do."""

    goal = "welcome"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return welcome(turn, services)
