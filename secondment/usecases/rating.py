"""A thumb up or down for what was told last: it counts for an article; a value of the record is not rated."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import contact, fallback, say
from secondment.usecases.turn import Turn


def rate_up(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Note that the article helped."""
    if _note(turn, services, "up"):
        return [say(services, "rating_up")]
    return [say(services, "rating_up_record" if turn.memory.told_field else "rating_of_what")]


def rate_down(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Note that the article did not help, and offer a person."""
    offer = Button(services.sentences.say("pass_to_hr"), Choice("pass_to_hr"))
    if _note(turn, services, "down"):
        return [say(services, "rating_down").with_buttons(offer)]
    if turn.memory.told_field:
        wrong = say(services, "rating_down_record", contact=contact(turn, services))
        return [replace(wrong, private=turn.surface == "personal").with_buttons(offer)]
    if turn.memory.last_question is None and turn.choice is None:
        # nothing was said yet: whoever scolds is told what can be asked, and whom else
        return [fallback(turn, services, "not_about_secondment")]
    return [say(services, "rating_of_what")]


def _note(turn: Turn, services: UseCaseServices, verdict: Literal["up", "down"]) -> bool:
    article = turn.choice.value if turn.choice else turn.memory.last_article
    if not article:
        return False
    services.store.rate(turn.person, article, verdict, turn.message_id)
    return True
