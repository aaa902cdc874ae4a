"""Which language a message is in, where it is plainly not English.

The assistant reads English only, so a mistake either way is not alike: an English message taken for a foreign one goes
without its answer, a foreign one that is missed gets the fallback it would get anyway. So everything must agree before
a message counts as foreign: the detector is sure (`_SURE`, `_SURER` for three words), English is next to impossible,
hardly a word and no sentence of it is English, and it stays foreign without its longest words, which in an English
message are the names and terms of elsewhere ("what is the Entsendebescheinigung?").
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Any

ENGLISH = "en"
# Norwegian is written as Bokmål by nearly everybody; lingua knows it as such
LANGUAGES = (
    "ar", "cs", "da", "de", "el", "es", "fi", "fr", "hi", "hu", "it", "ja", "nb", "nl", "pl", "pt", "ro", "ru", "sv",
    "tr", "uk", "zh",
)  # fmt: skip

_READ_CHARACTERS = 1000
_LEAST_LETTERS = 3
_LEAST_WORDS = 3
_LEAST_PLAIN = 2
_FEW_WORDS = 3
_SURE, _SURER = 0.5, 0.75
_HARDLY_ENGLISH = 0.06
_ENGLISH_IN_REST = 0.2
_LIKELY_ENGLISH = 0.5
_ENGLISH_SHARE = 1 / 7

# words of English that are none in the other languages of this alphabet, or hardly one: not "pays" (a country in
# French), "give" (Danish), "taken" (tasks in Dutch), "want" (because in Dutch), "are" (has in Romanian)
_ENGLISH_WORDS = frozenset({
    "the", "what", "who", "when", "where", "why", "how", "which", "whose", "between", "does", "did", "would",
    "should", "could", "with", "from", "about", "or", "and", "it", "you", "your", "this", "that", "these", "if",
    "any", "same", "english", "they", "them", "their", "there", "then", "than", "been", "being", "because", "while",
    "before", "after", "during", "until", "without", "whether", "through", "into", "his", "she", "he's", "she's",
    "it's", "that's", "i'm", "i've", "i'd", "i'll", "we're", "they're", "you're", "don't", "doesn't", "didn't",
    "can't", "won't", "isn't", "what's", "who's", "everyone", "everybody", "somebody", "nobody", "anybody", "anyone",
    "someone", "something", "anything", "nothing", "everything", "were", "gets", "getting", "got", "takes", "makes",
    "know", "knows", "think", "need", "needs", "wants", "tell", "told", "said", "says", "asked", "paid", "paying",
    "work", "works", "working", "year", "years", "month", "months", "weeks", "days", "people", "leave", "back",
    "again", "always", "never", "ever", "every", "each", "both", "other", "another", "some", "many", "much", "only",
    "going", "goes", "went", "came", "coming", "keep", "keeps", "kept",
})  # fmt: skip
# what is no language: addresses, and anything with a digit in it
_NO_WORDS = re.compile(r"\S*(?:@|://)\S*|\S*\d\S*")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"“”»]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+")


class Languages:
    """Tells the language of messages; its models are loaded when the first message comes (`warm` does it before)."""

    def language(self, text: str) -> str | None:
        """The code of a message's language, `en` for a script nobody here reads; None when it may be English."""
        read = _NO_WORDS.sub(" ", text[:_READ_CHARACTERS])
        letters = [character for character in read if character.isalpha()]
        foreign = [character for character in letters if not _is_latin(character)]
        if len(foreign) >= _LEAST_LETTERS and 2 * _weight(foreign) > _weight(letters):
            code, chance = self._likeliest("".join(one if not _is_latin(one) else " " for one in read))
            return code if chance >= _SURE else ENGLISH
        return self._latin(read)

    def warm(self) -> None:
        """Load the models, so that the first message need not wait for them."""
        self.language("Wer zahlt mein Gehalt?")

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
        if len(words) < _LEAST_WORDS or _has_english_words(words):
            return None
        text = " ".join(words)
        code, chance = self._likeliest(text)
        sure = chance >= (_SURER if len(words) <= _FEW_WORDS else _SURE) and self._english(text) <= _HARDLY_ENGLISH
        return code if sure and code != ENGLISH and self._stays_foreign(words) else None

    def _has_english_sentence(self, text: str) -> bool:
        """Whether a sentence of the text is English by itself: "Guten Tag. When does it end?"."""
        told = [_WORD.findall(part) for part in _SENTENCE.findall(text)]
        return any(self._english(" ".join(words)) > _LIKELY_ENGLISH for words in told if len(words) >= _LEAST_WORDS)

    def _stays_foreign(self, words: list[str]) -> bool:
        rest = _without_terms(words)
        if len(rest) < _LEAST_PLAIN:
            return True
        left = " ".join(rest)
        return self._likeliest(left)[0] != ENGLISH and self._english(left) <= _ENGLISH_IN_REST

    def _likeliest(self, text: str) -> tuple[str, float]:
        best = self._detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), float(best.value)

    def _english(self, text: str) -> float:
        from lingua import Language

        return float(self._detector.compute_language_confidence(text, Language.ENGLISH))

    @cached_property
    def _detector(self) -> Any:
        """All its models: with the small ones alone (low accuracy) broken English is taken for other languages."""
        from lingua import IsoCode639_1, LanguageDetectorBuilder

        codes = [IsoCode639_1.from_str(code) for code in (ENGLISH, *LANGUAGES)]
        return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def _is_latin(character: str) -> bool:
    return character < "\u0250" or "LATIN" in unicodedata.name(character, "")


def _mostly_plain(words: list[str]) -> bool:
    """Whether there are enough words that are no names: "Frankfurt am Main" is no German message."""
    plain = sum(word[0].islower() for word in words)
    return plain >= _LEAST_PLAIN and 3 * plain >= len(words)


def _weight(letters: list[str]) -> int:
    """How much letters say: one of a wide script stands for a syllable or a word, and counts twice."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


def _has_english_words(words: list[str]) -> bool:
    count = sum(word.lower() in _ENGLISH_WORDS for word in words)
    return count >= _ENGLISH_SHARE * len(words)


def _without_terms(words: list[str]) -> list[str]:
    """The words without those most likely borrowed: every accented one, and of the others the longest.

    At least a third (rounded up) goes; the order of the rest stays.
    """
    accented = sum(not word.isascii() for word in words)
    count = max(accented, -(-len(words) // 3))
    order = sorted(range(len(words)), key=lambda place: (words[place].isascii(), -len(words[place])))
    gone = set(order[:count])
    return [word for place, word in enumerate(words) if place not in gone]
