"""The rules that fit where a conversation stands are those Rasa finds, and are looked for once for each such place."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from rasa.core.policies.rule_policy import RulePolicy

from engine import fitting_rules

LISTEN, SAID = {"action_name": "action_listen"}, {"action_name": "action_say"}
ASKED = {"user": {"intent": "ask"}, "prev_action": LISTEN}
ANSWERED = {"user": {"intent": "ask"}, "prev_action": SAID}
GREETED = {"user": {"intent": "greet"}, "prev_action": LISTEN}


def rule(*states: Any) -> str:
    """The key of a rule of these states, as Rasa learns it."""
    return json.dumps(states, sort_keys=True)


LOOKUP = {
    rule(ASKED): "action_say",
    rule(ASKED, ANSWERED): "action_listen",
    rule({}, GREETED): "action_welcome",
    rule({"user": {"intent": "ask"}, "prev_action": LISTEN, "slots": {"side": [1.0]}}): "action_side",
    rule({"user": {"intent": "ask"}, "prev_action": LISTEN, "slots": {"side": "should_not_be_set"}}): "action_no_side",
}
PASTS = [
    [{}],
    [{}, ASKED],
    [{}, GREETED],
    [{}, ASKED, ANSWERED],
    [{}, GREETED, ANSWERED, GREETED],
    [{}, ASKED, ANSWERED, ASKED, ANSWERED],
    [{}, {**ASKED, "slots": {"side": (1.0,)}}],
    [{}, {**ASKED, "slots": {"side": (0.0, 1.0)}}],
    [{}, {"user": {"text": "who pays"}, "prev_action": LISTEN}],
]


@pytest.fixture
def policy() -> RulePolicy:
    """A policy that was never trained; what it knows is handed to it."""
    return RulePolicy.__new__(RulePolicy)


@pytest.mark.parametrize("past", PASTS)
def test_the_rules_that_fit_are_those_rasa_finds(policy: RulePolicy, past: list[dict[str, Any]]) -> None:
    """Whatever the length of the talk, its slots and its beginning."""
    assert fitting_rules._compare_all(policy, LOOKUP, past) == fitting_rules.fitting_rules(policy, LOOKUP, past)


def test_what_was_found_for_one_place_is_not_told_of_another(policy: RulePolicy) -> None:
    """Also when the same policy was asked about every other place before."""
    for past in PASTS + PASTS:
        assert fitting_rules._compare_all(policy, LOOKUP, past) == fitting_rules.fitting_rules(policy, LOOKUP, past)


def test_the_same_place_is_looked_up_once(policy: RulePolicy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no rule looks at does not make another place: the words, and turns long ago."""
    asked: list[Any] = []
    monkeypatch.setattr(fitting_rules, "_compare_all", lambda *told: asked.append(told) or {"a rule"})
    first = [{}, ASKED, ANSWERED, {**ASKED, "user": {"intent": "ask", "text": "who pays"}}]
    found = [fitting_rules.fitting_rules(policy, LOOKUP, past) for past in (first, [{}, GREETED, *first[1:]])]

    assert [{"a rule"}, {"a rule"}] == found
    assert 1 == len(asked)


def test_the_rules_of_a_loop_are_kept_apart(policy: RulePolicy) -> None:
    """Rasa asks the same policy about several lookups."""
    fitting_rules.fitting_rules(policy, LOOKUP, [{}, ASKED])

    assert set() == fitting_rules.fitting_rules(policy, {}, [{}, ASKED])
    assert {rule(GREETED)} == fitting_rules.fitting_rules(policy, {rule(GREETED): "action_greet"}, [{}, GREETED])
