"""Made-up articles and a made-up encoder, to see how retrieval grows. Seeded: the same numbers make the same texts."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from secondment.knowledge.article import Article

Vector = np.ndarray[Any, Any]
_SEED = 20261121
_SLOTS = 1 << 15
_WORD = re.compile(r"[a-z0-9]+")
_WHO = "manager secondee host mentor sponsor colleague director analyst engineer trainee officer adviser"
_DOES = "approve record review extend cancel report replace insure refund measure sign share move plan check"
_WHAT = (
    "budget contract laptop badge salary bonus holiday visa flat school pension report objective review handover "
    "allowance insurance timesheet invoice permit training appraisal notice desk phone car ticket deposit licence form"
)
_HOW = "early late twice quietly remotely formally jointly monthly yearly again"
_WHERE = "abroad town office home lab plant warehouse campus court ministry hospital port studio branch"
_ASK = ("how does the {} {} the {} {}", "who has to {1} a {2} in the {4}", "when may the {0} {1} the {2}")


class HashedEncoder:
    """A stand-in for the sentence encoder: each word hashes to a fixed direction, a text is the sum of its words.

    What is measured is retrieval, not encoding; the real model would take hours for the largest number of articles.
    """

    dimensions = 384
    fingerprint = "hashed words"

    def __init__(self) -> None:
        table = np.random.default_rng(_SEED).standard_normal((_SLOTS, self.dimensions), dtype=np.float32)
        self._table = table / np.linalg.norm(table, axis=1, keepdims=True)

    def encode(self, texts: Sequence[str]) -> Vector:
        """Unit vectors of the texts, shape (len(texts), dimensions), float32."""
        told = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            slots = [zlib.crc32(word.encode()) % _SLOTS for word in _WORD.findall(text.lower())] or [0]
            told[row] = self._table[slots].sum(0)
        unit: Vector = told / np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-9)
        return unit


def articles(number: int) -> list[Article]:
    """That many articles with three questions and one passage each; every one has a name of its own in its texts."""
    return list(_articles(number))


def _articles(number: int) -> Iterator[Article]:
    chance = random.Random(_SEED)
    kinds = [words.split() for words in (_WHO, _DOES, _WHAT, _HOW, _WHERE)]
    for at in range(number):
        name = _name(at)
        parts = [chance.choice(words) for words in kinds]
        questions = tuple(f"{ask.format(*parts)} {name}?" for ask in _ASK)
        who, does, what, how, where = parts
        answer = f"At {name} the {who} may {does} the {what} {how} in the {where}. Ask {name} before you {does} it."
        yield Article(
            id=f"made-up-{at}",
            title=f"The {what} of {name}",
            topic="planning_considerations",
            questions=questions,
            asked=(),
            answer=answer,
            sections={},
            audience=(),
            forms=(),
            jurisdictions=(),
            sources=(),
            owner="nobody",
            reviewed=date(2026, 1, 1),
            review_every_months=12,
            related=(),
            record_fields=(),
            path=Path("made-up.md"),
        )


def _name(number: int) -> str:
    """A pronounceable name for a number: `Bakedo`."""
    told = ""
    for _ in range(3):
        number, consonant = divmod(number, 16)
        number, vowel = divmod(number, 5)
        told += "bcdfghjklmnprstv"[consonant] + "aeiou"[vowel]
    return told.capitalize()
