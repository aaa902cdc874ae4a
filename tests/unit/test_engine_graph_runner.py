"""A graph runs as Rasa's own runner runs it, without being sorted anew for each message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

import rasa.core.processor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from engine import graph_runner
from engine.graph_runner import OrderedGraphRunner


class Sum(GraphComponent):
    """Adds up what it is given, and notes that it ran."""

    ran: list[int] = []

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Sum:
        """A component, as Rasa makes one."""
        told = cls()
        told.add = config.get("add", 0)
        return told

    def run(self, **given: int) -> int:
        """The sum and the number of the component."""
        self.ran.append(self.add)
        if self.add == 13:
            raise ValueError("broken")
        return sum(given.values()) + self.add


def node(add: int, target: bool = False, **needs: str) -> SchemaNode:
    """A node that adds its number to what it needs."""
    return SchemaNode(
        needs=needs, uses=Sum, constructor_name="create", fn="run", config={"add": add}, eager=True, is_target=target
    )


GRAPH: Mapping[str, SchemaNode] = {
    "last": node(1000, target=True, a="left", b="right"),
    "left": node(10, a="first"),
    "right": node(100, a="first", b="__other__"),
    "first": node(1, a="__message__"),
    "aside": node(13, a="first"),
}
INPUTS = {"__message__": 5, "__other__": 7}


@pytest.fixture(params=[DaskGraphRunner, OrderedGraphRunner])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Rasa's runner and ours: both have to pass."""
    Sum.ran.clear()
    schema = GraphSchema(dict(GRAPH))
    return request.param.create(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))


def test_every_node_runs_once_after_those_it_needs(runner: Any) -> None:
    """And only those that the target needs."""
    told = runner.run(INPUTS)

    assert {"last": (5 + 1 + 10) + (5 + 1 + 7 + 100) + 1000} == told
    assert [1, 10, 100, 1000] == sorted(Sum.ran)


def test_other_targets_may_be_asked_for(runner: Any) -> None:
    """Understanding and deciding are two targets of one graph."""
    assert [{"left": 16}, {"last": 1129}, {"left": 21}] == [
        runner.run(INPUTS, ["left"]),
        runner.run(INPUTS, ["last"]),
        runner.run({**INPUTS, "__message__": 10}, ["left"]),
    ]


def test_a_component_that_fails_fails_the_run(runner: Any) -> None:
    """With Rasa's own error, which the boundary knows."""
    with pytest.raises(GraphComponentException):
        runner.run(INPUTS, ["aside"])


def test_an_input_that_is_missing_fails_the_run(runner: Any) -> None:
    """Nothing runs on half of what it needs."""
    with pytest.raises(GraphRunError):
        runner.run({"__message__": 5})


def test_an_input_with_the_name_of_a_node_is_refused(runner: Any) -> None:
    """It would stand for what that node works out."""
    with pytest.raises(GraphRunError):
        runner.run({**INPUTS, "left": "right"})


def test_rasa_runs_models_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract with Rasa 3.6.21: the processor looks the runner up by this name."""
    monkeypatch.setattr(rasa.core.processor, "DaskGraphRunner", DaskGraphRunner)

    graph_runner.install()

    assert OrderedGraphRunner is rasa.core.processor.DaskGraphRunner
    assert "DaskGraphRunner" in rasa.core.processor.MessageProcessor._load_model.__code__.co_names
