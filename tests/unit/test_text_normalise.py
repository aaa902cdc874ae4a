"""One plain form of what people write."""

from __future__ import annotations

import pytest

from secondment.text.normalise import canonical, same_message, tidy, words


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("who’s", "who's"), ("“home”", '"home"'), ("a\u00a0b\n c", "a b c"), ("host – home", "host - home")],
)
def test_typographic_signs_become_plain_ones(typed: str, plain: str) -> None:
    """Quotes, dashes and spaces have one form; the wording stays."""
    assert plain == tidy(typed)


def test_chat_shorthand_is_written_out() -> None:
    """What people type on a phone is read as the words it stands for."""
    told = words("cant u tell me abt my mgr")

    assert ("cannot", "you", "tell", "me", "about", "my", "manager") == told


def test_variants_of_a_term_become_the_one_the_knowledge_uses() -> None:
    """Lexical evidence must not depend on which word of the field somebody knows."""
    assert canonical("my wages") == canonical("my salary")


def test_forms_of_a_word_meet() -> None:
    """Plural and -ing forms count as the same word."""
    assert canonical("extended secondments") == canonical("extending secondment")


def test_short_words_keep_their_ending() -> None:
    """Cutting endings must not merge different words."""
    assert canonical("less") != canonical("le")


def test_case_and_punctuation_do_not_make_another_message() -> None:
    """The key of a message tells duplicates apart from different questions."""
    assert same_message("Who pays me?") == same_message("who  pays me!!")


def test_another_word_makes_another_message() -> None:
    """Two questions that differ in a word are two messages."""
    assert same_message("who pays me") != same_message("who paid me")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("👍", "thumbs up sign"),
        ("👍🏽👍🏽", "thumbs up sign"),
        ("❤️", "heavy black heart"),
        ("ok 👍", "ok 👍"),
        ("?!", "?!"),
        ("你好", "你好"),
    ],
)
def test_signs_alone_are_told_by_name(typed: str, told: str) -> None:
    """Else they would be no message at all; beside words they stay what they are."""
    assert told == tidy(typed)
