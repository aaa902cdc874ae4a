"""What asks nothing is taken note of: "it is a joke really", "right, I'll ring her then"."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.text.instead import ruled_in
from secondment.text.questions import asks_anything
from secondment.usecases.answering import answer_question
from secondment.usecases.in_context import LEADS_ON
from secondment.usecases.own_record import going_on
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import fallback, say
from secondment.usecases.turn import Turn


def remark(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """A sentence that leaves what was talked about as it was.

    What asks, puts something right or is clearly answered by an article is a question in other words; so is what a talk
    begins with ("nobody has called me since February"), if an article is near.
    """
    if not is_mere_remark(turn, services):
        return answer_question(turn, services)
    return [fallback(turn, services) if _begins(turn) else say(services, "remark")]


def is_mere_remark(turn: Turn, services: UseCaseServices) -> bool:
    """Whether a remark is nothing else besides."""
    index = services.knowledge.current()
    score = index.search(turn.text).score
    asks = asks_anything(turn.text) or ruled_in(turn.text) or going_on(turn)
    return not (asks or index.ranker.clear(score) or (_begins(turn) and score >= LEADS_ON))


def _begins(turn: Turn) -> bool:
    return turn.memory.last_kind is None and turn.memory.last_question is None
