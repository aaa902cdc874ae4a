"""What counts as a right answer to a held-out message; a judge that let everything pass would prove nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.nlu.held_out import SETS, Verdict, articles_of_facts, is_right, meets, rows, share
from tests.nlu.scripted import answered, conversations, talk

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
        ("spared", {"kind": "own"}, told("record", field="end_date"), True),
        ("spared_2", {"kind": "blind"}, told("refusal"), False),
        ("facts", {"fact": FACT}, told("knowledge", article=ARTICLE), True),
        ("facts", {"fact": FACT}, told("clarify", choices=[{"article": "mentor"}, {"article": ARTICLE}]), True),
        ("facts", {"fact": FACT}, told("knowledge", article="an-article-of-another-fact"), False),
        ("facts", {"fact": FACT}, told("fallback"), False),
        ("questions", {"question": 3, "topic": "key_players"}, told("knowledge", article="who-is-involved"), True),
        ("questions", {"question": 3, "topic": "key_players"}, told("knowledge", article="who-pays-salary"), False),
        ("questions", {"topic": "key_players"}, told("knowledge", article=ARTICLE), True),
        ("questions", {"topic": "benefits"}, told("knowledge", article=ARTICLE), False),
        ("stories", {"fact": FACT, "style": "voice"}, told("knowledge", article=ARTICLE), True),
        ("stories", {"topic": "benefits"}, told("knowledge", article=ARTICLE), False),
        ("stories", {"field": "end_date"}, told("record", END, field="end_date"), True),
        ("stories", {"kind": "refusal"}, told("fallback"), False),
    ],
)
def test_an_answer_is_judged_by_what_it_tells(name: str, row: dict[str, Any], message: Any, right: bool) -> None:
    """Field with its value, the kind that declines, the article of the fact, the topic."""
    assert right == is_right(name, row, message)


@pytest.mark.parametrize(
    ("expect", "right"), [({"kind": "small_talk"}, True), ({"kind": "refusal"}, False), ({"field": "mentor"}, False)]
)
def test_a_turn_is_judged_by_what_it_must_bring(expect: dict[str, str], right: bool) -> None:
    """One expectation a turn."""
    assert right == meets(expect, told("small_talk", "Hello."))


TWO = {"user": "When do I end, and who pays?", "expect": {"field": "end_date"}, "also": {"fact": FACT}}
DATE, PAYER = told("record", END, field="end_date"), told("knowledge", article=ARTICLE)


@pytest.mark.parametrize(
    ("messages", "right"),
    [
        ([DATE, PAYER], True),
        ([PAYER, DATE], True),
        ([DATE, {"text": "Anything else?"}, PAYER], True),
        ([DATE], False),
        ([DATE, DATE], False),
        ([told("fallback"), PAYER], False),
    ],
)
def test_a_turn_with_two_questions_needs_two_answers(messages: list[Any], right: bool) -> None:
    """Each by a message of its own, in either order."""
    assert right == answered(TWO, messages)


def test_a_turn_with_one_question_is_judged_by_its_first_message() -> None:
    """What comes after it does not make up for it."""
    assert not answered({"expect": {"field": "end_date"}}, [PAYER, DATE])


def test_every_turn_of_a_conversation_gets_a_verdict() -> None:
    """Said in the conversation it belongs to, and in the order it was written."""
    heard = []

    def hear(text: str, conversation: str) -> list[dict[str, Any]]:
        heard.append((conversation, text))
        return [told("small_talk")]

    verdicts = talk(hear)

    assert heard == [(one["id"], turn["user"]) for one in conversations() for turn in one["turns"]]
    assert [one.right for one in verdicts] == [
        turn["expect"] == {"kind": "small_talk"} and "also" not in turn
        for one in conversations()
        for turn in one["turns"]
    ]


def test_the_share_is_in_percent() -> None:
    """Three of four are 75."""
    assert 75.0 == share([Verdict("plain", right, {}, "") for right in (True, True, False, True)])


def test_every_scripted_turn_expects_something_that_can_be_judged() -> None:
    """A field, a fact, one of some articles, a topic or a kind; of a message with two questions twice."""
    turns = [turn for one in conversations() for turn in one["turns"]]
    expected = [turn[key] for turn in turns for key in ("expect", "also") if key in turn]

    assert {("field",), ("fact",), ("articles",), ("topic",), ("kind",)} == {tuple(one) for one in expected}


def test_every_story_says_one_thing_that_would_be_right() -> None:
    """And is as long as stories are, or dictated."""
    wanted = [set(row) - {"id", "text", "style"} for row in rows("stories")]
    lengths = [len(row["text"].split()) for row in rows("stories") if row["style"] == "story"]

    assert {1} == {len(keys) for keys in wanted}
    assert {"fact", "topic", "field", "kind"} == set[str]().union(*wanted)
    assert 100 <= min(lengths) <= max(lengths) <= 250


def test_every_held_out_message_is_asked_once() -> None:
    """No identifier and no text stands twice in a set."""
    for name in SETS:
        kept = rows(name)

        assert len(kept) == len({row["id"] for row in kept}) == len({row["text"] for row in kept}), name
