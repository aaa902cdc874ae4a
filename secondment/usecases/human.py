"""Hand a question to a person: open a case, add the last turns when agreed, tell how cases stand, take a yes or no."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.records.store.cases import Case
from secondment.text.others import points_at_somebody, says_he_or_she, speaks_of_own_case
from secondment.usecases.answering import answer_own_question
from secondment.usecases.own_record import own_record
from secondment.usecases.pointing import asks_whether_done, own_of_what_was_told
from secondment.usecases.refusing import refuse
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import contact, say
from secondment.usecases.turn import Turn

# "has anything been agreed in my case?", asked of the secondment and not of what was passed on to HR
_IN_MY_CASE = re.compile(r"\b(?:in|for) my (?:own )?case\b", re.IGNORECASE)
_OF_HR = re.compile(r"\b(?:the )?(?:\w+ )?(?:from|in|at|of) (?:hr|payroll|personnel)\b", re.IGNORECASE)
_STATUS_CASES = 3


def ask_human(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """A case with the question just asked; its number, who takes it, and the offer to add the last turns."""
    question = turn.memory.last_question or turn.text
    if not question:
        return [say(services, "human_what")]
    number = services.store.add_case(turn.person, question, turn.message_id).number
    share = Button(services.sentences.say("human_share"), Choice("share_turns", str(number)))
    text = services.sentences.say("human_passed_on", number=number, contact=contact(turn, services))
    kept: dict[str, str | None] = {"last_kind": "handoff"}
    return [Answer(text, "handoff", case=number, buttons=(share,), private=True, remember=kept)]


def share_turns(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The last turns of the talk go into the person's own open case; only after they said so."""
    number = _case_meant(turn, services)
    told = "\n".join(f"{who}: {words}" for who, words in turn.history)
    if number is None or not services.store.share_turns(turn.person, number, told):
        return [replace(say(services, "human_no_open_case"), private=True)]
    text = services.sentences.say("human_shared", number=number)
    return [Answer(text, "handoff", case=number, private=True, remember={"last_kind": "shared"})]


def case_status(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """How the person's newest cases stand, with the answers that were given.

    After an article or a value few words as "have they?" ask whether it has come to pass: that stands in the record.
    """
    if turn.choice is None and _asks_of_anothers_case(turn):
        return refuse(turn, services)
    if asks_whether_done(turn.text):
        pointed = own_of_what_was_told(turn, services.knowledge.current())
        if pointed:
            return own_record(pointed, services)
        if turn.memory.told_field:
            return own_record(turn, services, turn.memory.told_field)
    cases = services.store.cases_of(turn.require_personal(), limit=_STATUS_CASES)
    if not cases and turn.memory.talked_about_something and _IN_MY_CASE.search(turn.text):
        return answer_own_question(turn, services)
    if not cases:
        return [replace(say(services, "human_no_case"), private=True)]
    lines = "\n".join(_status(case, services) for case in cases)
    return [Answer(lines, "handoff", case=cases[0].number, private=True, remember={"last_kind": "status"})]


def _asks_of_anothers_case(turn: Turn) -> bool:
    """Whether somebody else's case is meant; who of HR has to answer is none of those."""
    text = _OF_HR.sub(" ", turn.text)
    somebodys = points_at_somebody(text) or (turn.understanding.names_people and says_he_or_she(text))
    return somebodys and not speaks_of_own_case(text)


def affirm(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """A yes to what was no offer; to an offer it is what was offered (`data/stories/affirm.yml`)."""
    return [say(services, "human_which" if turn.memory.last_kind == "clarify" else "human_yes_to_what")]


def deny(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """A no to what was no choice of titles: nothing is passed on."""
    return [say(services, "human_not_shared" if turn.memory.last_kind == "handoff" else "human_no")]


def _case_meant(turn: Turn, services: UseCaseServices) -> int | None:
    if turn.choice and turn.choice.value.isdecimal():
        return int(turn.choice.value)
    return next((case.number for case in services.store.cases_of(turn.person, limit=1)), None)


def _status(case: Case, services: UseCaseServices) -> str:
    key = f"human_status_{case.status}" if case.answer is None else "human_status_answer"
    opened = case.created_at.strftime("%-d %B %Y")
    places = {"number": case.number, "opened": opened, "question": case.question, "answer": case.answer}
    wanted = services.sentences.places(key)
    return services.sentences.say(key, **{name: value for name, value in places.items() if name in wanted})
