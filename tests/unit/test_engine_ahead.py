"""Messages are read before Rasa's turn, while it is busy with another one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.ahead import MOST_TOGETHER, Ahead
from engine.components.sentence_embeddings import SentenceEmbeddings


class Reader(SentenceEmbeddings):
    """A featurizer that only notes what it is to read, once it may."""

    def __init__(self) -> None:
        self.read: list[list[str]] = []
        self.reading = self.most_at_once = 0
        self.may_read = Event()
        self.may_read.set()

    def read_ahead(self, messages: Sequence[str]) -> None:
        """Note them, and how many readings go on meanwhile; one message cannot be read at all."""
        assert self.may_read.wait(10)
        self.reading += 1
        self.most_at_once = max(self.most_at_once, self.reading)
        sleep(0.02)
        self.reading -= 1
        self.read.append(list(messages))
        if "unreadable" in messages:
            raise ValueError("no vectors")


def agent(*components: Any) -> Any:
    """What Rasa's agent keeps of a loaded model."""
    nodes = {str(number): SimpleNamespace(_component=component) for number, component in enumerate(components)}
    return SimpleNamespace(processor=SimpleNamespace(graph_runner=SimpleNamespace(_instantiated_nodes=nodes)))


def ahead(*components: Any) -> Ahead:
    """Reading ahead for a model of these components."""
    told = Ahead()
    told.find(agent(*components))
    return told


def test_a_message_is_read_by_the_featurizer_of_the_model() -> None:
    """Whatever else the model is made of."""
    reader = Reader()
    asyncio.run(ahead(object(), reader).read("who pays me?"))

    assert reader.read == [["who pays me?"]]


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


def test_what_comes_in_meanwhile_is_read_together() -> None:
    """The weights of the encoder are read once for all of it; the other core is needed to answer."""
    reader = Reader()

    async def many() -> None:
        told = ahead(reader)
        await asyncio.gather(*(told.read(f"message {number}") for number in range(MOST_TOGETHER + 2)))
        await told.read("later")

    asyncio.run(many())

    first = [f"message {number}" for number in range(MOST_TOGETHER)]
    rest = [f"message {number}" for number in range(MOST_TOGETHER, MOST_TOGETHER + 2)]
    assert reader.read == [first, rest, ["later"]]
    assert reader.most_at_once == 1


def test_whoever_has_gone_holds_nobody_up() -> None:
    """A connection that breaks while its message waits."""
    reader = Reader()
    reader.may_read.clear()

    async def three() -> None:
        told = ahead(reader)
        first, gone, last = (asyncio.create_task(told.read(f"message {number}")) for number in range(3))
        await asyncio.sleep(0.05)
        gone.cancel()
        reader.may_read.set()
        await asyncio.wait_for(asyncio.gather(first, last), 5)

    asyncio.run(three())


def test_what_cannot_be_read_ahead_holds_nobody_up() -> None:
    """It fails again in its own turn; the others of its batch, and the next message, go on."""
    reader = Reader()

    async def three() -> None:
        told = ahead(reader)
        await asyncio.wait_for(asyncio.gather(told.read("who pays me?"), told.read("unreadable")), 5)
        await asyncio.wait_for(told.read("and where?"), 5)

    asyncio.run(three())

    assert reader.read == [["who pays me?", "unreadable"], ["and where?"]]


def test_a_reading_that_is_called_off_holds_nobody_up() -> None:
    """As when the loop ends its tasks; whoever comes later is read."""
    reader = Reader()

    async def two() -> None:
        told = ahead(reader)
        first = asyncio.create_task(told.read("who pays me?"))
        await asyncio.sleep(0)
        assert told._reading
        told._reading.cancel()
        await asyncio.wait_for(told.read("and where?"), 5)
        first.cancel()

    asyncio.run(two())

    assert "and where?" in reader.read[-1]


def test_a_model_without_the_classifier_is_noticed() -> None:
    """Reading ahead would otherwise be left out in silence."""
    assert (Ahead().find(agent(object())), Ahead().find(agent(Reader()))) == (False, True)


def test_before_a_model_is_loaded_messages_pass() -> None:
    """The channel stands before the model does."""
    asyncio.run(Ahead().read("who pays me?"))
