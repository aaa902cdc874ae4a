"""Given names of many countries, for names in which a recogniser of named entities sees none: "priyas end date".

The list comes from Faker (scripts/given_names.py). Whoever is named goes no further: a name never selects a record.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from secondment.text.names import how_often_said
from secondment.text.normalise import tidy, without_accents

_FILE = Path(__file__).with_name("given_names.txt")
_WORD = re.compile(r"[^\W\d_]+")
# "thanks, Mehmet" is who writes; "in Kiel" and "at Jena" are places
_NOT_SPOKEN_OF = re.compile(
    r"\b(?i:thanks|thank you|thx|cheers|regards|best|greetings)[,.! ]+\w+(?: \w+)?\W*$|\b(?i:in|at|near) [A-Z]\w+"
)
_RARELY_SAID = 1_000_000
_HARDLY_SAID = 300_000
# what a record holds of somebody, as people call it
_OF_RECORD = (
    r"dates?|(?:last|first|final) day|start|end|finish|return|leaving|manager|boss|mentor|buddy|hr|contact|notice"
    r"|salary|pay|payer|wages?|bonus|allowances?|expenses|leave|holidays?|insurance|hours|fte|pattern|location|city"
    r"|office|address|desk|objectives?|goals?|targets?|reviews?|check-?ins?|appraisals?|mid-?term|documents?|papers"
    r"|agreement|contract|nda|case|question|answer|extension|role|job|title|record|file|details|data|visa|permit"
    r"|secondment|placement|posting|assignment|onboarding|tasks?|employer|host|team|type|status|summary"
)
# "Noor notice period??", "and noor, last day": no more than whose and what
_BARE = re.compile(
    r"\W*(?:(?:and|also|so|ok(?:ay)?|what(?:'?s| is)|show|check|get|tell me|give me)\b\W*)*(?P<whose>[^\W\d_]+)\W+"
    rf"(?:[\w-]+ )?(?:{_OF_RECORD})(?: (?:date|period|left|please|pls))?\W*",
    re.IGNORECASE,
)
# "does bjorn have", "is tariq over in Oslo"
_ASKED = re.compile(
    r"\b(?:does|did|is|was|has|had|will|would|should|can|could)(?:n'?t)? (?P<name>[^\W\d_]+)\b", re.IGNORECASE
)
# "who mentors arjun"
_DONE_FOR = re.compile(
    r"\bwho(?:'?s| is| was)? (?:mentors|mentoring|manages|managing|supervises|leads|insures|employs|pays|oversees) "
    r"(?P<name>[^\W\d_]+)\W*$",
    re.IGNORECASE,
)
# "noor in finance, end date", "arjun from sales hr contact?"
_OF_A_PLACE = re.compile(
    rf"\W*(?P<whose>[^\W\d_]+) (?:from|in|at) [\w&-]+(?: [\w&-]+)?\W+(?:{_OF_RECORD})"
    r"(?: (?:date|period|contact|manager))?\W*",
    re.IGNORECASE,
)
# "show me Farhans notice period"
_SHOWN = re.compile(
    r"\b(?:show|tell|give|get|pull|read|send|look up|find|check)(?: me| us| up)*(?: \w+)?? "
    rf"(?P<whose>[^\W\d_]+)'?s (?:[\w-]+ )??(?:{_OF_RECORD})\b",
    re.IGNORECASE,
)
# "the Lloyds office" is no Lloyd's
_HELD = re.compile(rf"(?<!the )\b(?P<whose>[^\W\d_]+)'?s (?:[\w-]+ ){{0,2}}?(?:{_OF_RECORD})\b", re.IGNORECASE)


def given_names_in(text: str) -> tuple[str, ...]:
    """The given names of a text that are written with a capital letter and are hardly a word besides."""
    told = _NOT_SPOKEN_OF.sub(" ", tidy(text))
    return tuple(word for word in _WORD.findall(told) if word.istitle() and _is_name(_plain(word)))


def names_owner(text: str) -> bool:
    """Whether something that a record holds is told to be somebody's, by a given name: "pawels mid term review"."""
    told = tidy(text)
    bare = _BARE.fullmatch(told)
    return any(_is_owner(found["whose"]) for found in _HELD.finditer(told)) or (
        bare is not None and is_given_name(bare["whose"])
    )


def asks_for_somebodys(text: str) -> bool:
    """Whether no more is asked than what is somebody's by name: "show me Farhans notice", "who mentors arjun"."""
    told = tidy(text)
    shown, placed, done = _SHOWN.search(told), _OF_A_PLACE.fullmatch(told), _DONE_FOR.search(told)
    return (
        (shown is not None and _is_owner(shown["whose"]))
        or (placed is not None and is_given_name(placed["whose"]))
        or (done is not None and is_given_name(done["name"]))
    )


def asks_of_name(text: str) -> bool:
    """Whether it is asked what somebody does or has, by a given name in any writing: "does bjorn have full cover"."""
    return any(is_given_name(found["name"]) for found in _ASKED.finditer(tidy(text)))


def is_given_name(word: str) -> bool:
    """Whether a word, in any writing, is a given name and hardly a word besides."""
    return _is_name(_plain(word))


def _is_name(plain: str) -> bool:
    return how_often_said(plain) < _RARELY_SAID and plain in _names()


def _is_owner(word: str) -> bool:
    """Whether a word before the s of the genitive is a name and, together with it, hardly an English word."""
    plain = _plain(word)
    return plain in _names() and how_often_said(f"{plain}s") < _HARDLY_SAID


def _plain(word: str) -> str:
    return without_accents(word).lower()


@cache
def _names() -> frozenset[str]:
    return frozenset(_FILE.read_text(encoding="utf-8").split())
