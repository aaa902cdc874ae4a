"""Anger is no part of a question: swearing is left out before a message is understood."""

from __future__ import annotations

import pytest

from secondment.text.focus import closing, views
from secondment.text.swearing import without_swearing


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("who the hell signs my bloody timesheet over there?", "who signs my timesheet over there?"),
        ("for f***'s sake, nobody tells me who pays the rent", "nobody tells me who pays the rent"),
        ("wtf is a recharge and why does finance ask me", "what is a recharge and why does finance ask me"),
        ("ffs. when do I finally get the contract here", "when do I finally get the contract here"),
        ("haha and what do they call it in Canada", "and what do they call it in Canada"),
        ("no desk again, damn it, whose job is that", "no desk again, it, whose job is that"),
    ],
)
def test_the_question_is_left(said: str, asked: str) -> None:
    """Whatever goes before it or stands in it."""
    assert asked == without_swearing(said)


@pytest.mark.parametrize("said", ["fuck you", "this is crap!", "lol yes", "you are bloody useless", "ugh, no"])
def test_what_is_hardly_more_than_that_stays(said: str) -> None:
    """Else nothing would tell what it is."""
    assert said == without_swearing(said)


@pytest.mark.parametrize(
    "said",
    [
        "what the firm pays for full board, and who in finance signs?",
        "for how long does the host pay for further training?",
        "Who is the host of the Scunthorpe assessment, and is it passed on?",
        "He and Hella agreed on scrap value; does the damage count?",
        "how long is Jesus staying with our team please",
        "for my family's sake, can I work from home?",
        "I keep flipping between home and host offices, is that fine?",
        "is a FK visa enough, and who signs the OMG contract?",
        "can I screw this to the wall of my office?",
        "the answer was crap, so who pays my flat?",
    ],
)
def test_words_that_only_look_like_it_stay(said: str) -> None:
    """Most of them are part of the question."""
    assert said == without_swearing(said)


def test_every_view_of_a_message_is_without_it() -> None:
    """So the encoder, the models of wording and the index read the same."""
    said = "This is the third bloody time I ask. Who the hell signs my leave over there?"

    assert "This is the third time I ask. Who signs my leave over there?" == closing(said)
    assert not any("bloody" in view or "hell" in view for view in views(said))
