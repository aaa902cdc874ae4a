"""The base of all actions: one check of who speaks, one error boundary."""

from __future__ import annotations

import inspect
import logging
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

import actions.base
from actions.base import SecondmentAction, remembered
from actions.goals import GOALS
from secondment.answers import Answer, Button
from secondment.errors import NotPersonalError, RecordsError
from secondment.identity import Choice
from tests.actions_fakes import OTHER_KEYS, Echo, FakeServices, Said

ROOT = Path(__file__).resolve().parents[2]


async def run(action: SecondmentAction, said: Said) -> Any:
    """What the executor of rasa-sdk makes of a call."""
    executor = ActionExecutor()
    executor.register_action(action)
    return await executor.run({**said.call(), "domain": {}})


async def test_an_answer_is_one_message_with_all_its_parts() -> None:
    """Text, buttons and answer arrive together at the engine."""
    told = Answer("Hello", "knowledge", article="a", buttons=(Button("More", Choice("tell_more", "a")),))

    result = await run(Echo(FakeServices(), answers=[told]), Said())

    (message,) = result.responses
    assert (message["text"], message["custom"]) == ("Hello", {"answer": {"kind": "knowledge", "article": "a"}})
    assert message["buttons"] == [{"title": "More", "payload": "", "choice": ["tell_more", "a"]}]


async def test_what_was_talked_about_becomes_slots() -> None:
    """The next turn can lean on this one."""
    told = Answer("Hello", "knowledge", remember={"last_article": "a", "last_field": None})

    result = await run(Echo(FakeServices(), answers=[told]), Said())

    slots = [(event["name"], event["value"]) for event in result.events if event["event"] == "slot"]
    assert [("last_article", "a"), ("last_field", None)] == slots


async def test_an_answer_ends_the_turn() -> None:
    """The policies are not asked a second time what comes after it."""
    result = await run(Echo(FakeServices()), Said())

    assert ("followup", "action_listen") == (result.events[-1]["event"], result.events[-1]["name"])


def test_an_unknown_slot_is_a_mistake() -> None:
    """A use case cannot set what no turn would read."""
    with pytest.raises(ValueError, match="employee_number"):
        remembered([Answer("", "knowledge", remember={"employee_number": "E2"})])


async def test_without_proof_no_use_case_runs() -> None:
    """The check stands before the goal, in the base; a subclass cannot leave it out by mistake."""
    action = Echo(FakeServices())

    result = await run(action, Said(keys=OTHER_KEYS))

    assert ([], "fallback") == (action.turns, result.responses[0]["custom"]["answer"]["kind"])
    assert result.responses[0]["text"].startswith("I could not verify who you are")


async def test_a_message_in_another_language_reaches_no_goal() -> None:
    """What the engine makes of it is chance: whichever goal that leads to, nothing of a record is told."""
    action = Echo(FakeServices())

    (message,) = (await run(action, Said(said="Wann endet meine?"))).responses

    assert ([], "Bitte auf Englisch.") == (action.turns, message["text"])
    assert {"kind": "fallback"} == message["custom"]["answer"]


async def test_another_language_without_proof_is_not_answered_either() -> None:
    """Who speaks is checked first."""
    result = await run(Echo(FakeServices()), Said(said="Wann endet meine?", keys=OTHER_KEYS))

    assert result.responses[0]["text"].startswith("I could not verify who you are")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (RecordsError("SELECT * FROM people WHERE name = 'Ada'"), "The records cannot be reached ("),
        (NotPersonalError("Ada"), "That is about your own record."),
        (ZeroDivisionError("Ada earns 5000"), "Something went wrong ("),
    ],
)
async def test_a_failure_is_a_sentence_and_a_reference(error: Exception, sentence: str) -> None:
    """A person never reads the text of an exception."""
    result = await run(Echo(FakeServices(), error=error), Said())

    text = result.responses[0]["text"]
    assert text.startswith(sentence)
    assert "Ada" not in text


async def test_the_log_names_the_failure_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """The reference in the sentence is found in the log; record values are not."""
    with caplog.at_level(logging.INFO):
        result = await run(Echo(FakeServices(), error=ZeroDivisionError("Ada earns 5000")), Said())

    reference = result.responses[0]["text"].split("(")[1].rstrip(").")
    assert f"reference={reference} error=ZeroDivisionError at=actions_fakes.py" in caplog.text
    assert "Ada" not in caplog.text


async def test_the_log_of_a_good_turn_holds_no_words(caplog: pytest.LogCaptureFixture) -> None:
    """Goal, kind and time are enough."""
    with caplog.at_level(logging.INFO, logger="secondment"):
        await run(Echo(FakeServices()), Said())

    assert "goal=echo kinds=record" in caplog.text
    assert [word for word in ("mine end", "SECRET", "E1") if word in caplog.text] == []


def test_the_base_itself_cannot_be_built() -> None:
    """rasa-sdk registers what it can build; the base is no goal."""
    assert inspect.isabstract(SecondmentAction)


def test_goals_and_domain_name_the_same_actions() -> None:
    """One name for one goal through every layer."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    assert sorted(domain["actions"]) == sorted(f"action_{goal.goal}" for goal in GOALS)


def test_each_goal_stands_in_the_file_of_its_name() -> None:
    """Who looks for a goal finds it."""
    assert [f"actions.{goal.goal}" for goal in GOALS] == [goal.__module__ for goal in GOALS]


def test_a_kind_of_answer_that_no_story_knows_is_a_mistake() -> None:
    """A yes after it would stay without an answer."""
    with pytest.raises(ValueError, match="no such kind"):
        remembered([Answer("told", "knowledge", remember={"last_kind": "never heard of"})])


async def test_what_asks_on_from_a_refusal_reaches_no_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever goal the engine hears in "ok then only the month"; after anything else the goal answers."""
    said = {"refusal": [Answer("No.", "refusal")]}
    monkeypatch.setattr(actions.base, "refuse_again", lambda turn, _: said.get(turn.memory.last_kind, []))
    kinds = []
    for before in ("refusal", "record"):
        after = Said(said="ok then only the month", forged={"slots": {"last_kind": before}})
        kinds += [(await run(Echo(FakeServices()), after)).responses[0]["custom"]["answer"]["kind"]]

    assert ["refusal", "record"] == kinds


async def test_what_picks_a_title_reaches_no_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever goal the engine hears in "the second one"; where none was offered the goal answers."""
    said = {"clarify": [Answer("That.", "knowledge")]}
    monkeypatch.setattr(actions.base, "pick_title", lambda turn, _: said.get(turn.memory.last_kind, []))
    kinds = []
    for before in ("clarify", "record"):
        after = Said(said="the second one", forged={"slots": {"last_kind": before}})
        kinds += [(await run(Echo(FakeServices()), after)).responses[0]["custom"]["answer"]["kind"]]

    assert ["knowledge", "record"] == kinds
