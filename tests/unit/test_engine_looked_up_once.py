"""The contract with Rasa 3.6.21 that `engine.looked_up_once` relies on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import rasa.core.actions.action as rasa_actions
import rasa.shared.utils.common
from rasa.shared.core.domain import ActionNotFoundException, Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet

from engine import looked_up_once

WORDS = {"event": "bot", "text": "hello", "timestamp": 1.0}


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa is left as it was found."""
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(looked_up_once._class_by_name))
    monkeypatch.setattr(rasa_actions, "action_for_name_or_text", looked_up_once._action_by_name)


def test_events_are_what_they_were() -> None:
    """The same classes by the same names, and the same error for no name."""
    looked_up_once.install()

    assert BotUttered("hello", timestamp=1.0) == Event.from_parameters(WORDS)
    assert SlotSet is Event.resolve_by_type("slot")
    with pytest.raises(ValueError):
        Event.resolve_by_type("no such event")


def test_classes_are_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than all else that is done with an event."""
    listed: list[type] = []
    every = rasa.shared.utils.common.all_subclasses
    monkeypatch.setattr(rasa.shared.utils.common, "all_subclasses", lambda of: (listed.append(of), every(of))[1])
    looked_up_once.install()
    for _ in range(3):
        Event.from_parameters(WORDS)

    assert 1 == listed.count(Event)


def test_actions_are_made_once_for_a_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same object for the same name; another domain has actions of its own, and an unknown name is an error."""
    made: list[None] = []
    default = rasa_actions.default_actions
    monkeypatch.setattr(rasa_actions, "default_actions", lambda endpoint: (made.append(None), default(endpoint))[1])
    looked_up_once.install()
    one, other = (Domain.from_dict({"actions": ["action_answer"]}) for _ in range(2))
    at = one.action_names_or_texts.index("action_answer")
    found = [rasa_actions.action_for_index(at, domain, None) for domain in (one, one, other)]

    assert 2 == len(made)
    assert found[0] is found[1] is not found[2]
    assert ["action_answer"] * 3 == [action.name() for action in found]
    with pytest.raises(ActionNotFoundException):
        rasa_actions.action_for_name_or_text("action_nobody_knows", one, None)


@pytest.mark.parametrize("domain", [Domain.empty(), Domain.from_dict({"intents": ["greet"]})])
def test_whether_the_domain_is_empty_stays_as_it_is(domain: Domain) -> None:
    """Asked once, told ever after."""
    before = domain.is_empty()

    looked_up_once.remember_domain(SimpleNamespace(domain=domain))

    assert before == domain.is_empty()
