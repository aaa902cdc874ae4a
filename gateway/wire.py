"""The shapes that cross the gateway: what the engine answers, and what a turn gives back to a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from secondment.errors import EngineUnavailable
from secondment.identity import Choice


@dataclass(frozen=True)
class Offer:
    """A button before it is signed: its label and what pressing it stands for."""

    title: str
    choice: Choice


@dataclass(frozen=True)
class Message:
    """One message to the person: plain text, offers, and the `answer` object of the chat API where there is one."""

    text: str
    offers: tuple[Offer, ...] = ()
    answer: dict[str, Any] | None = None


@dataclass(frozen=True)
class Reply:
    """What a turn gives back: the conversation it belongs to (its buttons are signed for it) and the messages."""

    conversation: str
    messages: tuple[Message, ...]


def read_messages(body: object) -> tuple[Message, ...]:
    """The messages in an engine's answer; raises `EngineUnavailable` when it has another shape."""
    try:
        return tuple(_message(one) for one in body["messages"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineUnavailable(f"the engine's answer has another shape: {type(error).__name__}") from error


def _message(told: dict[str, Any]) -> Message:
    offers = tuple(Offer(str(one["title"]), _choice(one["choice"])) for one in told.get("buttons") or ())
    return Message(text=str(told.get("text") or ""), offers=offers, answer=told.get("answer") or None)


def _choice(told: list[str]) -> Choice:
    kind, value = told
    return Choice(str(kind), str(value))
