"""One turn of a conversation as the use cases see it: who speaks, what was understood, what was talked about before."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from functools import cached_property

from secondment.errors import NotPersonalError
from secondment.identity import Choice, Person, Surface
from secondment.text.questions import questions_in

# what can be told last; after each of them, and after nothing, a yes and a no have their story (`data/stories/`)
KINDS = ("knowledge", "clarify", "record", "refusal", "fallback", "handoff", "shared", "status")

ELSEWHERE = "out_of_scope"  # the intent of what is about another subject


@dataclass(frozen=True)
class Understanding:
    """What the engine made of a message.

    Intents and record fields have probabilities (0 to 1, best first); `names_people` says that a person is named,
    `asks_of_named` that this stands in the part that asks, `asks_of_named_alone` in one that has nothing of the asker.
    `parts` holds what each question says by itself, where a message asks several, or what is left of a message that
    rules something out; `own` what a few words say when they go on about the own record.
    """

    intent: str = "nlu_fallback"
    confidence: float = 0.0
    intents: dict[str, float] = dataclasses.field(default_factory=dict)
    fields: dict[str, float] = dataclasses.field(default_factory=dict)
    names_people: bool = False
    asks_of_named: bool = False
    asks_of_named_alone: bool = False
    parts: tuple[Understanding, ...] = ()
    own: Understanding | None = None

    @property
    def elsewhere(self) -> float:
        """How likely the message is about another subject altogether (0 to 1)."""
        return self.intents.get(ELSEWHERE, 0.0)

    @property
    def field(self) -> str | None:
        """The record field asked for most probably."""
        return next(iter(self.fields), None)


@dataclass(frozen=True)
class Memory:
    """What was just talked about, kept as slots by the engine; never says whose record is read.

    `last_titles` are the ids of the articles offered to choose from, divided by commas.
    """

    last_article: str | None = None
    last_topic: str | None = None
    last_field: str | None = None
    last_question: str | None = None
    last_kind: str | None = None
    last_titles: str | None = None

    @property
    def told_field(self) -> str | None:
        """The record field told last, while nothing else was told since; a refused one was not told."""
        return self.last_field if self.last_kind == "record" else None

    @property
    def talked_about_something(self) -> bool:
        """Whether an article or a value of the record was told last, or titles were offered."""
        return self.last_kind in ("knowledge", "clarify", "record")

    @classmethod
    def slots(cls) -> tuple[str, ...]:
        """The names of the slots that hold the memory."""
        return tuple(told.name for told in dataclasses.fields(cls))


@dataclass(frozen=True)
class Turn:
    """A verified message. `choice` is set when a button was pressed; `history` holds the last turns (who, text)."""

    person: Person
    surface: Surface
    conversation: str
    message_id: str
    text: str
    choice: Choice | None = None
    understanding: Understanding = Understanding()
    memory: Memory = Memory()
    history: tuple[tuple[str, str], ...] = ()

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What each question of it says, where it asks several; taken apart once, however many rules look at it."""
        return questions_in(self.text)

    def asking_for(self, field: str) -> Turn:
        """The turn as one that surely asks for a field of the asker's own record, whatever the engine heard in it."""
        return replace(
            self, understanding=replace(self.understanding, fields={field: 1.0}, intents={"my_secondment": 1.0})
        )

    def require_personal(self) -> Person:
        """The person, when the place is theirs alone; raises `NotPersonalError` where others can read along."""
        if self.surface != "personal":
            raise NotPersonalError("personal facts belong to a personal chat")
        return self.person
