"""The contract with Rasa 3.6.21 that `engine.fast_actions` and `engine.slim` rely on."""

from __future__ import annotations

import inspect
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import rasa
import rasa.core.actions.action as rasa_actions
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from engine import fast_actions
from engine.channel import GatewayOutput
from engine.slim import needs_tensorflow

STOCK = fast_actions._StockRemoteAction
DOMAIN = Domain.from_dict({"actions": ["action_answer_question"], "intents": ["benefits"]})


def talk(turns: int) -> DialogueStateTracker:
    """A conversation of so many turns."""
    tracker = DialogueStateTracker("talk", DOMAIN.slots)
    for number in range(turns):
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(f"question {number}", {"name": "benefits"}, metadata={"assertion": "a"}))
    return tracker


def test_rasa_is_the_release_that_was_read() -> None:
    """A new release must be read again before its methods are replaced."""
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize("method", ["_action_call_format", "_validate_action_result", "run"])
def test_what_is_replaced_still_exists_with_the_same_arguments(method: str) -> None:
    """Replacing a method Rasa no longer calls would change nothing in silence."""
    stock, ours = getattr(STOCK, method), getattr(fast_actions.FastRemoteAction, method)

    assert list(inspect.signature(stock).parameters) == list(inspect.signature(ours).parameters)


def test_rasa_builds_our_action_once_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The factory looks the class up by its name in the module."""
    monkeypatch.setattr(rasa_actions, "RemoteAction", STOCK)
    fast_actions.install()

    built = rasa_actions.action_for_name_or_text("action_answer_question", DOMAIN, EndpointConfig("http://x"))

    assert isinstance(built, fast_actions.FastRemoteAction)


def test_the_endpoint_keeps_the_signature_of_rasas_own() -> None:
    """Rasa calls `request` with names."""
    stock = inspect.signature(EndpointConfig.request).parameters
    ours = inspect.signature(fast_actions.KeptOpenEndpoint.request).parameters

    assert list(stock) == list(ours)


def test_a_call_stays_small_in_a_long_conversation() -> None:
    """The 500th message costs what the first one cost."""
    action = fast_actions.FastRemoteAction("action_answer_question", None)

    call = action._action_call_format(talk(500), DOMAIN)

    assert len(call["tracker"]["events"]) == fast_actions.LAST_EVENTS
    assert "domain" not in call


def test_a_call_holds_what_actions_read() -> None:
    """The last message with its assertion, the slots, the sender."""
    call = fast_actions.FastRemoteAction("action_answer_question", None)._action_call_format(talk(1), DOMAIN)

    tracker = call["tracker"]
    assert (tracker["sender_id"], tracker["latest_message"]["metadata"]) == ("talk", {"assertion": "a"})


def test_what_was_understood_is_told_once() -> None:
    """With the last message; each event would repeat its vectors and its ranking."""
    tracker = fast_actions.FastRemoteAction("action_answer_question", None)._action_call_format(talk(2), DOMAIN)[
        "tracker"
    ]

    assert "intent" in tracker["latest_message"]
    assert [] == [event for event in tracker["events"] if "parse_data" in event]


def test_a_good_response_passes() -> None:
    """The compiled check accepts what the action server sends."""
    good = {"events": [{"event": "slot", "name": "last_kind", "value": "x", "timestamp": None}], "responses": []}

    assert fast_actions.FastRemoteAction("a", None)._validate_action_result(good)


@pytest.mark.parametrize(
    "bad",
    [{"events": 3}, {"events": [{"event": "nothing"}]}, {"events": [{"event": "slot"}]}, {"responses": ["SECRET"]}, []],
)
def test_a_bad_response_is_refused_without_being_told(bad: Any) -> None:
    """The stock check quotes the response in its error, and that goes to the log."""
    with pytest.raises(fast_actions.BadActionResponse) as error:
        fast_actions.FastRemoteAction("a", None)._validate_action_result(bad)

    assert "SECRET" not in str(error.value)


async def test_a_failed_action_is_noted_on_the_channel() -> None:
    """Rasa goes on in silence; the channel must know, so that the person is told."""
    out = GatewayOutput()
    dead = fast_actions.KeptOpenEndpoint("http://127.0.0.1:9/webhook")
    action = fast_actions.FastRemoteAction("action_answer_question", dead)

    with pytest.raises(rasa.shared.exceptions.RasaException):
        await action.run(out, None, talk(1), DOMAIN)
    await dead.close()

    assert out.action_failed


def archive(folder: Path, *components: str) -> Path:
    """A model archive that names these components."""
    nodes = {str(place): {"uses": name} for place, name in enumerate(components)}
    told = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as stream:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(told)
        stream.addfile(entry, io.BytesIO(told))
    return path


def test_a_model_without_tensorflow_starts_without_it(tmp_path: Path) -> None:
    """Half of the start-up time is saved."""
    assert not needs_tensorflow(archive(tmp_path, "rasa.core.policies.rule_policy.RulePolicy"))


def test_a_model_with_a_tensorflow_component_keeps_it(tmp_path: Path) -> None:
    """Who adds DIET to the pipeline gets TensorFlow back without doing anything."""
    assert needs_tensorflow(archive(tmp_path, "rasa.nlu.classifiers.diet_classifier.DIETClassifier"))


def test_a_model_that_cannot_be_read_is_left_to_rasa(tmp_path: Path) -> None:
    """Rasa says what is wrong with it."""
    (tmp_path / "model.tar.gz").write_bytes(b"nothing")

    assert needs_tensorflow(tmp_path / "model.tar.gz")
