"""Given names of many countries, for names in which a recogniser of named entities sees none: "priyas end date".

The list comes from Faker (scripts/given_names.py). Whoever is named goes no further: a name never selects a record.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

from secondment.text.names import how_often_said
from secondment.text.normalise import tidy

_FILE = Path(__file__).with_name("given_names.txt")
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"})
_WORD = re.compile(r"[^\W\d_]+")
_RARELY_SAID = 1_000_000
_HARDLY_SAID = 300_000
# what a record holds of somebody, as people call it
_OF_RECORD = (
    r"dates?|(?:last|first|final) day|start|end|finish|return|leaving|manager|boss|mentor|buddy|hr|contact|notice"
    r"|salary|pay|payer|wages?|bonus|allowances?|expenses|leave|holidays?|insurance|hours|fte|pattern|location|city|office"
    r"|address|desk|objectives?|goals?|targets?|reviews?|check-?ins?|appraisals?|mid-?term|documents?|papers"
    r"|agreement|contract|nda|extension|role|job|title|record|file|details|data|visa|permit|secondment|placement|posting|assignment|onboarding"
    r"|tasks?|employer|host|team|type|status|summary"
)
_HELD = re.compile(rf"(?P<whose>[^\W\d_]+)'?s (?:[\w-]+ ){{0,2}}?(?:{_OF_RECORD})\b", re.IGNORECASE)


def given_names_in(text: str) -> tuple[str, ...]:
    """The given names of a text that are written with a capital letter and are hardly a word besides."""
    return tuple(word for word in _WORD.findall(tidy(text)) if word.istitle() and _is_name(_plain(word)))


def names_owner(text: str) -> bool:
    """Whether something that a record holds is told to be somebody's, by a given name: "pawels mid term review"."""
    return any(_is_owner(found["whose"]) for found in _HELD.finditer(tidy(text)))


def _is_name(plain: str) -> bool:
    return how_often_said(plain) < _RARELY_SAID and plain in _names()


def _is_owner(word: str) -> bool:
    """Whether a word before the s of the genitive is a name and, together with it, hardly an English word."""
    plain = _plain(word)
    return plain in _names() and how_often_said(f"{plain}s") < _HARDLY_SAID


def _plain(word: str) -> str:
    return normalize("NFKD", word.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()


@cache
def _names() -> frozenset[str]:
    return frozenset(_FILE.read_text(encoding="utf-8").split())
