"""What Rasa's policies are told of the past is what it was, and is played again once for each point of a talk."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUtteranceReverted, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from engine import past_once

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet", "ask"],
        "actions": ["action_say"],
        "slots": {"side": {"type": "text", "mappings": [{"type": "custom"}]}},
    }
)


def tracker(events: int | None = None) -> DialogueStateTracker:
    """A talk of one turn, that keeps as many events at most."""
    told = DialogueStateTracker("someone", [TextSlot("side", mappings=[{"type": "custom"}])], events)
    say(told, "hello", "greet")
    return told


def say(told: DialogueStateTracker, text: str, intent: str) -> None:
    """One turn more."""
    for event in (ActionExecuted("action_listen"), UserUttered(text, {"name": intent}), ActionExecuted("action_say")):
        told.update(event)


def as_rasa_says(told: DialogueStateTracker, **how: Any) -> list[Any]:
    """Played again, as Rasa does."""
    return past_once._play_again(told, DOMAIN, **how)


@pytest.mark.parametrize("more", [ActionExecuted("action_listen"), SlotSet("side", "host"), UserUtteranceReverted()])
def test_the_past_is_what_it_was_after_every_event(more: Any) -> None:
    """Also after one that takes back."""
    told = tracker()
    past_once.past_states(told, DOMAIN)
    told.update(more)

    assert as_rasa_says(told) == past_once.past_states(told, DOMAIN)


def test_a_full_memory_moves_on() -> None:
    """The number of events stays, the events do not."""
    told = tracker(events=6)
    for intent in ("greet", "ask", "greet", "ask"):
        say(told, intent, intent)
        assert as_rasa_says(told) == past_once.past_states(told, DOMAIN)


def test_each_way_of_asking_has_its_own_answer() -> None:
    """Without what stands in rules alone, the past is another."""
    told = tracker()
    told.update(ActionExecuted("action_say", hide_rule_turn=True))
    without = {"ignore_rule_only_turns": True, "rule_only_data": {"rule_only_slots": ["side"]}}

    assert as_rasa_says(told) == past_once.past_states(told, DOMAIN)
    assert as_rasa_says(told, **without) == past_once.past_states(told, DOMAIN, **without)
    assert as_rasa_says(told) != as_rasa_says(told, **without)


def test_what_a_policy_takes_out_is_there_for_the_next() -> None:
    """Policies remove the words or the intent from the states they are given."""
    told = tracker()
    first = past_once.past_states(told, DOMAIN)
    del first[-1]["user"]["intent"]
    first.pop()

    assert as_rasa_says(told) == past_once.past_states(told, DOMAIN)


def test_one_point_is_played_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked for."""
    played: list[int] = []
    again = past_once._play_again
    monkeypatch.setattr(past_once, "_play_again", lambda *of, **how: (played.append(1), again(*of, **how))[1])
    told = tracker()
    for _ in range(3):
        past_once.past_states(told, DOMAIN)

    assert [1] == played


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("story", "asked"), [("greet", True), ("ask", False), (None, False)])
def test_a_memory_is_asked_for_intents_that_a_story_has(
    monkeypatch: pytest.MonkeyPatch, story: str | None, asked: bool, packed: bool
) -> None:
    """It answers as Rasa's does then; of any other it knows nothing, and is told nothing of the past."""
    looked: list[int] = []
    policy = MemoizationPolicy.__new__(MemoizationPolicy)
    policy.config = {"use_nlu_confidence_as_score": False, "enable_feature_string_compression": packed}
    state = {"user": {"intent": story}, "prev_action": {"action_name": "action_listen"}}
    policy.lookup, policy.priority = ({policy._create_feature_key([state]): "action_say"} if story else {}), 3
    monkeypatch.setattr(policy, "_prediction_states", lambda *_, **__: (looked.append(1), [state])[1], raising=False)

    found = past_once.predict_action_probabilities(policy, tracker(), DOMAIN)

    assert asked == bool(looked)
    assert (1.0 if asked else 0.0) == max(found.probabilities)


def test_rasa_asks_by_these_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed where the policies look them up."""
    for owner, name in ((DialogueStateTracker, "past_states"), (MemoizationPolicy, "predict_action_probabilities")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    past_once.install()

    assert past_once.past_states is DialogueStateTracker.past_states
    assert past_once.predict_action_probabilities is MemoizationPolicy.predict_action_probabilities
