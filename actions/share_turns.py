"""Add the last turns of the talk to the person's case."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.human import share_turns
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class ShareTurns(SecondmentAction):
    """Add the last turns of the talk to the person's case."""

    goal = "share_turns"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return share_turns(turn, services)
