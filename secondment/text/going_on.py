"""A few words that go on about what was just told, read as a question of their own: "and the start?" as "my start".

Runs on Python 3.10 and 3.13: the engine understands the reading, the use cases say when it counts.
"""

from __future__ import annotations

import re

from secondment.text.normalise import says_something

_MOST_WORDS = 6
_BARE_WORDS = 2
_GOES_ON = re.compile(
    r"^(?:(?:ok(?:ay)?|right|great|good|fine|thanks|so|now|well)\b[,.]?\s+)?"
    r"(?:and|or|also|plus|what about|how about)\b[:,]?\s*",
    re.IGNORECASE,
)
# "and at home?" asks for a side, not for something one has
_PLACE = re.compile(r"(?:at|in|on|over|back|from|to)\b", re.IGNORECASE)
_FRONT = re.compile(
    r"^(?:(?:sorry|no|wait|actually|rather)[,.]\s+)*(?:(?:only|just|the|my|mine|about|for|a|an|on|with)\s+)*",
    re.IGNORECASE,
)
_ONLY = re.compile(r"^(?:only|just)\b", re.IGNORECASE)
_BACK = re.compile(r"(?:\s+(?:bit|part|again|once more|please|pls|instead))+$", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a few words begin as going on: "and …", "what about …"."""
    return len(text.split()) <= _MOST_WORDS and bool(_GOES_ON.match(text.strip()))


def asks_only(text: str) -> bool:
    """Whether a few words ask for one thing alone: "only the notice", "just the job title once more"."""
    return len(text.split()) <= _MOST_WORDS and bool(_ONLY.match(text.strip()))


def own_reading(text: str) -> str:
    """What a few words ask of the own record when they go on about it; empty for anything longer."""
    told = " ".join(text.split())
    if not says_something(told):
        return ""
    if not (asks_only(told) or len(told.split()) <= _BARE_WORDS or goes_on(told)):
        return ""
    left = _BACK.sub("", _FRONT.sub("", _GOES_ON.sub("", told)).strip(" ?!.,;:"))
    return f"my {left}" if left and not _PLACE.match(left) else ""
