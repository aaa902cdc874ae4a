"""One answer for every door: what the chat API shows of it."""

from __future__ import annotations

from secondment.answers import Answer, Button, Source
from secondment.identity import Choice


def test_only_what_says_something_is_on_the_wire() -> None:
    """The kind always; nothing that is empty."""
    assert {"kind": "small_talk"} == Answer("Hello.", "small_talk").to_wire()


def test_every_told_part_is_on_the_wire() -> None:
    """By the names of the contract."""
    answer = Answer(
        "It ends on 1 May.",
        "record",
        article="ending",
        topic="extension_early_end",
        score=0.0,
        field="end_date",
        value="1 May",
        case=0,
        choices=({"article": "a", "title": "A", "score": 0.1},),
        sources=(Source("Guide"),),
        remember={"last_field": "end_date"},
    )

    assert {
        "kind": "record",
        "article": "ending",
        "topic": "extension_early_end",
        "score": 0.0,
        "field": "end_date",
        "value": "1 May",
        "case": 0,
        "choices": [{"article": "a", "title": "A", "score": 0.1}],
        "sources": [{"title": "Guide"}],
    } == answer.to_wire()


def test_more_buttons_stand_behind_those_there_are() -> None:
    """The answer itself is left as it was."""
    first, second = Button("One", Choice("say", "one")), Button("Two", Choice("say", "two"))
    answer = Answer("Hello.", "small_talk", buttons=(first,))

    assert ((first, second), (first,)) == (answer.with_buttons(second).buttons, answer.buttons)
