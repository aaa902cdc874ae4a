"""Answer a question about secondment from the knowledge base."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.answering import answer_question
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class AnswerQuestion(SecondmentAction):
    """Answer a question about secondment from the knowledge base."""

    goal = "answer_question"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return answer_question(turn, services)
