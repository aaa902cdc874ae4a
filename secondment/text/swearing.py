"""A message without its swearing: anger says nothing about the subject, and reads like a quarrel to the models.

Runs on Python 3.10 and 3.13.
"""

from __future__ import annotations

import re

_LEAST_WORDS = 5  # of "this is crap" nothing would be left that says what it is
_STARS = r"[*#@!$%]"
_WORDS = (
    rf"f(?:u|{_STARS})(?:c|{_STARS})?k(?:ing?|in'|ed|s)?|f{_STARS}{{2,}}(?:ing)?"
    r"|effing|freaking|frigging|sodding|bloody|blasted|(?:god ?)?damn(?:ed|it)?|dammit|(?:bull)?shitty|crappy"
    r"|ffs|omf?g|lmao|lol|rofl|ugh+|arg+h*|gr{2,}|ha(?:ha)+h?|he(?:he)+"
)
# "what the hell is a recharge" asks what it is
_THE_HELL = re.compile(
    rf"\b(what|who|where|when|why|how) (?:the|in) (?:hell|heck|fuck\w*|f{_STARS}+\w*)", re.IGNORECASE
)
_SHORT_FOR_WHAT = re.compile(r"\bwt[fh]\b(?=\W*(?:is|are|does|do|happens)\b)", re.IGNORECASE)
_OATHS = re.compile(
    rf"(?:\bfor (?:(?:god|christ|heaven|goodness|pete|f(?:u|{_STARS})\S*?)(?:'?s)? sakes?|crying out loud)\b"
    r"|\bhell'?s (?:teeth|bells)\b|\bjesus christ\b|^jesus(?=[,!])|\bscrew (?:it|this|that|them)(?=[,.!]|$)|\bwt[fh]\b)"
    r"[,!]*\s*",
    re.IGNORECASE,
)
# by themselves; "the answer was crap, who pays" says something
_CURSES = re.compile(rf"(?:^|(?<=[.!?] ))(?:(?:bull)?shite?|sh{_STARS}t|bollocks|crap|bugger)[.,!]+\s*", re.IGNORECASE)
_SWEARING = re.compile(rf"(?<![\w-])(?:{_WORDS})(?![\w-])[!]*(?:, |\s|$)?", re.IGNORECASE)
_ABBREVIATION = 4  # letters: "the OMG contract" is no oath


def without_swearing(text: str) -> str:
    """The text without oaths and the like; as it is where hardly anything else would be left."""
    shouted = text.isupper()

    def left(found: re.Match[str]) -> str:
        word = found.group().strip(" ,!")
        return found.group() if word.isupper() and len(word) <= _ABBREVIATION and not shouted else ""

    told = _SHORT_FOR_WHAT.sub("what", _THE_HELL.sub(r"\1", text))
    told = _SWEARING.sub(left, _CURSES.sub("", _OATHS.sub("", told)))
    told = re.sub(r"[\s,]+([,.!?])", r"\1", told).lstrip(" ,;.!").rstrip(" ,;")
    return told if told != text and len(told.split()) >= _LEAST_WORDS else text
