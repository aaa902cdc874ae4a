"""The scripted conversations: what somebody says, turn by turn, and what each turn must bring."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.inner_servers import ROOT
from tests.nlu.held_out import Answer, Verdict, short, tells_fact, tells_field, tells_topic


def conversations() -> list[dict[str, Any]]:
    """All of them, by file."""
    files = sorted((ROOT / "tests" / "conversations" / "scripted").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines() if line]


def meets(expect: dict[str, str], message: Answer) -> bool:
    """Whether a turn brings what is expected of it."""
    if "field" in expect:
        return tells_field(expect["field"], message)
    if "fact" in expect:
        return tells_fact(expect["fact"], message)
    if "topic" in expect:
        return tells_topic(expect["topic"], message)
    return bool(message["answer"]["kind"] == expect["kind"])


def talk(say: Callable[[str, str], Answer]) -> list[Verdict]:
    """Hold every conversation; one verdict a turn."""
    verdicts = []
    for one in conversations():
        for place, turn in enumerate(one["turns"], 1):
            message = say(turn["user"], one["id"])
            asked = {"id": f"{one['id']}-{place}", "text": turn["user"], **turn["expect"]}
            verdicts.append(Verdict(one["about"], meets(turn["expect"], message), asked, short(message["answer"])))
    return verdicts
