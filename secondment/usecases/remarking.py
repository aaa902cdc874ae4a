"""What asks nothing is taken note of: "it is a joke really", "right, I'll ring her then"."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.usecases.answering import answer_question
from secondment.usecases.mere_remarks import begins_talk, is_mere_remark
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
    return [fallback(turn, services) if begins_talk(turn) else say(services, "remark")]
