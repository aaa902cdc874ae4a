"""From a message taken in to the sealed payloads that answer it: who is it, what is said, how is it drawn, where to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.boundary import named, note, told_of
from gateway.chat.checks import MESSAGE_LIMIT_CHARACTERS
from gateway.errors import MessageTooLong
from gateway.parts import Gateway
from gateway.platform.desk import PlatformDesk
from gateway.platform.door import Door
from gateway.platform.message import Account, Address, Payload, PlatformMessage
from gateway.platform.sealing import Seal, Unreadable
from gateway.platform.talking import OldButton, Talking, Told, plain
from gateway.wire import Message, Offer
from secondment.answers import Answer
from secondment.errors import RecordsError, SecondmentError
from secondment.identity import Choice, Person, sign_choice
from secondment.usecases.linking import LINK_MINUTES, LinkedAccount
from secondment.usecases.outgoing import LastPlace

Outgoing = tuple[Address, Payload]


class Answering:
    """Makes the replies of platform doors."""

    def __init__(self, gateway: Gateway, desk: PlatformDesk, seal: Seal, doors: Mapping[str, Door]) -> None:
        self._gateway = gateway
        self._desk = desk
        self._seal = seal
        self._doors = doors
        self._talking = Talking(gateway.keys, gateway.turns)

    async def replies(self, message: PlatformMessage) -> tuple[list[bytes], str | None]:
        """The sealed payloads that answer a message, in order, and the reference of what went wrong, if it did.

        Raises `RecordsError` and `TryAgain` when it can be done later.
        """
        door = self._doors[message.account.provider]
        label = await door.admit(message)
        if label is None:
            return [], None
        told, reference = await self._told(message, label)
        sending = [(message.address, payload) for payload in door.renderer.settle(message.address)]
        sending += await self._drawn(door, message, told)
        return self.sealed(sending), reference

    async def apology(self, message: PlatformMessage) -> tuple[list[bytes], str]:
        """What is said to a message that could not be answered after several attempts, and its reference."""
        error = SecondmentError()
        told = [Told(plain(told_of(error, self._gateway.sentences)), "", alone=True)]
        door = self._doors[message.account.provider]
        return self.sealed(await self._drawn(door, message, told)), error.reference

    async def speech(self, place: LastPlace, person: Person, answer: Answer) -> list[bytes]:
        """The sealed payloads of an answer the assistant gives unasked, to the person alone; empty without a way."""
        door = self._doors[place.provider]
        account = Account(place.provider, place.tenant, place.user_id)
        address = door.connector.alone({"tenant": place.tenant, "user": place.user_id}, self._way_to(place))
        if address is None:
            return []
        conversation = await self._talking.personal_conversation(person, account)
        payloads = self._render(door, Told(to_message(answer), conversation))
        return self.sealed((address, payload) for payload in payloads)

    def sealed(self, sending: Iterable[Outgoing]) -> list[bytes]:
        """Payloads with their addresses, ready for the outbox."""
        return [self._seal.close({"address": dict(address), "payload": payload}) for address, payload in sending]

    async def _told(self, message: PlatformMessage, label: str) -> tuple[list[Told], str | None]:
        account = message.account
        try:
            person = await self._gateway.desk.bound_person(account.provider, account.tenant, account.user)
            if person is None:
                return [await self._introduction(account, label)], None
            await self._note_place(person, message)
            self._gateway.limit.count(person)
            if len(message.text) > MESSAGE_LIMIT_CHARACTERS:
                raise MessageTooLong({"limit": f"{MESSAGE_LIMIT_CHARACTERS:,}"})
            return await self._talking.answer(message, person), None
        except RecordsError:
            raise
        except OldButton:
            return [self._say("platform_old_button")], None
        except Exception as error:
            known = named(error)
            note(known, door=account.provider)
            sentence = told_of(known, self._gateway.sentences)
            return [Told(plain(sentence), "", alone=True)], known.reference

    async def _introduction(self, account: Account, label: str) -> Told:
        linked = LinkedAccount(account.provider, account.tenant, account.user, label[:200])
        token = await self._desk.open_link(linked)
        say = self._gateway.sentences.say
        if token is None:
            return self._say("platform_link_ended")
        url = f"{self._gateway.settings.address}/link/{token}"
        words = say("platform_link", minutes=LINK_MINUTES)
        return Told(plain(words, (url, say("platform_link_button"))), "", alone=True)

    def _say(self, key: str) -> Told:
        return Told(plain(self._gateway.sentences.say(key)), "", alone=True)

    async def _note_place(self, person: Person, message: PlatformMessage) -> None:
        account = message.account
        is_personal = message.place.surface == "personal"
        content = self._seal.close(dict(message.address)) if is_personal else None
        await self._desk.note_place(person, LastPlace(account.provider, account.tenant, account.user, content))

    async def _drawn(self, door: Door, message: PlatformMessage, told: list[Told]) -> list[Outgoing]:
        in_group = message.place.surface == "group"
        alone = await self._alone(door, message) if in_group and any(one.alone for one in told) else None
        sending: list[Outgoing] = []
        for one in told:
            if in_group and one.alone and alone is None:
                continue
            address = alone if in_group and one.alone and alone is not None else message.address
            sending += [(address, payload) for payload in self._render(door, one)]
        if in_group and alone is None and any(one.alone for one in told):
            hint = plain(self._gateway.sentences.say("platform_open_personal_chat"))
            sending += [(message.address, payload) for payload in self._render(door, Told(hint, ""))]
        return sending

    async def _alone(self, door: Door, message: PlatformMessage) -> Address | None:
        account = message.account
        place = await self._desk.place(account.provider, account.tenant, account.user)
        return door.connector.alone(message.address, self._way_to(place) if place else None)

    def _way_to(self, place: LastPlace) -> Address | None:
        """The way to the personal chat; none when it was sealed with a former key, until the person writes there."""
        try:
            way: Address | None = self._seal.open(place.content) if place.content else None
        except Unreadable:
            return None
        return way

    def _render(self, door: Door, told: Told) -> list[Payload]:
        def sign(choice: Choice) -> str:
            return sign_choice(self._gateway.keys, choice, told.conversation)

        return door.renderer.render([told.message], sign, share=told.share)


def to_message(answer: Answer) -> Message:
    """An answer of the library as the renderers take it."""
    return Message(answer.text, tuple(Offer(one.title, one.choice) for one in answer.buttons), answer.to_wire())
