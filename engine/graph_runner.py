"""Runs the graph of a trained model in an order worked out once.

Rasa 3.6.21 builds a task graph, sorts it and schedules it with dask twice for each message, always the same one of a
dozen nodes; that takes as long as deciding what to do next. Components, their inputs and errors stay as they are.
"""

from __future__ import annotations

from typing import Any

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Plan = tuple[tuple[str, GraphNode, tuple[str, ...]], ...]


class OrderedGraphRunner(DaskGraphRunner):  # type: ignore[misc]  # Rasa is not typed
    """Rasa's runner, each node after those it needs."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The results of the targets (all of the graph by default); raises `GraphRunError` as Rasa's runner does."""
        wanted = tuple(targets or self._graph_schema.target_names)
        known = {name: (name, told) for name, told in (inputs or {}).items()}
        clash = next((name for name in known if name in self._graph_schema.nodes), None)
        if clash:
            raise GraphRunError(f"the input {clash} has the name of a node")
        try:
            for name, node, needs in self._plan(wanted):
                known[name] = node(*(known.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {target: known[target][1] for target in wanted}

    def _plan(self, targets: tuple[str, ...]) -> Plan:
        plans: dict[tuple[str, ...], Plan] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            nodes, order = self._graph_schema.nodes, list[str]()

            def add(name: str) -> None:
                if name in nodes and name not in order:
                    for need in nodes[name].needs.values():
                        add(need)
                    order.append(name)

            for target in targets:
                add(target)
            plans[targets] = tuple(
                (name, self._instantiated_nodes[name], tuple(nodes[name].needs.values())) for name in order
            )
        return plans[targets]


def install() -> None:
    """Make Rasa's processor run models so; before a model is loaded."""
    rasa.core.processor.DaskGraphRunner = OrderedGraphRunner
