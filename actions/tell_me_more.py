"""Tell more about the article just told."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.explaining import tell_me_more
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class TellMeMore(SecondmentAction):
    """Tell more about the article just told."""

    goal = "tell_me_more"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return tell_me_more(turn, services)
