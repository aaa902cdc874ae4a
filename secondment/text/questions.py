"""The questions of a message that asks more than one thing."""

from __future__ import annotations

import re

from secondment.text.focus import is_question, sentences

_BEGINS = (
    r"(?:(?:who|what|when|where|how)(?:'?s)?|whom|which|why|can|could|do|does|did|will|would|should|is|are|am|was|were|"
    r"may|must|has|have|had)\b"
)
_JOINT = re.compile(rf"[,;]?\s+(?:and|&|plus)(?:\s+(?:also|then))?\s+(?={_BEGINS})", re.IGNORECASE)
_ASKS = re.compile(_BEGINS, re.IGNORECASE)
_LEAST_WORDS = 3


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in order, each of at least three words; empty unless there are at least two."""
    asking = [one for one in sentences(text) if is_question(one) or _ASKS.match(one)]
    parts = [part.strip() for asked in asking for part in _JOINT.split(asked)]
    told = tuple(part for part in parts if len(part.split()) >= _LEAST_WORDS)
    return told if len(told) > 1 else ()
