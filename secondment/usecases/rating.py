"""A thumb up or down for the article told last."""

from __future__ import annotations

from typing import Literal

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import say
from secondment.usecases.turn import Turn


def rate_up(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Note that the article helped."""
    return [say(services, "rating_up" if _note(turn, services, "up") else "rating_of_what")]


def rate_down(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Note that the article did not help, and offer a person."""
    if not _note(turn, services, "down"):
        return [say(services, "rating_of_what")]
    offer = Button(services.sentences.say("pass_to_hr"), Choice("pass_to_hr"))
    return [say(services, "rating_down").with_buttons(offer)]


def _note(turn: Turn, services: UseCaseServices, verdict: Literal["up", "down"]) -> bool:
    article = turn.choice.value if turn.choice else turn.memory.last_article
    if not article:
        return False
    services.store.rate(turn.person, article, verdict, turn.message_id)
    return True
