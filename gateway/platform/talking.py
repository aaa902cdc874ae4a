"""From a person's platform message to what is said to whom: in the place where it was asked, or to the person alone.

Personal facts never enter a group's conversation: a question that belongs to a personal chat is asked again in the
person's own conversation, under the same message id, and answered to the person alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gateway.platform.message import Account, PlatformMessage, is_payload
from gateway.turns import Inbound, Turns
from gateway.wire import Message
from secondment.identity import Choice, Keys, Person, conversation_id, read_choice, sign_choice


@dataclass(frozen=True)
class Told:
    """A message to say: to the person alone or in the place; its buttons are signed for `conversation`.

    `share`: the person may show it to everyone.
    """

    message: Message
    conversation: str
    alone: bool = False
    share: bool = False


@dataclass(frozen=True)
class _Question:
    """What to ask the engine, whether its answer is for the person alone, and the choice of a button of the group."""

    inbound: Inbound
    alone: bool
    choice: Choice | None = None


class OldButton(Exception):
    """A pressed button that was signed for another conversation, or before the conversation was forgotten."""


class Talking:
    """Asks the engine on behalf of platform doors."""

    def __init__(self, keys: Keys, turns: Turns) -> None:
        self._keys = keys
        self._turns = turns

    async def answer(self, message: PlatformMessage, person: Person) -> list[Told]:
        """What is said to a person's message; raises `OldButton` and what a turn raises."""
        question = await self._question(message, person)
        told = await self._ask(question, message, person)
        if not any((one.message.answer or {}).get("ask_alone") for one in told):
            return told
        own = Inbound(person, message.account.provider, message.text, question.inbound.key, own_thread(message))
        if question.choice is not None:
            own = replace(own, text=await self._signed(question.choice, own))
        return await self._ask(_Question(own, alone=True), message, person)

    async def personal_conversation(self, person: Person, account: Account) -> str:
        """The conversation in which the assistant speaks to a person first."""
        return await self._turns.conversation(Inbound(person, account.provider, "", "", f"{account.tenant}/"))

    async def _ask(self, question: _Question, message: PlatformMessage, person: Person) -> list[Told]:
        reply = await self._turns.answer(question.inbound)
        in_group = message.place.surface == "group"
        shown = reply.conversation if question.inbound.surface == "personal" else self._of_place(message)
        return [
            Told(
                one,
                shown,
                alone=in_group and (question.alone or bool((one.answer or {}).get("private"))),
                share=in_group and question.alone,
            )
            for one in reply.messages
        ]

    async def _question(self, message: PlatformMessage, person: Person) -> _Question:
        provider, key = message.account.provider, _turn_key(message)
        own = Inbound(person, provider, message.text, key, own_thread(message))
        in_group = message.place.surface == "group"
        group = replace(own, thread=_group_thread(message), surface="group")
        if not is_payload(message.text):
            return _Question(own if message.alone or not in_group else group, alone=message.alone)
        choice = read_choice(self._keys, message.text, await self._turns.conversation(own))
        if choice is not None and choice.kind != "share":
            return _Question(own, alone=in_group)
        choice = choice or (read_choice(self._keys, message.text, self._of_place(message)) if in_group else None)
        if choice is None:
            raise OldButton()
        if choice.kind == "share":
            choice = Choice("article", choice.value)
            return _Question(replace(group, text=await self._signed(choice, group)), alone=False, choice=choice)
        return _Question(replace(group, text=await self._signed(choice, group)), alone=message.alone, choice=choice)

    async def _signed(self, choice: Choice, inbound: Inbound) -> str:
        return sign_choice(self._keys, choice, await self._turns.conversation(inbound))

    def _of_place(self, message: PlatformMessage) -> str:
        """Buttons shown in a group are signed for the place: whoever reads them there may press them."""
        account, place = message.account, message.place
        return conversation_id(self._keys, account.provider, account.tenant, "", f"{place.channel}/{place.thread}")


def own_thread(message: PlatformMessage) -> str:
    """The thread of the person's own conversation: that of the personal chat, or its main one when asked in a group."""
    inside = message.place.thread if message.place.surface == "personal" else ""
    return f"{message.account.tenant}/{inside}"


def _group_thread(message: PlatformMessage) -> str:
    return f"{message.account.tenant}/{message.place.channel}/{message.place.thread}"


def _turn_key(message: PlatformMessage) -> str:
    told = "\x1f".join((message.account.provider, message.account.tenant, message.account.user, message.key))
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def plain(sentence: str, link: Sequence[str] = ()) -> Message:
    """A fixed sentence as a message; with a link, its address and title."""
    answer = {"kind": "small_talk", "link": {"url": link[0], "title": link[1]}} if link else {"kind": "small_talk"}
    return Message(sentence, (), answer)
