"""The greeting: by name and by the stage of the person's secondment, with questions to begin with."""

from __future__ import annotations

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.usecases.accounts import stage
from secondment.usecases.answering import answer_question
from secondment.usecases.leaning import asks_by_itself
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn


def welcome(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The greeting, or what one can ask; in a group nothing of the person's stage is told.

    What an article clearly answers only sounds like it: "what should I ask before I say yes".
    """
    index = services.knowledge.current()
    if asks_by_itself(turn) and index.ranker.clear(index.search(turn.text).score):
        return answer_question(turn, services)
    secondments = services.store.own_secondments(turn.person) if turn.surface == "personal" else ()
    where = stage(secondments, services.clock.today())
    name = (services.store.person_name(turn.person) or "") if turn.surface == "personal" else ""
    say = services.sentences.say
    asked_for_help = turn.understanding.intent == "help"
    text = say("help") if asked_for_help else _tidy(say(f"welcome_{where}", name=name.split(" ")[0]))
    starters = say(f"starters_{where}").split("|")
    buttons = tuple(Button(one, Choice("say", one)) for one in starters)
    return [Answer(text, "small_talk", buttons=buttons, private=turn.surface == "personal")]


def _tidy(text: str) -> str:
    return text.replace("Hello .", "Hello.")
