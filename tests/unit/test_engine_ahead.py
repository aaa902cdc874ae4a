"""Messages are read before Rasa's turn, while it is busy with another one."""

from __future__ import annotations

import asyncio
from threading import Event
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.ahead import Ahead
from engine.components.intent_classifier import FusedIntentClassifier


class Reader(FusedIntentClassifier):
    """A classifier that only notes what it is to read, once it may."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.reading = self.most_at_once = 0
        self.may_read = Event()
        self.may_read.set()

    def read_ahead(self, text: str) -> None:
        """Note it, and how many are read meanwhile."""
        assert self.may_read.wait(10)
        self.reading += 1
        self.most_at_once = max(self.most_at_once, self.reading)
        sleep(0.02)
        self.reading -= 1
        self.read.append(text)


def agent(*components: Any) -> Any:
    """What Rasa's agent keeps of a loaded model."""
    nodes = {str(number): SimpleNamespace(_component=component) for number, component in enumerate(components)}
    return SimpleNamespace(processor=SimpleNamespace(graph_runner=SimpleNamespace(_instantiated_nodes=nodes)))


def ahead(*components: Any) -> Ahead:
    """Reading ahead for a model of these components."""
    told = Ahead()
    told.find(agent(*components))
    return told


def test_a_message_is_read_by_the_classifier_of_the_model() -> None:
    """Whatever else the model is made of."""
    reader = Reader()
    asyncio.run(ahead(object(), reader).read("who pays me?"))

    assert reader.read == ["who pays me?"]


def test_a_pressed_button_has_nothing_to_read() -> None:
    """Its intent is its name."""
    reader = Reader()
    asyncio.run(ahead(reader).read("/press_source"))

    assert reader.read == []


def test_the_loop_goes_on_while_a_message_is_read() -> None:
    """Else nothing would be gained."""
    reader = Reader()
    reader.may_read.clear()

    async def two() -> bool:
        reading = asyncio.create_task(ahead(reader).read("who pays me?"))
        await asyncio.sleep(0.05)
        waited = reading.done()
        reader.may_read.set()
        await reading
        return waited

    assert asyncio.run(two()) is False


def test_messages_are_read_one_after_another() -> None:
    """The other core is needed to answer."""
    reader = Reader()

    async def three() -> None:
        told = ahead(reader)
        await asyncio.gather(*(told.read(f"message {number}") for number in range(3)))

    asyncio.run(three())

    assert reader.read == ["message 0", "message 1", "message 2"]
    assert reader.most_at_once == 1


def test_a_model_without_the_classifier_is_noticed() -> None:
    """Reading ahead would otherwise be left out in silence."""
    assert (Ahead().find(agent(object())), Ahead().find(agent(Reader()))) == (False, True)


def test_before_a_model_is_loaded_messages_pass() -> None:
    """The channel stands before the model does."""
    asyncio.run(Ahead().read("who pays me?"))
