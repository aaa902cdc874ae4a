"""Answer a question about the person's own record."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.my_secondment import my_secondment
from secondment.usecases.turn import Turn
from secondment.wiring import Services

_WHOLE = "whole_summary"


class MySecondment(SecondmentAction):
    """Answer a question about the person's own record."""

    goal = "my_secondment"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The field asked for; after the choice among several secondments, the field asked for before it."""
        chosen = turn.choice
        field = turn.memory.last_field if chosen else turn.understanding.field
        told = my_secondment(
            turn.require_personal(),
            field or _WHOLE,
            store=services.store,
            sentences=services.sentences,
            clock=services.clock,
            which=chosen.value if chosen else None,
        )
        return [told]
