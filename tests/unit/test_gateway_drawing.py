"""What every door draws alike."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.drawing import cut, harmless, is_related, shareable_article, topic_name
from gateway.wire import Message, Offer
from secondment.identity import Choice
from tests.gateway_fakes import SENTENCES

ARTICLE = {"kind": "knowledge", "article": "who-pays-salary"}


@pytest.mark.parametrize("character", ["\0", "\x1b", "\u202e", "\u2066", "\u2069"])
def test_characters_that_turn_or_hide_others_are_taken_out(character: str) -> None:
    """Whatever the alphabet."""
    assert "Ada של" == harmless(f"Ada {character}של")


def test_lines_and_tabs_stay() -> None:
    """They are how a text is laid out."""
    assert "one\n\ttwo" == harmless("one\n\ttwo")


def test_what_is_cut_ends_with_an_ellipsis_within_the_length() -> None:
    """And what fits is left as it is."""
    assert ["abcd", "abc…"] == [cut(text, 4) for text in ("abcd", "abcde")]


@pytest.mark.parametrize(
    ("answer", "article"),
    [
        (ARTICLE, "who-pays-salary"),
        ({**ARTICLE, "private": True}, ""),
        ({**ARTICLE, "kind": "record"}, ""),
        ({"kind": "knowledge"}, ""),
        ({}, ""),
    ],
    ids=["article", "private", "record", "no article", "nothing"],
)
def test_only_an_articles_answer_that_is_not_private_can_be_shared(answer: dict[str, Any], article: str) -> None:
    """Whatever door it is shown at."""
    assert article == shareable_article(answer)


@pytest.mark.parametrize(("kind", "related"), [("knowledge", True), ("record", True), ("clarify", False)])
def test_an_article_offered_below_an_answer_is_related(kind: str, related: bool) -> None:
    """Offered by a question back it is a choice."""
    assert related is is_related(Offer("x", Choice("article", "a")), Message("", (), {"kind": kind}))


def test_a_topic_without_a_sentence_is_told_by_its_own_name() -> None:
    """Until somebody has written one."""
    assert ["Pay and allowances", "Brand new"] == [
        topic_name(SENTENCES, one) for one in ("pay_allowances", "brand_new")
    ]
