"""Take note of what asks nothing."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.remarking import remark
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class Remark(SecondmentAction):
    """Take note of what asks nothing."""

    goal = "remark"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return remark(turn, services)
