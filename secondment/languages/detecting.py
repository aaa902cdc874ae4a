"""Telling the language of a message, where it is plainly not English.

The assistant reads English only, so a mistake either way is not alike: an English message taken for a foreign one goes
without its answer, a foreign one that is missed gets the fallback it would get anyway. So everything must agree before
a message counts as foreign: the language is likely (`_SURE`, `_SURER` for up to three words), English is next to
impossible, hardly a word and no sentence of it is English. Where fewer than two words speak for the language, it must
also stay foreign without its longest words, which in an English message are the names and terms of elsewhere
("what is the Entsendebescheinigung?"); two words alone need one that speaks for it.
"""

from __future__ import annotations

import re
import unicodedata

from secondment.languages.chances import LANGUAGES, Chances, likeliest, together
from secondment.languages.words import ENGLISH, are_english, is_english, languages_of, tells

_READ_CHARACTERS = 1000
_LEAST_LETTERS = 3
_LEAST_WORDS = 2
_LEAST_PLAIN = 2
_FEW_WORDS = 3
_LEAST_SENTENCE = 3
_SURE, _SURER = 0.5, 0.75
_HARDLY_ENGLISH, _NOT_ENGLISH = 0.06, 0.01
_ENGLISH_IN_REST = 0.2
_LIKELY_ENGLISH = 0.5

# what is no language: addresses, and anything with a digit in it
_NO_WORDS = re.compile(r"\S*(?:@|://)\S*|\S*\d\S*")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"“”»]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+")


class Languages:
    """Tells the language of messages; its models are loaded when the first message comes (`warm` does it before)."""

    def __init__(self) -> None:
        self._chances = Chances()

    def language(self, text: str) -> str | None:
        """The code of a message's language, `en` for one that is answered in English; None when it may be English."""
        read = _NO_WORDS.sub(" ", text[:_READ_CHARACTERS])
        letters = [character for character in read if character.isalpha()]
        foreign = [character for character in letters if not _is_latin(character)]
        if len(foreign) >= _LEAST_LETTERS and 2 * _weight(foreign) > _weight(letters):
            return self._not_latin("".join(one if not _is_latin(one) else " " for one in read))
        return self._latin(read)

    def warm(self) -> None:
        """Load the models, so that the first message need not wait for them."""
        self.language("Wer zahlt mein Gehalt?")

    def _not_latin(self, text: str) -> str:
        chances = self._chances.of(text)
        code = likeliest(chances)
        return code if chances[code] >= _SURE and code in LANGUAGES else ENGLISH

    def _latin(self, read: str) -> str | None:
        """The language of a message in Latin letters, read as a whole and, where that leaves it open, without names."""
        unquoted = _QUOTED.sub(" ", read)
        text = unquoted if len(_WORD.findall(unquoted)) >= _LEAST_WORDS else read
        words = _WORD.findall(text.lower() if text.isupper() else text)
        if not _mostly_plain(words):
            return None
        unnamed = [word for place, word in enumerate(words) if place == 0 or word[0].islower()]
        code = self._foreign(words) or (self._foreign(unnamed) if len(unnamed) < len(words) else None)
        return None if code is None or self._has_english_sentence(text) else code

    def _foreign(self, words: list[str]) -> str | None:
        """The language of words that are plainly not English."""
        if len(words) < _LEAST_WORDS or are_english(words):
            return None
        chances = self._chances.of(" ".join(words))
        code = likeliest(chances)
        if code == ENGLISH or not self._is_sure(words, code, chances):
            return None
        return code if code in LANGUAGES else ENGLISH

    def _is_sure(self, words: list[str], code: str, chances: dict[str, float]) -> bool:
        """Whether enough speaks for a language and against English; the fewer of its words are known, the more."""
        telling, few = sum(code in tells(word) for word in words), len(words) <= _FEW_WORDS
        if telling == 0 and len(words) == _LEAST_WORDS:
            return False
        enough = _SURER if few or telling == 0 else _SURE
        if together(chances, code) < enough or chances[ENGLISH] > (_HARDLY_ENGLISH if telling else _NOT_ENGLISH):
            return False
        return telling > 1 or (not (few and _has_english_word(words, code)) and self._stays_foreign(words))

    def _has_english_sentence(self, text: str) -> bool:
        """Whether a sentence of the text is English by itself: "Guten Tag. When does it end?"."""
        told = [_WORD.findall(part) for part in _SENTENCE.findall(text)]
        return any(self._english(words) > _LIKELY_ENGLISH for words in told if len(words) >= _LEAST_SENTENCE)

    def _stays_foreign(self, words: list[str]) -> bool:
        rest = _without_terms(words)
        if len(rest) < _LEAST_PLAIN:
            return True
        chances = self._chances.of(" ".join(rest))
        return likeliest(chances) != ENGLISH and chances[ENGLISH] <= _ENGLISH_IN_REST

    def _english(self, words: list[str]) -> float:
        return self._chances.of(" ".join(words))[ENGLISH]


def _is_latin(character: str) -> bool:
    return character < "\u0250" or "LATIN" in unicodedata.name(character, "")


def _mostly_plain(words: list[str]) -> bool:
    """Whether there are enough words that are no names: "Frankfurt am Main" is no German message."""
    plain = sum(
        word[0].islower() or (place == 0 and bool(languages_of(word) - {ENGLISH})) for place, word in enumerate(words)
    )
    return plain >= _LEAST_PLAIN and 3 * plain >= len(words)


def _weight(letters: list[str]) -> int:
    """How much letters say: one of a wide script stands for a syllable or a word, and counts twice."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


def _has_english_word(words: list[str], code: str) -> bool:
    """Whether one of a few words is English and none of that language: "wann visa"."""
    return any(is_english(word) and code not in languages_of(word) for word in words)


def _without_terms(words: list[str]) -> list[str]:
    """The words without those most likely borrowed: every accented one, and of the others the longest.

    At least a third (rounded up) goes; the order of the rest stays.
    """
    accented = sum(not word.isascii() for word in words)
    count = max(accented, -(-len(words) // 3))
    order = sorted(range(len(words)), key=lambda place: (words[place].isascii(), -len(words[place])))
    gone = set(order[:count])
    return [word for place, word in enumerate(words) if place not in gone]
