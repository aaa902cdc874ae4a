"""Another person's data is refused in one friendly sentence, whoever the asker claims to be."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import contact
from secondment.usecases.turn import Turn

_LIKELY = 0.4


def refuse_someone_elses_record(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The refusal; nothing is looked up."""
    text = services.sentences.say("someone_else", contact=contact(turn, services))
    return [Answer(text, "refusal", remember={"last_kind": "refusal"})]


def about_someone_else(turn: Turn) -> bool:
    """Whether a message the engine was unsure of most likely asks for another person's data."""
    return turn.understanding.intents.get("someone_elses_record", 0.0) >= _LIKELY
