"""The scripted conversations: what somebody says, turn by turn, and what each turn must bring."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.inner_servers import ROOT
from tests.nlu.held_out import Answer, Verdict, meets, short

# what conversations do, and the `about` of those that were written for it
PHENOMENA = {
    "ellipsis": ("ellipsis", "ellipsis_of_managers"),
    "correction": ("correction",),
    "switch and return": ("topic_switch", "return_to_topic"),
    "two questions": ("two_questions",),
    "negation": ("negation",),
    "pronouns": ("pronouns",),
    "general to own and back": ("general_then_own", "own_and_general"),
    "none of these": ("none_of_these",),
    "small talk in between": ("small_talk_between",),
    "anger": ("anger",),
    "thanks": ("thanks_between",),
    "handing over": ("human_and_cases",),
    "refusals": ("refusals",),
    "written blind": ("written_blind",),
    "written blind again": ("written_blind_2",),
    "written blind a third time": ("written_blind_3",),
    "written blind last": ("written_blind_4",),
}


def conversations() -> list[dict[str, Any]]:
    """All of them, by file."""
    files = sorted((ROOT / "tests" / "conversations" / "scripted").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines() if line]


def answered(turn: Answer, messages: Sequence[Answer]) -> bool:
    """Whether a turn brings what it must; two questions need two messages, in either order."""
    if "also" not in turn:
        return meets(turn["expect"], messages[0])
    told = [message for message in messages if message.get("answer")][:2]
    wanted = (turn["expect"], turn["also"])
    return len(told) > 1 and any(all(map(meets, order, told)) for order in (wanted, wanted[::-1]))


def talk(hear: Callable[[str, str], Sequence[Answer]]) -> list[Verdict]:
    """Hold every conversation; one verdict a turn. `hear` gives all messages that come back."""
    verdicts = []
    for one in conversations():
        for place, turn in enumerate(one["turns"], 1):
            messages = hear(turn["user"], one["id"])
            asked = {"id": f"{one['id']}-{place}", "text": turn["user"], **turn["expect"]}
            came = " + ".join(short(message["answer"]) for message in messages if message.get("answer"))
            verdicts.append(Verdict(one["about"], answered(turn, messages), asked, came))
    return verdicts
