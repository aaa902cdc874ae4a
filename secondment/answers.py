"""What the assistant says: one `Answer`, whichever door it leaves through. Runs on Python 3.10 and 3.13."""

from __future__ import annotations

import dataclasses
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from secondment.identity import Choice

Kind = Literal["knowledge", "record", "clarify", "fallback", "refusal", "handoff", "small_talk"]


@dataclass(frozen=True)
class Button:
    """A labelled choice offered with an answer."""

    title: str
    choice: Choice


@dataclass(frozen=True)
class Source:
    """Where an answer comes from."""

    title: str


@dataclass(frozen=True)
class Answer:
    """One message to the person.

    `text` is plain text with line breaks and `- ` lists (no markup of any door). `score` is the calibrated probability
    (0 to 1) that the article answers the question. `value` is the record's value as told to the person. `private`: it
    holds something of the person, so no door shows it where others read along. `ask_alone`: it only says that the
    question belongs to a personal chat, so that a door can ask it again there.
    """

    text: str
    kind: Kind
    article: str | None = None
    topic: str | None = None
    score: float | None = None
    field: str | None = None
    value: str | None = None
    case: int | None = None
    choices: tuple[dict[str, Any], ...] = ()
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    ask_alone: bool = False
    remember: dict[str, str | None] = dataclasses.field(default_factory=dict)

    def with_buttons(self, *buttons: Button) -> Answer:
        """The same answer with more buttons behind those it has."""
        return replace(self, buttons=self.buttons + buttons)

    def to_wire(self) -> dict[str, Any]:
        """The `answer` object of the chat API: `kind` always, the other keys only where they say something."""
        told: dict[str, Any] = {"kind": self.kind}
        for key in ("article", "topic", "score", "field", "value", "case"):
            if getattr(self, key) is not None:
                told[key] = getattr(self, key)
        for flag in ("private", "ask_alone"):
            if getattr(self, flag):
                told[flag] = True
        if self.choices:
            told["choices"] = list(self.choices)
        if self.sources:
            told["sources"] = [asdict(source) for source in self.sources]
        return told
