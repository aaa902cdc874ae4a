"""Sentence vectors made before Rasa's turn, on a thread of their own.

Rasa understands one message after another on its loop. The sentence encoder is the longest part of that and computes
without holding the interpreter: ahead of it, the vectors of the next message are made while the loop answers this one.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from rasa.core.agent import Agent

from engine.components.intent_classifier import FusedIntentClassifier


class Ahead:
    """Reads messages ahead once the classifier of an agent is found; before that it lets them pass."""

    def __init__(self) -> None:
        self._classifiers: list[FusedIntentClassifier] = []
        # one: a second would take the core that answers
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")

    def find(self, agent: Agent) -> bool:
        """Take up the classifier from the graph of the loaded model; whether it has one."""
        nodes = agent.processor.graph_runner._instantiated_nodes.values()
        components = (node._component for node in nodes)
        self._classifiers = [one for one in components if isinstance(one, FusedIntentClassifier)]
        return bool(self._classifiers)

    async def read(self, words: str) -> None:
        """Have the vectors of a message made; a pressed button (`/press_...`) has no words."""
        if words.startswith("/"):
            return
        for classifier in self._classifiers:
            await asyncio.get_running_loop().run_in_executor(self._thread, classifier.read_ahead, words)
