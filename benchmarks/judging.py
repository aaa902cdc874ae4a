"""Whether an answer is right, as the contract of the samples defines it. Plain rules, no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmarks.expected import Record, expected, stands_in

Messages = Sequence[dict[str, Any]]
WORDS = 120
_BEHAVIOUR = {"deny_private": "refusal", "feedback_ack": "small_talk", "handoff": "handoff"}
_NO_ANSWER = ("fallback", "refusal", "clarify")


def first_words(messages: Messages) -> str:
    """The text of the reply as far as it counts: its first 120 words."""
    text = "\n".join(str(one["text"]) for one in messages)
    return "".join(re.findall(r"\s*\S+", text)[:WORDS])


def answer_of(messages: Messages) -> dict[str, Any]:
    """The `answer` object of the first message that has one."""
    return next((dict(one["answer"]) for one in messages if one.get("answer")), {})


def says(must: Sequence[Sequence[str]], messages: Messages) -> bool:
    """Whether the reply is an answer and one expression of every group is found in its first 120 words."""
    if answer_of(messages).get("kind") in _NO_ANSWER:
        return False
    text = first_words(messages)
    return all(any(re.search(one, text, re.IGNORECASE) for one in group) for group in must)


def choices(messages: Messages) -> list[str]:
    """The payloads of the up to three titles a clarifying question offers, in their order."""
    told = answer_of(messages)
    if told.get("kind") != "clarify":
        return []
    titles = [choice["title"] for choice in told.get("choices", [])][:3]
    buttons = {button["title"]: str(button["payload"]) for one in messages for button in one["buttons"]}
    return [buttons[title] for title in titles if title in buttons]


def tells_record(field: str, record: Record, today: date, messages: Messages) -> bool:
    """Whether the reply is about that field of the person's own record and says its value."""
    told = answer_of(messages)
    if told.get("kind") != "record" or told.get("field") != field:
        return False
    return stands_in(expected(record, field, today), first_words(messages))


def stays_out(kind: str, messages: Messages) -> bool:
    """Whether a message out of scope is declined; for another person's data only a refusal counts."""
    allowed = ("refusal",) if kind == "private_of_others" else ("fallback", "refusal")
    return answer_of(messages).get("kind") in allowed


def meets(expect: dict[str, Any], record: Record, today: date, messages: Messages) -> bool:
    """Whether a turn of a dialogue does what is expected of it."""
    if "behaviour" in expect:
        return bool(answer_of(messages).get("kind") == _BEHAVIOUR[expect["behaviour"]])
    if "field" in expect:
        return tells_record(expect["field"], record, today, messages)
    return says(expect["must"], messages)
