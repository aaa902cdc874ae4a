"""Messages that ask more than one thing."""

from __future__ import annotations

import pytest

from secondment.text.questions import asks_anything, questions_in


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
        ("start date? end date?", ("start date?", "end date?")),
        ("list my tasks. also who sets those", ("list my tasks.", "also who sets those")),
        ("can she come too, and secondly if I fall ill who pays", ("can she come too", "if I fall ill who pays")),
        ("what kinds are there, and mine, which is it", ("what kinds are there", "mine, which is it")),
        ("got a sec? need my mentor's name, and what do mentors do", ("need my mentor's name", "what do mentors do")),
        ("Quick question: who pays me and is it taxed?", ("Quick question: who pays me", "is it taxed?")),
        ("From HR: is VAT due and who pays?", ("From HR: is VAT due", "who pays?")),
        ("my hr contact, and what is hr there for", ("my hr contact", "what is hr there for")),
        ("where do I work and also on which days", ("where do I work", "on which days")),
        ("whats the 183 day thing, and an A1, whats that", ("whats the 183 day thing", "an A1, whats that")),
        ("Two things. First: my tasks. Second: who sets them.", ("First: my tasks.", "Second: who sets them.")),
        ("Do I need a visa, can she come, and who pays?", ("Do I need a visa", "can she come", "who pays?")),
        ("can my boss, who is in Rome, say no and who pays?", ("can my boss, who is in Rome, say no", "who pays?")),
        ("which city is it and until when", ("which city is it", "until when")),
        ("when I fall ill, who do I tell, and who pays me", ("when I fall ill, who do I tell", "who pays me")),
        ("what about pension? and pay rises, do those go on", ("what about pension?", "and pay rises, do those go on")),
        (
            "Who picks them? And then, while it is running, what is there left for people like us in the office to do",
            (
                "Who picks them?",
                "And then, while it is running, what is there left for people like us in the office to do",
            ),
        ),
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
        "my boss is ill and is not coming back. who pays me",
        "what happens if I fall ill and cannot work",
        "my boss is ill and who pays",
        "where was I... yes, the notice: how long is it?",
        "tell me about the pension and the bonus",
        "",
    ],
)
def test_one_question_is_not_taken_apart(message: str) -> None:
    """Nor a word said before it."""
    assert () == questions_in(message)


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("who pays me", True),
        ("hmm, is that usual", True),
        ("my mentor's name please. need my end date", True),
        ("typical, nobody told me", False),
        ("what a circus", False),
        ("ok my boss told me that too", False),
        ("my end date too please", True),
        ("sorry, was also angry", False),
        ("how generous of them.", False),
        ("how long", True),
        ("", False),
    ],
)
def test_whether_anything_is_asked(message: str, asks: bool) -> None:
    """By a mark or a beginning; an exclamation begins alike."""
    assert asks == asks_anything(message)
