"""Sentence vectors made before Rasa's turn, on a thread of their own.

Rasa understands one message after another on its loop. The sentence encoder is the longest part of that and computes
without holding the interpreter: ahead of it, the vectors of the next messages are made while the loop answers this one.
What comes in while some are read is read together then: half of what the encoder does is reading its weights, which
serves several messages as well as one. Their vectors are the same as alone (docs/decisions/0027).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from rasa.core.agent import Agent

from engine.components.sentence_embeddings import SentenceEmbeddings

_LOG = logging.getLogger(__name__)
# more at once would keep the first of them waiting for the last
MOST_TOGETHER = 4
Waiting = tuple[str, "asyncio.Future[None]"]


class Ahead:
    """Reads messages ahead once the featurizer of an agent is found; before that it lets them pass."""

    def __init__(self) -> None:
        self._featurizers: list[SentenceEmbeddings] = []
        # one: a second would take the core that answers
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._waiting: list[Waiting] = []
        self._reading: asyncio.Task[None] | None = None

    def find(self, agent: Agent) -> bool:
        """Take up the featurizer from the graph of the loaded model; whether it has one."""
        nodes = agent.processor.graph_runner._instantiated_nodes.values()
        components = (node._component for node in nodes)
        self._featurizers = [one for one in components if isinstance(one, SentenceEmbeddings)]
        return bool(self._featurizers)

    async def read(self, words: str) -> None:
        """Have the vectors of a message made; a pressed button (`/press_...`) has no words."""
        if words.startswith("/") or not self._featurizers:
            return
        loop = asyncio.get_running_loop()
        read: asyncio.Future[None] = loop.create_future()
        self._waiting.append((words, read))
        if self._reading is None or self._reading.done():
            self._reading = loop.create_task(self._read_all())
        await read

    async def _read_all(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            await self._read_together(now)

    async def _read_together(self, now: Sequence[Waiting]) -> None:
        loop, told = asyncio.get_running_loop(), [words for words, _ in now]
        try:
            for featurizer in self._featurizers:
                reading = loop.run_in_executor(self._thread, featurizer.read_ahead, told)
                await asyncio.wait([reading])
                failed = reading.exception()
                if failed:  # again in its turn, at the boundary of the one message it is due to
                    _LOG.warning("messages were not read ahead: %s", type(failed).__name__)
        finally:
            for _, read in now:
                if not read.done():  # else whoever waited has gone
                    read.set_result(None)
