"""Answer a question about the person's own record."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.answering import answer_own_question
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class MySecondment(SecondmentAction):
    """Answer a question about the person's own record."""

    goal = "my_secondment"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return answer_own_question(turn, services)
