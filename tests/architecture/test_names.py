"""One name for one goal through every layer: intent, data file, rule, action, use case, dialogue test."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import pytest
import yaml

from actions.goals import GOALS
from secondment.usecases.my_secondment import FIELDS
from secondment.usecases.turn import KINDS
from tests.architecture.tree import ROOT, modules, tracked

PRESSED = "press_"  # a pressed button: nothing to learn from examples
ASKED_OF_RASA = "nlu_fallback"  # Rasa's own intent for what it did not understand
USE_CASES = {"my_secondment": "answer_own_question"}  # weighs the record against the rule, so it answers as one
GOAL_NAMES = sorted(goal.goal for goal in GOALS)


def read(path: str) -> dict[str, Any]:
    """A YAML file of the Rasa project."""
    told: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return told


@cache
def intents() -> set[str]:
    """The intents of the domain."""
    return {one if isinstance(one, str) else next(iter(one)) for one in read("domain.yml")["intents"]}


@cache
def rules() -> list[tuple[str, str, str]]:
    """File name, intent and action of every rule."""
    found = []
    for path in tracked("data/rules/*.yml"):
        for rule in read(path)["rules"]:
            steps = rule["steps"]
            found.append((path.split("/")[-1].removesuffix(".yml"), steps[0]["intent"], steps[1]["action"]))
    return found


@cache
def stories() -> dict[str, set[str]]:
    """Intent to the actions its stories in `data/stories/<intent>.yml` lead to."""
    found: dict[str, set[str]] = {}
    for path in tracked("data/stories/*.yml"):
        intent = path.split("/")[-1].removesuffix(".yml")
        steps = [step for story in read(path)["stories"] for step in story["steps"]]
        assert {intent} == {step["intent"] for step in steps if "intent" in step}
        found[intent] = {step["action"] for step in steps if "action" in step}
    return found


@cache
def examples() -> dict[str, set[str]]:
    """Intent (without the field after the slash) to the data files that teach it."""
    taught: dict[str, set[str]] = {}
    for path in tracked("data/nlu/*"):
        for one in read(path)["nlu"]:
            taught.setdefault(one["intent"], set()).add(path.removeprefix("data/nlu/").removesuffix(".yml"))
    return taught


def topics() -> set[str]:
    """The topics: the folders of articles."""
    return {path.split("/")[1] for path in tracked("knowledge/*.md") if path.count("/") == 2}


def used_by_stories() -> set[str]:
    """The actions that stand in a dialogue story."""
    stories = [story for path in tracked("tests/conversations/*.yml") for story in read(path)["stories"]]
    return {step["action"] for story in stories for step in story["steps"] if "action" in step}


def test_every_goal_is_an_action_of_the_domain() -> None:
    """And the domain names no action that nobody serves."""
    assert {f"action_{goal}" for goal in GOAL_NAMES} == set(read("domain.yml")["actions"])


def test_every_action_file_is_a_goal() -> None:
    """`actions/<goal>.py`."""
    helpers = {"__init__", "__main__", "base", "framing", "goals", "server", "turns", "actions"}

    assert set(GOAL_NAMES) == {name.removeprefix("actions.") for name in modules("actions")} - helpers


@pytest.mark.parametrize("goal", GOAL_NAMES)
def test_every_goal_has_one_rule_file_that_leads_to_it(goal: str) -> None:
    """`data/rules/<goal>.yml` leads to `action_<goal>` and to nothing else; or stories do, to that among others."""
    ruled = {action for file, _, action in rules() if file == goal}

    assert {f"action_{goal}"} == (stories()[goal] & {f"action_{goal}"} if goal in stories() else ruled)


@pytest.mark.parametrize("goal", GOAL_NAMES)
def test_every_goal_calls_the_use_case_of_its_name(goal: str) -> None:
    """The file of the goal imports a function of that name from the use cases."""
    source = (ROOT / f"actions/{goal}.py").read_text(encoding="utf-8")
    name = USE_CASES.get(goal, goal)
    imported = [line for line in source.splitlines() if line.startswith("from secondment.usecases.") and name in line]

    assert 1 == len(imported), source
    assert callable(getattr(import_module(imported[0].split()[1]), name))


@pytest.mark.parametrize("goal", GOAL_NAMES)
def test_every_goal_is_in_a_dialogue_story(goal: str) -> None:
    """`tests/conversations/*.yml`."""
    assert f"action_{goal}" in used_by_stories()


def test_every_intent_has_exactly_one_rule_or_its_stories() -> None:
    """No message is left without an answer, and none is answered by two rules."""
    assert sorted(intents() | {ASKED_OF_RASA}) == sorted([*(intent for _, intent, _ in rules()), *stories()])


@pytest.mark.parametrize("intent", ["affirm", "deny"])
def test_stories_answer_after_whatever_was_told_last(intent: str) -> None:
    """Each kind of thing that can be told is one of the domain, and has its story; nothing as well."""
    kinds = set(read("domain.yml")["slots"]["last_kind"]["values"])
    after = [story["steps"][0] for story in read(f"data/stories/{intent}.yml")["stories"]]
    named = [
        one["slot_was_set"][0]["last_kind"] for step in after for one in step.get("or", (step,)) if "intent" not in one
    ]

    assert set(KINDS) == kinds
    assert (sorted(kinds), 1) == (sorted(named), sum("intent" in step for step in after))


def test_every_intent_is_taught_by_examples() -> None:
    """A pressed button needs none."""
    assert {one for one in intents() if not one.startswith(PRESSED)} == {one.split("/")[0] for one in examples()}


def test_every_topic_is_an_intent_with_a_data_file_of_its_name() -> None:
    """Knowledge folder, intent, `data/nlu/topics/<topic>.yml` and the words of the web page."""
    taught = {intent for intent, files in examples().items() if f"topics/{intent}" in files}
    shown = {key.removeprefix("web_topic_") for key in read("knowledge/sentences/gateway.yml") if "web_topic_" in key}

    assert topics() == taught
    assert topics() == shown
    assert topics() < intents()


def test_every_record_field_has_a_data_file_of_its_name() -> None:
    """Field of the use case, response `my_secondment/<field>`, `data/nlu/my_secondment/<field>.yml`."""
    taught = {intent.split("/")[1]: files for intent, files in examples().items() if intent.startswith("my_secondment")}

    assert set(FIELDS) == set(taught)
    assert {field: {f"my_secondment/{field}"} for field in FIELDS} == taught


def test_every_demo_conversation_kind_is_a_file_of_its_name() -> None:
    """`tests/conversations/scripted/<kind>.jsonl` holds conversations about that kind."""
    import json

    told = {
        path.split("/")[-1]: {json.loads(line)["about"] for line in (ROOT / path).read_text().splitlines() if line}
        for path in tracked("tests/conversations/scripted/*.jsonl")
    }

    assert {name: {name.removesuffix(".jsonl")} for name in told} == told
