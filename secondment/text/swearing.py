"""A message without its swearing: anger says nothing about the subject, and reads like a quarrel to the models.

Runs on Python 3.10 and 3.13.
"""

from __future__ import annotations

import re

_LEAST_WORDS = 5  # of "this is crap" nothing would be left that says what it is
_STARS = r"[*#@!$%]"
_WORDS = (
    rf"f(?:u|{_STARS})?(?:c|{_STARS})?k(?:ing?|in'|ed|s)?|f{_STARS}{{2,}}(?:ing)?"
    r"|effing|freaking|frigging|flipping|sodding|bloody|blasted"
    rf"|(?:god ?)?damn(?:ed|it)?|dammit|(?:bull)?shitty|crappy"
    rf"|(?:(?:bull)?shite?|sh{_STARS}t|bollocks|crap|bugger)(?=[.,!])"
    r"|ffs|omf?g|lmao|lol|rofl|ugh+|arg+h*|gr{2,}|ha(?:ha)+h?|he(?:he)+"
)
# "what the hell is a recharge" asks what it is
_THE_HELL = re.compile(
    rf"\b(what|who|where|when|why|how) (?:the|in) (?:hell|heck|fuck\w*|f{_STARS}+\w*)", re.IGNORECASE
)
_SHORT_FOR_WHAT = re.compile(r"\bwt[fh]\b(?=\W*(?:is|are|does|do|happens)\b)", re.IGNORECASE)
_OATHS = re.compile(
    r"(?:\bfor (?:(?:god|christ|heaven|goodness|pete|f\S*?)(?:'?s)? sakes?|crying out loud)\b"
    r"|\bhell'?s (?:teeth|bells)\b|\bjesus(?: christ)?\b|\bscrew (?:it|this|that|them)\b|\bwt[fh]\b)[,!]*\s*",
    re.IGNORECASE,
)
_SWEARING = re.compile(rf"(?<![\w-])(?:{_WORDS})(?![\w-])[!]*(?:, |\s|$)?", re.IGNORECASE)


def without_swearing(text: str) -> str:
    """The text without oaths and the like; as it is where hardly anything else would be left."""
    told = _SHORT_FOR_WHAT.sub("what", _THE_HELL.sub(r"\1", text))
    told = re.sub(r"[\s,]+([,.!?])", r"\1", _SWEARING.sub("", _OATHS.sub("", told))).lstrip(" ,;.!").rstrip(" ,;")
    return told if told != text and len(told.split()) >= _LEAST_WORDS else text
