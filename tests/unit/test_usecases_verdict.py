"""What is done with a ranking, from its score and from what else the message may be about."""

from __future__ import annotations

import pytest

from secondment.usecases.turn import Understanding
from secondment.usecases.verdict import decide
from tests.usecase_fakes import CLEAR, FakeIndex, FakeRanker

STORY = "so um I was on the train with my aunt and her parrot and we talked about the visa and then it rained " * 5


@pytest.mark.parametrize(
    ("text", "elsewhere", "known"),
    [
        ("about the visa", 0.7, True),
        ("about the visa", 0.85, False),
        (STORY, 0.85, True),
        (STORY, 0.9, False),
    ],
)
def test_a_story_needs_less_of_the_subject(text: str, elsewhere: float, known: bool) -> None:
    """Most of its words are about other things, and the question is one of them."""
    index = FakeIndex({"visa": ("visa", CLEAR)}, ranker=FakeRanker(clarify_from=0.05))
    heard = Understanding("visa", 0.1, {"visa": 0.1, "out_of_scope": elsewhere})

    assert known == (decide(index.search(text), heard, index).verdict != "unknown")  # type: ignore[arg-type]
