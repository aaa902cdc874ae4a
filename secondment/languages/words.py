"""Which languages a word belongs to, by the lists in `words.yml` and the English word list of symspellpy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from secondment.text.encoder import package_folder

ENGLISH = "en"
_ANY = "mul"  # ISO 639's code for several languages: words of names and terms, which speak for none
_OFTEN_WRITTEN = 5_000_000
_ENGLISH_SHARE = 1 / 7
_WORD = re.compile(r"[^\s.,;:!?¿¡؟،…()\[\]\"„“”«»।/-]+")

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


def languages_of(word: str) -> frozenset[str]:
    """The codes of the languages that have a word in their list; of "s'acaba" either side of the apostrophe counts."""
    word = word.lower().replace("’", "'")
    for part in (word, *word.split("'")):
        if part in _listed():
            return _listed()[part] - {_ANY}
    return frozenset()


def counted(text: str) -> dict[str, int]:
    """How many words of a text each language has in its list, for the languages that have one."""
    count: dict[str, int] = defaultdict(int)
    for word in _WORD.findall(text):
        for code in languages_of(word):
            count[code] += 1
    return count


def is_english(word: str) -> bool:
    """Whether a word is often written in English, and in no other language's list unless English shares it."""
    word = word.lower()
    return word in _often_written() and (word not in _listed() or ENGLISH in _listed()[word])


def tells(word: str) -> frozenset[str]:
    """The languages a word speaks for: none when it is written in English too."""
    found = languages_of(word)
    return frozenset() if ENGLISH in found or word.lower() in _often_written() else found


def are_english(words: Sequence[str]) -> bool:
    """Whether words are English by themselves: some are of English alone, or most are often written in it."""
    alone = sum(word.lower() in _ENGLISH_WORDS for word in words)
    return alone >= _ENGLISH_SHARE * len(words) or 2 * sum(is_english(word) for word in words) > len(words)


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Each listed word with the codes it stands under."""
    text = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    codes: dict[str, set[str]] = defaultdict(set)
    for under, words in yaml.safe_load(text).items():
        for word in words.split():
            codes[word] |= set(under.split())
    return {word: frozenset(found) for word, found in codes.items()}


@cache
def _often_written() -> frozenset[str]:
    """The usual words of English (the word list of symspellpy)."""
    path = package_folder("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with path.open(encoding="utf-8-sig") as lines:
        told = (line.split() for line in lines)
        return frozenset(word for word, count in told if int(count) >= _OFTEN_WRITTEN)
