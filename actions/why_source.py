"""Say where the last answer comes from."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.explaining import why_source
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class WhySource(SecondmentAction):
    """Say where the last answer comes from."""

    goal = "why_source"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return why_source(turn, services)
