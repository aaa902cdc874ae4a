"""A trace names the rule that decides, and it is the rule the answer follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.tracing import said_before, trace
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, NOTHING, FakeIndex, FakeLanguages, FakeServices, FakeStore, a_turn

FOUND = {"pays": ("pay", CLEAR), "leave": ("leave", CLEAR), "visa": ("visa", CLOSE), "moon": ("pay", NOTHING)}
KINDS = {
    "someone_else": ["refusal"],
    "own_record": ["record"],
    "own_record_likely": ["record"],
    "several_questions": ["knowledge", "knowledge"],
    "answer": ["knowledge"],
    "clarify": ["clarify"],
    "unknown": ["fallback"],
}
GENERAL: dict[str, Any] = {"pay_allowances": 0.9}


def services() -> FakeServices:
    """Edda with one secondment, and four things that can be asked."""
    return FakeServices(FakeIndex(FOUND), FakeStore({"E1": (a_secondment(),)}))


@pytest.mark.parametrize(
    ("text", "goal", "intents", "rule"),
    [
        ("who pays a secondee", "answer_question", GENERAL, "answer"),
        ("something about a visa", "answer_question", GENERAL, "clarify"),
        ("what about the moon", "answer_question", GENERAL, "unknown"),
        ("who pays for it? who approves the leave?", "answer_question", GENERAL, "several_questions"),
        ("who pays the salary? who approves annual leave?", "answer_question", GENERAL, "several_questions"),
        ("what does she earn", "answer_question", {"someone_elses_record": 0.9}, "someone_else"),
        ("what about my moon", "answer_question", {"my_secondment": 0.4}, "own_record_likely"),
        ("when does mine end", "my_secondment", {"my_secondment": 0.95}, "own_record"),
        ("who usually pays", "my_secondment", {"my_secondment": 0.9}, "answer"),
        ("when does she finish", "my_secondment", {"my_secondment": 0.9}, "someone_else"),
    ],
)
def test_the_rule_named_is_the_rule_followed(text: str, goal: str, intents: dict[str, float], rule: str) -> None:
    """What comes out of the use case is of the kind that rule gives."""
    turn = a_turn(text, intents=intents, fields={"end_date": 0.9})
    part = turn.understanding
    turn = replace(turn, understanding=replace(part, parts=(part, part) if text.count("?") > 1 else ()))
    use_case = answer_question if goal == "answer_question" else answer_own_question

    assert rule == trace(turn, goal, services()).rule
    assert KINDS[rule] == [answer.kind for answer in use_case(turn, services())]


TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays me"}


@pytest.mark.parametrize(
    ("text", "goal", "intents", "rule"),
    [
        ("typical, and the moon too", "answer_question", {"remark": 0.2, "out_of_scope": 0.5}, "remark"),
        ("typical, and the moon too", "remark", {"remark": 0.9}, "remark"),
        ("ha, who approves my leave", "remark", {"remark": 0.9}, "answer"),
    ],
)
def test_what_is_taken_for_a_remark_is_told(text: str, goal: str, intents: dict[str, float], rule: str) -> None:
    """By whichever way it comes there; and what the engine took for one, though it asks, goes the way of questions."""
    assert rule == trace(a_turn(text, memory=TOLD_PAY, intents=intents), goal, services()).rule


@pytest.mark.parametrize(
    ("text", "goal", "intents", "kind", "leans_on"),
    [
        ("who pays a secondee", "answer_question", GENERAL, "knowledge", "pay"),
        ("something about a visa", "answer_question", GENERAL, "clarify", "visa"),
        ("when does mine end", "my_secondment", {"my_secondment": 0.95}, "record", "end_date"),
        ("what does she earn", "answer_question", {"someone_elses_record": 0.9}, "refusal", None),
        ("and hers", "refuse_someone_elses_record", {"someone_elses_record": 0.9}, "refusal", None),
        ("what about the moon", "answer_question", GENERAL, "fallback", None),
    ],
)
def test_what_was_said_before_is_remembered_as_in_a_talk(
    text: str, goal: str, intents: dict[str, float], kind: str, leans_on: str | None
) -> None:
    """The kind of the answer, and the article or the field that comes next may lean on."""
    told = said_before(a_turn(text, intents=intents, fields={"end_date": 0.9}), goal, services())

    assert (text, kind, leans_on) == (told.last_question, told.last_kind, told.last_article or told.last_field)


def test_one_rule_decides_and_stands_among_those_told() -> None:
    """The checks are the rules in their order."""
    told = trace(a_turn("who pays a secondee", intents=GENERAL), "answer_question", services())

    assert ["answer"] == [check.rule for check in told.checks if check.decided]
    assert ["other_language", "ruled_out"] == [check.rule for check in told.checks][:2]


def test_the_belief_and_its_thresholds_are_told() -> None:
    """So that one sees how far off an answer was."""
    told = trace(a_turn("who pays a secondee", intents={"out_of_scope": 0.5}), "answer_question", services())
    numbers = {check.rule: check.because for check in told.checks}

    assert (CLEAR, CLEAR * 0.5) == (told.ranking.score, told.belief)
    assert {"belief": CLEAR * 0.5, "from": 0.7, "gap to the second": pytest.approx(0.4), "gap from": 0.1} == numbers[
        "answer"
    ]


def test_another_language_decides_before_everything() -> None:
    """As it does where messages are answered."""
    found = services()
    found.languages = FakeLanguages({"Wer zahlt?": "de"})
    told = trace(a_turn("Wer zahlt?", intents=GENERAL), "answer_question", found)

    assert ("de", "other_language") == (told.language, told.rule)


def test_a_goal_of_its_own_decides_by_its_intent() -> None:
    """A greeting asks nothing of the knowledge."""
    told = trace(a_turn("hello", intents={"greet": 0.99}), "welcome", services())

    assert ("welcome", ["welcome"]) == (told.rule, [check.rule for check in told.checks if check.decided])


def test_a_message_read_with_the_question_before_says_so() -> None:
    """The ranking told is that of both together."""
    turn = a_turn("and then?", intents=GENERAL, memory={"last_question": "who pays"})

    assert trace(turn, "answer_question", services()).joined


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("for her?", "answer_question"),
        ("Jana from HR told me the same", "remark"),
        ("what does she earn", "refuse_someone_elses_record"),
    ],
)
def test_what_is_heard_as_of_others_follows_the_goal_it_does_in_a_talk(text: str, goal: str) -> None:
    """Where it only points back, or only says what somebody said."""
    turn = a_turn(text, memory=TOLD_PAY, intents={"someone_elses_record": 0.55, "remark": 0.1})
    rule = trace(turn, "refuse_someone_elses_record", services()).rule

    assert goal == (rule if rule in ("remark", "refuse_someone_elses_record") else "answer_question")


def test_what_asks_on_from_a_refusal_follows_the_refusal() -> None:
    """Whatever goal the engine hands it to."""
    turn = a_turn("ok only the month", memory={"last_kind": "refusal"}, intents={"remark": 0.8})
    told = trace(turn, "remark", services())

    assert "refuse_someone_elses_record" == told.rule
    assert [True] == [check.because["asks on after a refusal"] for check in told.checks if check.decided]


def test_what_picks_a_title_opens_the_article() -> None:
    """What is told of "the second one" is what a talk does with it."""
    before = said_before(a_turn("something about a visa", intents=GENERAL), "answer_question", services())
    turn = replace(a_turn("the second one", intents={"out_of_scope": 0.9}), memory=before)

    assert "open_article" == trace(turn, "answer_question", services()).rule
