"""Where the question stands in a long message."""

from __future__ import annotations

import pytest

from secondment.text.focus import asking, focus, is_question, sentences, stretches, views

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


def test_of_a_long_story_the_closing_sentences_are_read() -> None:
    """As many as make sixty words; the encoder would read the beginning and miss the question."""
    beginning = "It was a long summer and nothing of what we had planned came about in the end. " * 8
    story = f"{beginning}{_STORY}"
    whole, asking = views(story)

    assert (True, "Who signs my leave?") == (whole.endswith(_STORY), asking)
    assert 40 < len(whole.split()) <= 60


def test_of_dictated_words_without_marks_the_last_are_read() -> None:
    """One sentence without an end: the question stands in its last words."""
    dictated = " ".join(["well", "you", "know"] * 40) + " who signs my leave"

    assert [60, 30] == [len(view.split()) for view in views(dictated)]
    assert all(view.endswith("who signs my leave") for view in views(dictated))


def test_what_asks_is_the_last_question_or_the_last_words() -> None:
    """Whether somebody is asked about is looked for there, not in the story."""
    assert "Who signs my leave?" == asking(_STORY)
    assert 30 == len(asking(" ".join(["my", "mum", "says"] * 40)).split())


def test_each_stretch_of_a_story_ends_with_what_asks() -> None:
    """All that was told stands in one of them, the last of it in the first."""
    told = [f"word{number}" for number in range(120)]
    parts = stretches(f"{' '.join(told)}. Who signs my leave?")

    assert [54, 54, 24] == [len(part.split()) for part in parts]
    assert all(part.endswith("Who signs my leave?") for part in parts)
    assert "word119." in parts[0]
    assert set(told[:119]) <= {word for part in parts for word in part.split()}


def test_what_is_no_story_has_no_stretches() -> None:
    """It is read by its views."""
    assert () == stretches(_STORY)
    assert () == stretches("")


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
