"""What counts as a right answer to a held-out message; a judge that let everything pass would prove nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.nlu.held_out import Verdict, articles_of_facts, is_right, share
from tests.nlu.scripted import conversations, meets

END = "29 October 2027"  # of the person who asks
ARTICLE = "who-pays-salary"
FACT = next(fact for fact, articles in sorted(articles_of_facts().items()) if ARTICLE in articles)


def told(kind: str, text: str = "", **answer: Any) -> dict[str, Any]:
    """A message as the chat API gives it."""
    return {"text": text, "answer": {"kind": kind, **answer}}


@pytest.mark.parametrize(
    ("name", "row", "message", "right"),
    [
        (
            "own_record",
            {"field": "end_date"},
            told("record", f"It ends on {END}.", field="end_date"),
            True,
        ),
        ("own_record", {"field": "end_date"}, told("record", "It ends soon.", field="end_date"), False),
        ("own_record", {"field": "end_date"}, told("record", END, field="start_date"), False),
        ("own_record", {"field": "end_date"}, told("knowledge", END, field="end_date"), False),
        ("out_of_scope", {"kind": "chitchat_offdomain"}, told("fallback"), True),
        ("out_of_scope", {"kind": "chitchat_offdomain"}, told("knowledge", article=ARTICLE), False),
        ("out_of_scope", {"kind": "private_of_others"}, told("refusal"), True),
        ("out_of_scope", {"kind": "private_of_others"}, told("fallback"), False),
        ("facts", {"fact": FACT}, told("knowledge", article=ARTICLE), True),
        ("facts", {"fact": FACT}, told("clarify", choices=[{"article": "mentor"}, {"article": ARTICLE}]), True),
        ("facts", {"fact": FACT}, told("knowledge", article="an-article-of-another-fact"), False),
        ("facts", {"fact": FACT}, told("fallback"), False),
        ("questions", {"topic": "key_players"}, told("knowledge", article=ARTICLE), True),
        ("questions", {"topic": "benefits"}, told("knowledge", article=ARTICLE), False),
    ],
)
def test_an_answer_is_judged_by_what_it_tells(name: str, row: dict[str, str], message: Any, right: bool) -> None:
    """Field with its value, the kind that declines, the article of the fact, the topic."""
    assert right == is_right(name, row, message)


@pytest.mark.parametrize(
    ("expect", "right"), [({"kind": "small_talk"}, True), ({"kind": "refusal"}, False), ({"field": "mentor"}, False)]
)
def test_a_turn_is_judged_by_what_it_must_bring(expect: dict[str, str], right: bool) -> None:
    """One expectation a turn."""
    assert right == meets(expect, told("small_talk", "Hello."))


def test_the_share_is_in_percent() -> None:
    """Three of four are 75."""
    assert 75.0 == share([Verdict("plain", right, {}, "") for right in (True, True, False, True)])


def test_every_scripted_turn_expects_something_that_can_be_judged() -> None:
    """A field, a fact, a topic or a kind."""
    kinds = {key for one in conversations() for turn in one["turns"] for key in turn["expect"]}

    assert {"field", "fact", "topic", "kind"} == kinds
