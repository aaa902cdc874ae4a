"""Go on when none of the offered articles was meant."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.choosing import choose_none
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class ChooseNone(SecondmentAction):
    """Go on when none of the offered articles was meant."""

    goal = "choose_none"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return choose_none(turn, services)
