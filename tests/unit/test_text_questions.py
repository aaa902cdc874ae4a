"""Messages that ask more than one thing."""

from __future__ import annotations

import pytest

from secondment.text.questions import questions_in


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Who pays me? Do I need a visa?", ("Who pays me?", "Do I need a visa?")),
        ("who pays me and can I extend my stay", ("who pays me", "can I extend my stay")),
        ("I start in May. Who is my mentor? And who pays my rent?", ("Who is my mentor?", "And who pays my rent?")),
        ("whats my grade and did I sign an nda", ("whats my grade", "did I sign an nda")),
        ("when do I start, and who's in charge over there?", ("when do I start", "who's in charge over there?")),
        ("Who pays my rent? And is that taxed?", ("Who pays my rent?", "And is that taxed?")),
        ("what about leave, and also how do I get home", ("what about leave", "how do I get home")),
    ],
)
def test_each_question_is_found(message: str, expected: tuple[str, ...]) -> None:
    """In sentences of their own or joined by a word."""
    assert expected == questions_in(message)


@pytest.mark.parametrize(
    "message",
    [
        "who pays me",
        "I packed all day. My boss is kind. Who pays me?",
        "who pays me and the others",
        "Really? Who pays me?",
        "",
    ],
)
def test_one_question_is_not_taken_apart(message: str) -> None:
    """Nor a word said before it."""
    assert () == questions_in(message)
