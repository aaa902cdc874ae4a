"""Typing errors are mended before the meaning is looked for (SymSpell, Garbe 2012, with its English word lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from secondment.text.encoder import package_folder
from secondment.text.normalise import SHORTHAND, SYNONYMS, tidy

_TOKEN = re.compile(r"[A-Za-z][A-Za-z']*")
_OFTEN = 20_000_000
_USUAL = 5_000_000
_RARE = 40_000
_FOLLOW = 10_000_000
_FAR_MORE = 3
_SHORTEST = 4
_LONG = 6
# words that may stand alone as one letter
_LETTERS = frozenset({"a", "i"})

# Words of the field that a general list lacks or counts as rare; without them they would be "mended" away.
FIELD_WORDS = frozenset(
    {"secondment", "secondments", "secondee", "secondees", "seconded", "seconder", "onboarding", "offboarding"}
    | {"payslip", "payroll", "backfill", "deputation", "detachment", "expat", "expats", "repatriation", "equalisation"}
    | {"appraisal", "mentor", "mentoring", "mentorship", "nda", "ndas", "intranet", "freelancer", "assignee"}
    | {"assignees", "totalization", "recharge", "recharged", "host", "hosts", "vat", "hr", "cv"}
)


class Speller:
    """Mends words that no dictionary knows, when one known word is clearly near; everything else stays as typed."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        from symspellpy import SymSpell

        self._symspell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        path = package_folder("symspellpy") / "frequency_dictionary_en_82_765.txt"
        self._symspell.load_dictionary(str(path), term_index=0, count_index=1, encoding="utf-8-sig")
        for word in {*FIELD_WORDS, *(word for value in SYNONYMS.values() for word in value.split())}:
            self._symspell.create_dictionary_entry(word, _OFTEN)
        for word in extra:
            if word not in self._symspell.words:
                self._symspell.create_dictionary_entry(word, _RARE * 10)
        self.mend = lru_cache(maxsize=4096)(self._mend)

    def _mend(self, text: str) -> str:
        """The text with its typing errors mended; names (capital letters inside a sentence) are left alone."""
        text = tidy(text)
        return _TOKEN.sub(lambda found: self._word(found.group(), text, found.start()), text)

    def _word(self, word: str, text: str, at: int) -> str:
        lower = word.lower()
        if len(word) < _SHORTEST or lower in SHORTHAND or lower.split("'")[0] in self._symspell.words or word.isupper():
            return word
        if word[0].isupper() and any(letter.islower() for letter in text[:at]):
            return word
        name = word[0].isupper()
        near = self._nearest(lower, 1, name=name)
        pair = self._pair(lower)
        # "ofmy" lost a space and "befor" a letter: what is said far more often was meant
        if pair and self._follow[pair] > _FAR_MORE * (self._symspell.words[near] if near else 0):
            return pair
        # "leeave" is a slip in "leave" rather than "lee" and "ave"; only a much used word wins over a lost space
        if near and self._symspell.words[near] >= _USUAL:
            return near
        reach = 1 if name or len(lower) < _LONG else 2
        return self._split(lower) or near or self._nearest(lower, reach, name=name) or word

    def _nearest(self, lower: str, distance: int, *, name: bool) -> str | None:
        from symspellpy import Verbosity

        found = self._symspell.lookup(lower, Verbosity.CLOSEST, max_edit_distance=distance)
        likely = [told for told in found if told.count >= _RARE and (not name or told.term[0] == lower[0])]
        # Typing errors rarely change the first letter; among equally near words one that keeps it is preferred.
        likely.sort(key=lambda told: (told.distance, told.term[0] != lower[0], -told.count))
        return likely[0].term if likely else None

    @cached_property
    def _follow(self) -> dict[str, int]:
        """How often two words follow each other, as "left right"; read when a word first needs it."""
        path = package_folder("symspellpy") / "frequency_bigramdictionary_en_243_342.txt"
        with path.open(encoding="utf-8-sig") as lines:
            told = (line.rpartition(" ") for line in lines)
            return {pair: int(count) for pair, _, count in told}

    def _pair(self, lower: str) -> str | None:
        """Two words that often follow each other and were typed without the space between them."""
        pairs = [(lower[:at], lower[at:]) for at in range(1, len(lower))]
        said = [f"{left} {right}" for left, right in pairs if self._are_words(left, right)]
        best = max(said, key=lambda pair: self._follow.get(pair, 0), default="")
        return best if self._follow.get(best, 0) >= _FOLLOW else None

    @staticmethod
    def _are_words(*parts: str) -> bool:
        return all(len(part) > 1 or part in _LETTERS for part in parts)

    def _split(self, lower: str) -> str | None:
        """Two often used words that were typed without the space between them."""
        pairs = [(lower[:at], lower[at:]) for at in range(2, len(lower) - 2)]
        counts = self._symspell.words
        rated = [(min(counts.get(left, 0), counts.get(right, 0)), left, right) for left, right in pairs]
        best = max(rated, default=(0, "", ""))
        return f"{best[1]} {best[2]}" if best[0] >= _USUAL else None
