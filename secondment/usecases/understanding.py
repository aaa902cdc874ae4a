"""What the engine made of a message, from the form it is told in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from secondment.text.focus import focus
from secondment.text.given_names import given_names_in
from secondment.usecases.naming import asks_of_one_of
from secondment.usecases.turn import Understanding

_NOT_UNDERSTOOD = "nlu_fallback"


def read_understanding(message: Mapping[str, Any], named: Sequence[str] = ()) -> Understanding:
    """Intents, record fields and whether a person is named, from a message as Rasa parses it.

    `named` are people of the whole message, for a part of it: the engine looks for names in the whole only.
    Rasa's own intent for what it did not understand is no chance of anything and does not stand among the intents.
    """
    intent, entities = _mapping(message.get("intent")), message.get("entities") or ()
    fields = [entity for entity in entities if entity.get("entity") == "field"]
    # the names themselves go no further: whose record is read must never hang on one
    text = str(message.get("text") or "")
    people = [str(entity["value"]) for entity in entities if entity.get("entity") == "PERSON"]
    people += [*given_names_in(text), *(name for name in named if name in text)]
    asking = focus(text) if people else ""
    ranked = message.get("intent_ranking") or ()
    told = {str(entity["value"]): float(entity.get("confidence_entity", 1.0)) for entity in fields}
    return Understanding(
        intent=str(intent.get("name") or _NOT_UNDERSTOOD),
        confidence=float(intent.get("confidence") or 0.0),
        intents={one["name"]: float(one["confidence"]) for one in ranked if one["name"] not in (None, _NOT_UNDERSTOOD)},
        fields=dict(sorted(told.items(), key=lambda field: -field[1])),
        names_people=bool(people),
        asks_of_named=any(name in asking for name in people),
        asks_of_named_alone=bool(people) and asks_of_one_of(people, text),
        parts=tuple(read_understanding(part, people) for part in message.get("parts") or ()),
        own=read_understanding(_mapping(message["own"])) if message.get("own") else None,
    )


def _mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}
