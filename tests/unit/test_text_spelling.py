"""Typing errors are mended before the meaning is looked for."""

from __future__ import annotations

import pytest

from secondment.text.spelling import Speller


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my secondmnet ends", "my secondment ends"),
        ("who pays my sallary", "who pays my salary"),
        ("annual leeave", "annual leave"),
        ("whopays for travel", "who pays for travel"),
        ("the end ofmy stay", "the end of my stay"),
        ("is itthe host", "is it the host"),
        ("the day befor i go", "the day before i go"),
    ],
)
def test_a_typing_error_is_mended(speller: Speller, typed: str, meant: str) -> None:
    """A word no dictionary knows becomes the one clearly near it, or two where the space was lost."""
    assert meant == speller.mend(typed)


@pytest.mark.parametrize("text", ["does the secondee keep the payslip", "what about a CV and an NDA", "the a1 form"])
def test_words_of_the_field_are_left_alone(speller: Speller, text: str) -> None:
    """A general word list must not mend the field's own words away."""
    assert text == speller.mend(text)


def test_names_inside_a_sentence_are_left_alone(speller: Speller) -> None:
    """A capital letter inside a sentence marks a name."""
    assert "does Przybylski manage me" == speller.mend("does Przybylski manage me")


def test_gibberish_stays_as_typed(speller: Speller) -> None:
    """Where nothing is near nothing is made up."""
    assert "xqzvkwjh" == speller.mend("xqzvkwjh")


def test_extra_words_are_known() -> None:
    """A company can hand in words of its own."""
    text = "what is the zynthoria"

    assert text == Speller(["zynthoria"]).mend(text)
