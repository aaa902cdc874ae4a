"""Where a text can hold a name at all."""

from __future__ import annotations

import pytest

from secondment.text.names import is_no_name, may_hold_name


@pytest.mark.parametrize(
    "text",
    [
        "when does Sarah finish",
        "Bruno extended, yes?",
        "I asked. Rose's last day?",
        "what does priyanka earn",
        "ask Żaneta about it",
    ],
)
def test_a_capital_inside_a_rare_beginning_or_an_unknown_word_can_be_a_name(text: str) -> None:
    """Then names are looked for."""
    assert may_hold_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "who pays me while i am away",
        "Could you tell me when it ends? Sorry to ask.",
        "Hi, is HR told of my VAT number in the UK?",
        "I've paid the babysitter, I'm broke",
        "are secondees paid by payroll",
        "",
    ],
)
def test_everyday_words_hold_no_name(text: str) -> None:
    """A recogniser would find people in them."""
    assert not may_hold_name(text)


def test_slips_of_question_words_are_no_names() -> None:
    """A recogniser takes them for some at the start of a message."""
    assert is_no_name("Wen")
    assert not is_no_name("Wen Li")
