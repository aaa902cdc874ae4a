"""A message in another language is answered in that language, by one sentence that says what works today."""

from __future__ import annotations

from dataclasses import replace

from secondment.answers import Answer
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import fallback, named_contact
from secondment.usecases.turn import Turn


def answer_in_their_language(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """That English is needed and whom to ask; nothing for English, for what may be English and for a pressed button.

    It stands before every goal: what the engine makes of a language it was not taught is chance, so neither its intent
    nor its field may decide what is told.
    """
    code = services.languages.language(turn.text) if turn.choice is None else None
    if code is None:
        return []
    told = fallback(turn, services, f"language_{code}", button=f"language_pass_{code}")
    named = named_contact(turn, services)
    if not named:
        return [told]
    text = services.sentences.say("language_contact", text=told.text, contact=named)
    return [replace(told, text=text, private=turn.surface == "personal")]
