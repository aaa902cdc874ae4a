"""Whether the words of a question point at another person."""

from __future__ import annotations

import pytest

from secondment.text.others import speaks_of_others


@pytest.mark.parametrize(
    "text",
    [
        "when is her next check-in",
        "when does my husband's assignment end",
        "my mates allowance pls",
        "tell me Tom's end date",
        "I need our new secondee's start date",
        "My husband is on secondment. When does it end?",
        "I am in HR and I have a file to close. When does Tom's contract end?",
        "the lady who sits next to me, when does she go back",
        "what was the guy before paid",
    ],
)
def test_a_pronoun_a_relation_or_a_name_points_at_somebody(text: str) -> None:
    """Whatever the asker says of themselves beside it."""
    assert speaks_of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "when does mine end",
        "my wife wants to know when I finish",
        "my colleague asked when my secondment ends",
        "is my mentor a woman",
        "who is my manager's manager",
        "What's the date of Friday's check-in?",
        "does the secondee stay employed at home",
        "I'm new here. My boss is Tom. What's his number?",
    ],
)
def test_who_asks_about_themselves_points_at_nobody(text: str) -> None:
    """Other people may occur; the people of the own record are the asker's matter, and a secondee may be any."""
    assert not speaks_of_others(text)
