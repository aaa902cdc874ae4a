"""Say how the person's cases stand."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.human import case_status
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class CaseStatus(SecondmentAction):
    """Say how the person's cases stand."""

    goal = "case_status"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return case_status(turn, services)
