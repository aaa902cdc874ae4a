"""The base of all actions: who speaks is checked first, one use case is called, every failure becomes a sentence.

What goes wrong while a person is answered ends here, as a sentence; what goes wrong before (a call of another shape)
ends in `server.py`, as a status. A person never reads the text of an exception.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import time
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turns import Call, read_turn
from secondment.answers import Answer
from secondment.errors import NotPersonalError, SecondmentError
from secondment.text.handover import take_over
from secondment.usecases.asking_on import refuse_again
from secondment.usecases.other_language import answer_in_their_language
from secondment.usecases.picking import pick_title
from secondment.usecases.turn import KINDS, Memory, Turn
from secondment.wiring import Services

log = logging.getLogger("secondment.actions")
_FEWEST_WORKERS = 2


class SecondmentAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is not typed
    """One goal. A subclass names it and calls one use case; it cannot be built without the services."""

    goal: ClassVar[str]

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        """The name of the action in `domain.yml`."""
        return f"action_{self.goal}"

    @abstractmethod
    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers to a verified turn."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the last message of the tracker; events that set what was talked about and end the turn come back."""
        started = time.perf_counter()
        # the use cases read files and the database, so they must not hold up the other turns
        answers = await asyncio.get_running_loop().run_in_executor(_workers(), self._answer, tracker)
        for answer in answers:
            utter(dispatcher, answer)
        log.info("goal=%s kinds=%s ms=%.0f", self.goal, _kinds(answers), 1000 * (time.perf_counter() - started))
        # one action answers a turn; said here, the policies need not be asked a second time
        return [*remembered(answers), FollowupAction("action_listen")]

    def require_person(self, tracker: Tracker) -> Turn:
        """The verified turn of the last message, the only thing that opens a personal query; else `IdentityError`."""
        call = Call(tracker.sender_id, tracker.slots, tracker.latest_message or {}, tracker.events)
        return read_turn(call, self._services.assertion_public_key)

    def _answer(self, tracker: Tracker) -> list[Answer]:
        try:
            turn = self.require_person(tracker)
            told = answer_in_their_language(turn, self._services)
            if told:
                return told
            self._take_vectors(turn, tracker)
            before = refuse_again(turn, self._services) or pick_title(turn, self._services)
            return before or self.answer(turn, self._services)
        except SecondmentError as error:
            log.warning("goal=%s reference=%s error=%s", self.goal, error.reference, type(error).__name__)
            return [self._apology(error.sentence, error.reference, ask_alone=isinstance(error, NotPersonalError))]
        except Exception as error:
            reference = secrets.token_hex(4)
            # the message of an unforeseen error may quote a record, so only its kind and place are logged
            log.error("goal=%s reference=%s error=%s at=%s", self.goal, reference, type(error).__name__, place(error))
            return [self._apology(SecondmentError.sentence, reference)]

    def _take_vectors(self, turn: Turn, tracker: Tracker) -> None:
        """Use the sentence vectors the engine made of the verified words, if its model is ours."""
        told = (tracker.latest_message or {}).get("vectors")
        if told and turn.text:
            take_over(told, turn.text, self._services.encoder, self._services.speller)

    def _apology(self, sentence: str, reference: str, *, ask_alone: bool = False) -> Answer:
        text = self._services.sentences.say(sentence, reference=reference)
        return Answer(text=text, kind="fallback", ask_alone=ask_alone)


@cache
def _workers() -> ThreadPoolExecutor:
    """The threads that answer: finding an article is calculation, so more of them than cores would only wait."""
    return ThreadPoolExecutor(max(_FEWEST_WORKERS, os.cpu_count() or 1), thread_name_prefix="answers")


def utter(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Hand one answer to the engine as one message; a button's choice is signed by the gateway, so no payload here."""
    buttons = [
        {"title": button.title, "payload": "", "choice": [button.choice.kind, button.choice.value]}
        for button in answer.buttons
    ]
    dispatcher.utter_message(text=answer.text, buttons=buttons, json_message={"answer": answer.to_wire()})


def remembered(answers: list[Answer]) -> list[dict[str, Any]]:
    """The events that set the memory; a name that is no slot or a kind nobody knows is a mistake in a use case."""
    told = {name: value for answer in answers for name, value in answer.remember.items()}
    unknown = set(told) - set(Memory.slots())
    if unknown:
        raise ValueError(f"no such slot: {', '.join(sorted(unknown))}")
    if told.get("last_kind") not in (None, *KINDS):
        # no story knows what a yes means after it: it would stay without an answer
        raise ValueError(f"no such kind of thing told last: {told['last_kind']}")
    return [SlotSet(name, value) for name, value in told.items()]


def place(error: BaseException) -> str:
    """File and line where an error came from, without what it says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "unknown"


def _kinds(answers: list[Answer]) -> str:
    return ",".join(answer.kind for answer in answers) or "none"
