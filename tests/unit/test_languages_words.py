"""The lists of words by language: of which languages they are, and what English shares with them."""

from __future__ import annotations

import pytest

from secondment.languages.words import are_english, counted, is_english, languages_of, tells


def test_a_word_is_of_every_language_that_lists_it() -> None:
    """A key may name several languages, and several keys the same word."""
    assert {"hr", "bs"} == languages_of("gdje")
    assert {"it", "fr", "es"} <= languages_of("tu")


@pytest.mark.parametrize("word", ["C’est", "jusqu'où", "WER"])
def test_capitals_and_apostrophes_do_not_hide_a_word(word: str) -> None:
    """Of a word with an apostrophe either side counts."""
    assert languages_of(word)


@pytest.mark.parametrize("word", ["de", "und", "van", "secondment", "Rotterdam"])
def test_words_of_names_and_terms_are_of_no_language(word: str) -> None:
    """As in "Müller und Meier" or "van der Berg" and in what is only English."""
    assert set() == languages_of(word)


def test_words_are_counted_for_each_language() -> None:
    """Whatever else stands in the text."""
    count = counted("Wer zahlt das, secondee? Wann?")

    assert 3 == count["de"]
    assert "fr" not in count


@pytest.mark.parametrize(("word", "expected"), [("salary", True), ("men", True), ("zahlt", False), ("que", False)])
def test_a_word_is_english_unless_only_another_language_claims_it(word: str, *, expected: bool) -> None:
    """The English word list also holds what is often quoted."""
    assert expected == is_english(word)


@pytest.mark.parametrize("word", ["me", "was", "kim", "die"])
def test_a_word_written_in_english_too_speaks_for_no_language(word: str) -> None:
    """Neither a name does."""
    assert set() == tells(word)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("who zahlt das denn", True),
        ("visa tax salary wann", True),
        ("wer zahlt die visa", False),
        ("Qui paie mon visa", False),
    ],
)
def test_words_are_english_when_most_are_or_some_are_english_alone(words: str, *, expected: bool) -> None:
    """Then no language model is asked."""
    assert expected == are_english(words.split())
