"""From the tracker an action call carries to a verified turn. Nothing in it says who speaks but the assertion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from secondment.errors import IdentityError
from secondment.identity import Assertion, Choice, hash_text, heard, verify_assertion
from secondment.usecases.turn import Memory, Turn
from secondment.usecases.understanding import read_understanding

CHANNEL = "gateway"
_LAST_TURNS = 8
_PRESSED = re.compile(r"^/press_([a-z_]+)$")


class Call(NamedTuple):
    """The parts of a call that a turn is made from, as the engine sent them."""

    sender_id: str
    slots: Mapping[str, Any]
    latest_message: Mapping[str, Any]
    events: list[dict[str, Any]]


def read_turn(call: Call, public_key: str) -> Turn:
    """The turn of a call; raises `IdentityError` unless its last message is provably one person's, just now."""
    message = call.latest_message
    metadata = _mapping(message.get("metadata"))
    assertion = verify_assertion(metadata.get("assertion"), public_key)
    said = metadata.get("said")
    require_same(assertion, call)
    require_words(assertion, said, message.get("text"))
    return Turn(
        person=assertion.person,
        surface=assertion.surface,
        conversation=assertion.conversation,
        message_id=assertion.message_id,
        text=words(assertion, str(said)),
        choice=pressed(assertion),
        understanding=read_understanding(message),
        memory=memory(call.slots),
        history=tuple(history(call.events))[-_LAST_TURNS:],
    )


def require_same(assertion: Assertion, call: Call) -> None:
    """Refuse a call whose last message is not the asserted one: another talk, another message, a reminder."""
    if assertion.conversation != call.sender_id:
        raise IdentityError("assertion of another conversation")
    if assertion.message_id != call.latest_message.get("message_id"):
        raise IdentityError("assertion of another message")
    last = next((event for event in reversed(call.events) if event.get("event") == "user"), None)
    if last is None or last.get("text") != call.latest_message.get("text"):
        raise IdentityError("the last message is not that of the talk")
    if last.get("input_channel") != CHANNEL or _mapping(last.get("metadata")).get("is_external"):
        raise IdentityError("a message that did not come from the gateway")


def require_words(assertion: Assertion, said: object, text: object) -> None:
    """Refuse words or a pressed button the assertion was not made for."""
    if not isinstance(said, str) or hash_text(said) != assertion.text_hash:
        raise IdentityError("assertion of another text")
    choice = pressed(assertion)
    if choice is not None:
        found = _PRESSED.match(text) if isinstance(text, str) else None
        if not found or found.group(1) != choice.kind:
            raise IdentityError("assertion of another button")
    elif text != words(assertion, said):
        raise IdentityError("assertion of other words")


def pressed(assertion: Assertion) -> Choice | None:
    """The button that was pressed; a suggestion that is said aloud counts as typed words."""
    return None if assertion.choice is None or assertion.choice.kind == "say" else assertion.choice


def words(assertion: Assertion, said: str) -> str:
    """The words of the turn; empty for a pressed button."""
    if assertion.choice is None:
        return heard(said)
    return heard(assertion.choice.value) if assertion.choice.kind == "say" else ""


def memory(slots: Mapping[str, Any]) -> Memory:
    """What was talked about, as the slots hold it."""
    return Memory(**{name: str(slots[name]) for name in Memory.slots() if slots.get(name) is not None})


def history(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Who said what before: the person's words, and of our answers the kind and subject (their texts are not kept)."""
    for event in events:
        if event.get("event") == "user" and not _PRESSED.match(str(event.get("text"))):
            yield "employee", str(event.get("text"))
        if event.get("event") == "bot":
            answer = _mapping(_mapping(_mapping(event.get("data")).get("custom")).get("answer"))
            subject = answer.get("article") or answer.get("field")
            yield "assistant", f"{answer.get('kind', 'answer')}{f': {subject}' if subject else ''}"


def _mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}
