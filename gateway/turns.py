"""One turn: from a verified person's message to the reply. Each step hands one value to the next."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from gateway.desk import Desk
from gateway.rasa_client import Engine
from gateway.wire import Reply
from secondment.errors import SecondmentError
from secondment.identity import (
    Assertion,
    Choice,
    Keys,
    Person,
    Surface,
    conversation_id,
    epoch_id,
    hash_text,
    neutralise,
    read_choice,
    sign_assertion,
)


@dataclass(frozen=True)
class Inbound:
    """A message of a verified person.

    `door` is "web", "api" or a platform. `thread` keeps conversations of the same person apart and selects nobody.
    `key` names the delivery: the same key is the same message. `surface` says whether others read along.
    """

    person: Person
    door: str
    text: str
    key: str
    thread: str = ""
    surface: Surface = "personal"


@dataclass(frozen=True)
class Said:
    """What the engine is told: the words, or the marker of a pressed button with its choice."""

    text: str
    choice: Choice | None = None


@dataclass
class Turns:
    """Takes messages to the engine, one at a time per conversation and in order of arrival."""

    keys: Keys
    desk: Desk
    engine: Engine
    tenant: str = "default"
    queue: ConversationQueue = field(default_factory=lambda: ConversationQueue())

    async def conversation(self, inbound: Inbound) -> str:
        """The conversation a message belongs to: keyed, of this person only, new after each forgetting."""
        return self._conversation(inbound, await self.desk.epoch(inbound.person))

    def _conversation(self, inbound: Inbound, epoch: int) -> str:
        number = inbound.person.employee_number
        place = f"{inbound.surface}/{epoch}/{hashlib.sha256(inbound.thread.encode()).hexdigest()[:16]}"
        begun = epoch_id(self.keys, self.tenant, number, epoch)
        return begun + conversation_id(self.keys, inbound.door, self.tenant, number, place)

    async def take(self, inbound: Inbound) -> Reply:
        """Answer a message; raises what went wrong after the inbox row says so."""
        async with self.queue.turn(_place(inbound)), self._noted(inbound) as conversation:
            return await self._ask(inbound, conversation)

    async def answer(self, inbound: Inbound) -> Reply:
        """Answer a message of a door that keeps an inbox of its own."""
        async with self.queue.turn(_place(inbound)):
            return await self._ask(inbound, await self.conversation(inbound))

    @asynccontextmanager
    async def _noted(self, inbound: Inbound) -> AsyncIterator[str]:
        """Keep the inbox row true: received, then done or failed, whatever happens between. Gives the conversation."""
        conversation = await self.desk.receive(
            inbound.person, inbound.door, inbound.key, lambda epoch: self._conversation(inbound, epoch)
        )
        reference = "interrupted"
        answered = False
        try:
            yield conversation
            answered = True
        except SecondmentError as error:
            reference = error.reference
            raise
        finally:
            if answered:
                await self.desk.finish(inbound.door, inbound.key)
            else:
                await self.desk.fail(inbound.door, inbound.key, reference)

    async def _ask(self, inbound: Inbound, conversation: str) -> Reply:
        said = understand(self.keys, inbound.text, conversation)
        assertion = Assertion(
            person=inbound.person,
            conversation=conversation,
            surface=inbound.surface,
            message_id=inbound.key,
            text_hash=hash_text(said.text),
            choice=said.choice,
        )
        return Reply(conversation, await self.engine.ask(sign_assertion(self.keys, assertion), said.text))


def _place(inbound: Inbound) -> str:
    """The place in the queue; taken before the first wait, because looking up the epoch could change the order."""
    return "\x1f".join((inbound.door, inbound.person.employee_number, inbound.surface, inbound.thread))


def understand(keys: Keys, message: str, conversation: str) -> Said:
    """What a message says: our own signed button, or words that can never be read as a command."""
    choice = read_choice(keys, message, conversation)
    if choice is None:
        return Said(neutralise(message))
    if choice.kind == "say":
        return Said(neutralise(choice.value))
    return Said(f"~{choice.kind}", choice)


class ConversationQueue:
    """Lets one turn of a conversation run at a time, first come first served; remembers only conversations in use."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the turns before, then hold the conversation."""
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        self._waiting[conversation] = self._waiting.get(conversation, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[conversation] -= 1
            if not self._waiting[conversation]:
                del self._locks[conversation], self._waiting[conversation]
