"""A few words that go on about what was just told."""

from __future__ import annotations

import pytest

from secondment.text.going_on import asks_only, goes_on, own_reading


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("and the start?", "my start"),
        ("what about my notice", "my notice"),
        ("ok, and the mentor?", "my mentor"),
        ("allowance?", "my allowance"),
        ("host manager", "my host manager"),
        ("sorry, beginning", "my beginning"),
        ("only the notice bit", "my notice"),
        ("just the job title once more", "my job title"),
    ],
)
def test_few_words_are_read_as_a_question_about_the_own_record(said: str, asks: str) -> None:
    """A word or two, or a few that begin with and."""
    assert asks == own_reading(said)


@pytest.mark.parametrize(
    "said",
    [
        "no mentor at all",
        "who pays me then",
        "and what does my employer pay for in all this",
        "and at home?",
        "and?",
        "👍",
        "",
    ],
)
def test_what_is_a_question_of_its_own_or_nothing_has_no_such_reading(said: str) -> None:
    """It is understood as it stands."""
    assert "" == own_reading(said)


@pytest.mark.parametrize(("said", "on"), [("and the end", True), ("the end", False), ("and " + "so on " * 6, False)])
def test_going_on_begins_with_and_and_is_short(said: str, on: bool) -> None:
    """Six words at most."""
    assert on == goes_on(said)


@pytest.mark.parametrize(("said", "only"), [("just the end", True), ("the end", False), ("only " + "this " * 6, False)])
def test_one_thing_alone_is_asked_for_in_few_words(said: str, only: bool) -> None:
    """Six words at most."""
    assert only == asks_only(said)
