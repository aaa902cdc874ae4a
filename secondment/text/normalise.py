"""One plain form of what people write, for comparing: case, quotes, chat shorthand, spelling, field synonyms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
# letters that are no others with an accent
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
)
_WORD = re.compile(r"[a-z0-9][a-z0-9'&-]*")
_SAYS_SOMETHING = re.compile(r"\w")
_MOST_SIGNS = 8
_JUST_NOW = 64  # a message and its parts are tidied for many ends, one after the other

# Chat shorthand, as in messages typed on a phone.
SHORTHAND = {
    "u": "you", "ur": "your", "r": "are", "ppl": "people", "pls": "please", "plz": "please", "thx": "thanks",
    "abt": "about", "bc": "because", "cuz": "because", "cos": "because", "coz": "because",
    "w/": "with", "w/o": "without",
    "wot": "what", "wat": "what", "whats": "what is", "wats": "what is", "whos": "who is", "hows": "how is",
    "wheres": "where is", "whens": "when is", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would",
    "dont": "do not", "doesnt": "does not", "cant": "cannot", "wont": "will not", "isnt": "is not",
    "arent": "are not", "didnt": "did not", "gonna": "going to", "gona": "going to", "wanna": "want to",
    "gotta": "have to",
    "gimme": "give me", "lemme": "let me", "dunno": "do not know", "kinda": "kind of", "tho": "though",
    "thru": "through",
    "btw": "by the way", "asap": "soon", "hr": "hr", "mgr": "manager", "mngr": "manager", "org": "organisation",
    "orgs": "organisations", "dept": "department", "yr": "year", "yrs": "years", "mth": "month", "mths": "months",
    "wk": "week", "wks": "weeks", "wfh": "work from home", "biz": "business", "co": "company", "comp": "company",
    "info": "information", "docs": "documents", "b4": "before", "2": "2", "4": "4", "y": "why", "k": "ok",
    "ain't": "is not", "aint": "is not", "innit": "is it not", "til": "until", "till": "until",
}  # fmt: skip

# Variants of the field's terms, mapped to the one the knowledge base uses (domain notes, section e).
SYNONYMS = {
    "secundment": "secondment", "seconment": "secondment", "sekondment": "secondment", "secondement": "secondment",
    "secondmant": "secondment", "secondent": "secondment", "secondmet": "secondment", "secondmnet": "secondment",
    "loanee": "secondee", "detailee": "secondee", "assignee": "secondee",
    "seconder": "home organisation", "sending": "home", "parent": "home", "releasing": "home", "lending": "home",
    "receiving": "host", "borrowing": "host", "destination": "host",
    "repatriation": "return", "repat": "return", "reintegration": "return",
    "renewal": "extension", "renew": "extend", "prolong": "extend", "prolongation": "extension",
    "induction": "onboarding", "appraisal": "performance review", "pdr": "performance review",
    "wage": "salary", "wages": "salary", "paycheck": "salary", "paycheque": "salary",
    "holiday": "leave", "holidays": "leave", "vacation": "leave",
    "recoupment": "recharge", "e101": "a1", "coc": "certificate of coverage", "totalization": "certificate of coverage",
    "equalization": "equalisation", "organization": "organisation", "organizations": "organisations",
    "organizational": "organisational", "program": "programme", "programs": "programmes", "labor": "labour",
    "behavior": "behaviour", "color": "colour", "license": "licence",
}  # fmt: skip


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit of any script."""
    return bool(_SAYS_SOMETHING.search(text))


@lru_cache(_JUST_NOW)
def tidy(text: str) -> str:
    """The text with uniform quotes, dashes and spaces; case and wording stay. Signs alone (👍) are told by name."""
    told = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_QUOTES)).strip()
    return told if says_something(told) else _named(told)


def _named(signs: str) -> str:
    """The first symbols by their Unicode names, once each ("thumbs up sign"); anything else as it stands."""
    names = [unicodedata.name(sign, "").lower() for sign in signs[:_MOST_SIGNS] if unicodedata.category(sign) == "So"]
    return " ".join(dict.fromkeys(filter(None, names))) or signs


def without_accents(text: str) -> str:
    """The text in plain letters where it is written with Latin ones: "Stanisław" as "Stanislaw"."""
    return unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with chat shorthand written out."""
    found: list[str] = []
    for word in _WORD.findall(tidy(text).lower()):
        found.extend(SHORTHAND.get(word, word).split())
    return tuple(found)


@lru_cache(maxsize=8192)
def canonical(text: str) -> tuple[str, ...]:
    """The words of a text with the field's synonyms replaced and plain endings cut, for lexical evidence."""
    found: list[str] = []
    for word in words(text):
        found.extend(_stems(word))
    return tuple(found)


def same_message(text: str) -> str:
    """A key under which two writings of the same message are equal: no case, punctuation or spaces that differ."""
    return " ".join(_WORD.findall(tidy(text).lower()))


@lru_cache(maxsize=65_536)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(_stem(part) for part in SYNONYMS.get(word, word).split())


def _stem(word: str) -> str:
    """A light English stem: plural and -ing/-ed endings; enough to match forms without merging different words."""
    word = word.removesuffix("'s").strip("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
