"""Where the question stands in a long message."""

from __future__ import annotations

import pytest

from secondment.text.focus import focus, is_question, sentences, views

_STORY = (
    "I have been at the host since March. My manager left last week and nobody told me anything. Who signs my leave?"
)


def test_the_last_question_of_a_story_is_what_is_asked() -> None:
    """People tell a story first and ask at its end."""
    assert "Who signs my leave?" == focus(_STORY)


def test_a_short_message_is_asked_whole() -> None:
    """A single sentence has nothing to leave out."""
    assert "who signs my leave" == focus("who signs my leave")


def test_a_long_message_without_a_question_is_read_at_its_end() -> None:
    """Where nothing asks, the last sentence carries the point."""
    text = "I moved to the host in March and it was fine at first for me. Now the work is not at all what we agreed."

    assert "Now the work is not at all what we agreed." == focus(text)


def test_a_message_has_a_whole_and_an_asking_view() -> None:
    """Both views are understood, so that the story still helps."""
    assert (_STORY, "Who signs my leave?") == views(_STORY)


def test_a_short_message_has_one_view() -> None:
    """The same text is not weighed twice."""
    assert ("who signs my leave",) == views("who signs my leave")


@pytest.mark.parametrize("text", ["who pays me", "and what about tax", "tell me about leave", "leave?"])
def test_a_question_is_seen_without_its_mark(text: str) -> None:
    """Phones make no question marks."""
    assert is_question(text)


def test_a_statement_is_no_question() -> None:
    """A full stop and no asking word."""
    assert not is_question("My manager left.")


def test_empty_sentences_are_dropped() -> None:
    """Rows of dots and marks hold nothing."""
    assert ["Hm...", "Who pays?"] == sentences("Hm... ... Who pays? !!")


def test_terms_of_another_country_are_also_read_plainly() -> None:
    """As they stand too: some articles are about just these terms."""
    asked = "who pays while I am on detail"

    assert (asked, "who pays while I am on secondment") == views(asked)
