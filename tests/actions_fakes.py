"""Fakes for the action server: services, a goal, and calls as the engine makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.identity import Assertion, Choice, Keys, Person, derive_keys, hash_text, heard, sign_assertion
from secondment.sentences import Sentences
from secondment.usecases.turn import Turn
from secondment.wiring import Services
from tests.usecase_fakes import FakeLanguages

KEYS = derive_keys("a signing key for tests, of 32 characters and more")
OTHER_KEYS = derive_keys("another signing key, which the gateway does not have")
_EMPLOYEE = Person("E1")
SENTENCES = Sentences(
    {
        "error_unexpected": "Something went wrong ({reference}).",
        "error_not_verified": "I could not verify who you are ({reference}).",
        "error_not_personal": "That is about your own record.",
        "language_de": "Bitte auf Englisch.",
        "language_pass_de": "An HR weitergeben",
        "error_records": "The records cannot be reached ({reference}).",
    }
)


class FakeServices(Services):
    """Services that need no settings and no files."""

    def __init__(self) -> None:
        super().__init__(None)
        self.assertion_public_key = KEYS.assertion_public_pem
        self.sentences = SENTENCES
        self.languages = FakeLanguages({"Wann endet meine?": "de"})


class Echo(SecondmentAction):
    """Answers with what it was given, or fails as told."""

    goal = "echo"

    def __init__(self, services: Services, error: Exception | None = None, answers: list[Answer] | None = None) -> None:
        super().__init__(services)
        self._error = error
        self._answers = answers
        self.turns: list[Turn] = []

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The person's number and words, as a record would be told."""
        self.turns.append(turn)
        if self._error is not None:
            raise self._error
        told = Answer(f"{turn.person.employee_number} said {turn.text}", "record", field="end_date", value="SECRET")
        return [told] if self._answers is None else self._answers


@dataclass
class Said:
    """A message as the engine passes it on; each part can be forged for a test."""

    said: str = "When does mine end?"
    person: Person = _EMPLOYEE
    conversation: str = "talk"
    message_id: str = "m1"
    surface: str = "personal"
    choice: Choice | None = None
    keys: Keys = KEYS
    now: float | None = None
    forged: dict[str, Any] = field(default_factory=dict)

    def token(self) -> str:
        """The signed assertion."""
        told = Assertion(
            self.person,
            self.conversation,
            "personal" if self.surface == "personal" else "group",
            self.message_id,
            hash_text(self.said),
            self.choice,
        )
        return sign_assertion(self.keys, told, now=self.now)

    def call(self) -> dict[str, Any]:
        """The action call, with the forged parts in place of the true ones."""
        pressed = self.choice is not None and self.choice.kind != "say"
        spoken = self.choice.value if self.choice and self.choice.kind == "say" else self.said
        text = f"/press_{self.choice.kind}" if pressed and self.choice else heard(spoken)
        message = {
            "text": text,
            "intent": {"name": "my_secondment", "confidence": 0.9},
            "intent_ranking": [{"name": "my_secondment", "confidence": 0.9}, {"name": "benefits", "confidence": 0.1}],
            "entities": [
                {"entity": "field", "value": "duration", "confidence_entity": 0.2},
                {"entity": "field", "value": "end_date", "confidence_entity": 0.7},
                {"entity": "PERSON", "value": "E2"},
            ],
            "message_id": self.message_id,
            "metadata": {"assertion": self.token(), "said": self.said},
        }
        message |= self.forged.get("message", {})
        event = {"event": "user", "text": message["text"], "input_channel": "gateway", "metadata": {}}
        return {
            "next_action": "action_echo",
            "sender_id": self.conversation,
            "tracker": {
                "sender_id": self.forged.get("sender_id", self.conversation),
                "slots": self.forged.get("slots", {}),
                "latest_message": message,
                "events": [*self.forged.get("events", []), event | self.forged.get("event", {})],
            },
        }
