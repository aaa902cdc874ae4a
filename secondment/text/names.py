"""Whether a text can hold a name at all, so that names are looked for only where there can be one.

A recogniser of named entities that is shown lower-case everyday words finds people in them ("nick it", "paying the
babysitter"), and costs more than all the rest of understanding words.
"""

from __future__ import annotations

import re
from functools import cache

from secondment.text.encoder import package_folder
from secondment.text.spelling import FIELD_WORDS

_WORD = re.compile(r"[^\W\d_][^\W\d_']*")
_SHORTEST = 4
# Capital letters are no sign where everybody writes them, and of what begins a sentence only rarer words are.
_NO_NAMES = frozenset(
    {"i", "hr", "ok", "cv", "it", "vat", "uk", "eu", "us", "usa", "nda", "ip"}
    | {"hi", "hiya", "hey", "hello", "dear", "sorry", "okay", "cheers", "evening", "asking", "wondering"}
    # slips of the words a question begins with
    | {"wen", "whn", "wat", "waht", "wht", "wich", "whcih", "wher", "hwo", "woh", "hw", "wy", "whos", "whats", "whens"}
)
_BEGINS = re.compile(r"(?:^|[.!?:;]|\n)\W*$")
_OFTEN_SAID = 40_000_000


def may_hold_name(text: str) -> bool:
    """Whether a text has a word that can be a name: capitalised inside a sentence, rare at its start, or unknown."""
    return any(_may_be_name(found, text) for found in _WORD.finditer(text))


def is_no_name(text: str) -> bool:
    """Whether a text that looks like a name holds only words that are none: "Wen" for when."""
    return all(word.lower() in _NO_NAMES for word in _WORD.findall(text))


def _may_be_name(found: re.Match[str], text: str) -> bool:
    word = found.group()
    lower = word.lower().split("'")[0]
    if lower in _NO_NAMES or lower in FIELD_WORDS:
        return False
    said = how_often_said(lower)
    if word[0].isupper():
        return said < _OFTEN_SAID or not _BEGINS.search(text[: found.start()])
    return said == 0 and len(lower) >= _SHORTEST


def how_often_said(word: str) -> int:
    """How often a word in small letters is written in English; 0 for what is no English word."""
    return _counts().get(word, 0)


@cache
def _counts() -> dict[str, int]:
    """How often each usual English word is written (the word list of symspellpy)."""
    path = package_folder("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with path.open(encoding="utf-8-sig") as lines:
        told = (line.split() for line in lines)
        return {word: int(count) for word, count in told}
