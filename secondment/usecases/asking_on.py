"""A few words after a refusal that ask for less of the same, for the next one or for a list: refused once more."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.answers import Answer
from secondment.text.others import speaks_of_own_case
from secondment.usecases.refusing import refuse
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn

_ASKS_ON_WORDS = 9
_LESS = (
    r"(?:just|only|at least|merely|roughly)\b(?! (?:asking|kidding|joking|curious|checking|wondering|forget|testing"
    r"|saying|leave|stop|drop|because|wanted|one thing)\b)"
)
_SAY_IT = r"(?:tell|say|read|list|name|show|give)(?: me)? (?:it|them|one|those|more or less|only|just|out)\b(?: out\b)?"
_NEXT = (
    r"(?:start|begin) with\b|(?:the )?next (?:one|person|name)\b|the rest(?: of (?:it|them))?\W*$"
    r"|the (?:ones?|others?) (?:called|named|in|from)\b"
)
_WHICH = r"(?:(?:since |until )?when|where|who|how (?:long|much|many)|which (?:one|city|country|day))\W*$"
_ASKS_ON = re.compile(
    r"(?:(?:ok(?:ay)?|come on|well|then|but|please|or|and|so|good|no|fine|at least|(?:can|could|would) you)\b[, ]*)*"
    rf"(?:{_LESS}|{_SAY_IT}|{_NEXT}|{_WHICH})",
    re.IGNORECASE,
)
# "just tell me how long a secondment lasts" asks for the rule
_OF_ANY_KIND = re.compile(r"\b(?:an?|any|usually|normally|generally|secondments|secondees)\b", re.IGNORECASE)
# the intents of who does not ask on: whatever words they take, they want something else
_WANT_NO_MORE = (
    "ask_human",
    "affirm",
    "deny",
    "thank",
    "goodbye",
    "greet",
    "rate_up",
    "rate_down",
    "help",
    "are_you_a_bot",
)


def refuse_again(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The refusal once more, whatever else a few words after it sound like; nothing where they do not ask on.

    What was asked first stays what is talked about: "and mine?" may come next.
    """
    return [replace(one, remember={"last_kind": "refusal"}) for one in refuse(turn, services)] if asks_on(turn) else []


def asks_on(turn: Turn) -> bool:
    """Whether a few words after a refusal ask for less of what was refused, or for the next: "ok only the month"."""
    text = turn.text.strip()
    few = turn.choice is None and turn.memory.last_kind == "refusal" and len(text.split()) <= _ASKS_ON_WORDS
    elsewhere = turn.understanding.intent in _WANT_NO_MORE or bool(_OF_ANY_KIND.search(text))
    return few and not elsewhere and bool(_ASKS_ON.match(text)) and not speaks_of_own_case(text)
