"""What somebody means instead: "no, I meant the pay", "not the day, how long it is", "who is it, not the old one"."""

from __future__ import annotations

import re

_MEANT = re.compile(
    r"^.*?\b(?:i (?:really |actually )?(?:meant?|want(?:ed)?(?: to know)?|was asking(?: about)?|asked(?: about)?|"
    r"am asking(?: about)?)|i'm asking(?: about)?|let me rephrase|rather)\b[:,]?\s*",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^(?:(?:no|nope|nah|wait|sorry|hmm|actually)[,.;:!]?|(?:not that|not the .+?|that'?s not .+?)[,.;:!])\s+",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"^(?:it'?s )?not (?:in |about |just |only |a |an |the |my )?[^,.;:?!]+[,.;:]\s*(?:but )?(?=\S+\s+\S+)",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r",\s*(?:and )?not [^,.;:?!]+(?=[.?!]*$)", re.IGNORECASE)
_ENOUGH_WORDS = 2


def meant_instead(text: str) -> str:
    """The part that says what is meant; empty when the message only says that something was wrong."""
    told, left, said = text.strip(), text.strip(), False
    while True:
        shorter = _NOT_THAT.sub("", _NOT_THIS.sub("", _WRONG.sub("", left))).strip()
        meant = _MEANT.sub("", shorter) if shorter == left else shorter
        if meant == left:
            break
        said = said or meant != shorter
        left = meant
    # after "I meant" one word is enough, after a mere "no" it is not
    return left if left != told and len(left.split()) >= (1 if said else _ENOUGH_WORDS) else ""
