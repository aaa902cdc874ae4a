"""Take a no to what was no choice of titles."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.human import deny
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class Deny(SecondmentAction):
    """Take a no to what was no choice of titles."""

    goal = "deny"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return deny(turn, services)
