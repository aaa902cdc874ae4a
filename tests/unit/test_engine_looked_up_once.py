"""The contract with Rasa 3.6.21 that `engine.looked_up_once` relies on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import rasa.shared.utils.common
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet

from engine import looked_up_once

WORDS = {"event": "bot", "text": "hello", "timestamp": 1.0}


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa is left as it was found."""
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(looked_up_once._class_by_name))


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


@pytest.mark.parametrize("domain", [Domain.empty(), Domain.from_dict({"intents": ["greet"]})])
def test_whether_the_domain_is_empty_stays_as_it_is(domain: Domain) -> None:
    """Asked once, told ever after."""
    before = domain.is_empty()

    looked_up_once.remember_domain(SimpleNamespace(domain=domain))

    assert before == domain.is_empty()
