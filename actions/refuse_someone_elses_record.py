"""Refuse to tell about another person."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.answering import refuse_someone_elses_record
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class RefuseSomeoneElsesRecord(SecondmentAction):
    """Refuse to tell about another person."""

    goal = "refuse_someone_elses_record"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return refuse_someone_elses_record(turn, services)
