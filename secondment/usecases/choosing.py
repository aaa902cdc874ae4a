"""None of the offered titles fits."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.text.instead import corrected
from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.follow_up import ask_mine, means_myself
from secondment.usecases.ruling_out import without_what_is_ruled_out
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import fallback
from secondment.usecases.turn import Turn


def choose_none(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Say so plainly, name whom to ask and offer to pass the question on; answer what is meant where that is said.

    "none of these, I meant the mentor".
    """
    if turn.choice is None and means_myself(corrected(turn.text)):
        return ask_mine(turn, services)
    meant = without_what_is_ruled_out(turn)
    if meant is None:
        return [fallback(turn, services, "none_fits")]
    own = meant.understanding.intent == "my_secondment"
    return (answer_own_question if own else answer_question)(meant, services)
