"""Where the question stands in a long message: people tell a story first and ask at its end."""

from __future__ import annotations

import re
from functools import lru_cache

from secondment.text.elsewhere import plainly
from secondment.text.normalise import tidy
from secondment.text.swearing import without_swearing

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ASKING = re.compile(
    r"^(?:(?:and|but|so|or|ok|then|please|now|well|also|oh|hm+|one more(?: thing)?|last one)[, ]+)*"
    r"(who|whom|whose|what|when|where|which|why|how|is|are|am|was|were|do|does|did|can|could|will|would|should|shall"
    r"|may|might|must|ought|has|have|had|tell me|explain|i (just |only |really )?(want|need) to know|i wonder"
    r"|i would like to know|i'd like to know|any (idea|chance|news))\b",
    re.IGNORECASE,
)
LONG_WORDS = 18
_CLOSING_WORDS = 60
_PART_WORDS = 30
_STRETCH_WORDS = 50
_JUST_NOW = 64  # a message is read for several ends, one after the other


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed, without empty ones."""
    return [part.strip() for part in _SENTENCE.findall(tidy(text)) if part.strip(" .!?")]


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something: a question mark, or the words a question begins with."""
    return sentence.rstrip().endswith("?") or bool(_ASKING.match(sentence))


def focus(text: str) -> str:
    """The part of a message that asks: the last question of a long one, the whole of a short one."""
    parts = sentences(text)
    if len(parts) < 2:
        return tidy(text)
    asking = [part for part in parts if is_question(part)]
    if not asking:
        return parts[-1] if len(text.split()) > LONG_WORDS else tidy(text)
    return asking[-1]


def closing(text: str, most_words: int = _CLOSING_WORDS) -> str:
    """What a message ends with: its last sentences of so many words together, or of one longer sentence the last words.

    A story of some length says in its last sentences what it is about; the encoder would read its beginning only.
    Swearing is left out: it is no part of what is asked.
    """
    told = without_swearing(tidy(text))
    if len(told.split()) <= most_words:
        return told
    kept: list[str] = []
    for sentence in reversed(sentences(told)):
        if sum(len(one.split()) for one in (sentence, *kept)) > most_words:
            break
        kept.insert(0, sentence)
    return " ".join(kept) or " ".join(told.split()[-most_words:])


def asking(text: str) -> str:
    """The part of a message that asks, of one told without a full stop its last words."""
    return closing(focus(text), _PART_WORDS)


@lru_cache(_JUST_NOW)
def stretches(text: str) -> tuple[str, ...]:
    """A story in parts of some words, each followed by what asks, the last part first; nothing for a shorter text.

    What a question at the end leans on ("could they come after me for that money?") may stand anywhere before it.
    """
    told = without_swearing(tidy(text)).split()
    if len(told) <= _CLOSING_WORDS:
        return ()
    asks = asking(text)
    before = told[: max(1, len(told) - len(asks.split()))]
    parts = (before[max(0, end - _STRETCH_WORDS) : end] for end in range(len(before), 0, -_STRETCH_WORDS))
    return tuple(" ".join((*part, asks)) for part in parts)


@lru_cache(_JUST_NOW)
def views(text: str) -> tuple[str, ...]:
    """The views under which a message is understood, without repeats.

    What it ends with (of a short one the whole), the part that asks, and that part in plain words where it uses the
    terms of another country.
    """
    part = asking(text)
    return tuple(dict.fromkeys((closing(text), part, plainly(part))))
