"""The platform doors' desk: what they keep, through use cases, each in a worker thread."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.records_desk import RecordsServices, in_thread
from secondment.identity import Person
from secondment.sentences import Sentences
from secondment.usecases import linking, outgoing
from secondment.usecases.card import Card, secondment_card
from secondment.usecases.linking import LinkedAccount, Refusal
from secondment.usecases.outgoing import Arrival, Held, LastPlace, Parcel, Spoken, Thread


class PlatformDesk:
    """Keeps messages, replies, links and places; every method may raise `RecordsError`.

    `worker` names this gateway: a gateway of the same name that starts takes up what the former one left.
    """

    def __init__(self, services: RecordsServices, worker: str) -> None:
        self._services = services
        self._worker = worker

    async def take_in(self, arrival: Arrival) -> bool:
        """Keep a message; False when it was kept before."""
        return await in_thread(lambda: outgoing.take_in(self._services.store, arrival))

    async def overhear(self, arrival: Arrival, place: Thread, spoken: Spoken) -> bool:
        """Keep a message of a group if it is for the assistant."""
        return await in_thread(lambda: outgoing.overhear(self._services.store, arrival, place, spoken))

    async def recover(self) -> int:
        """Take up what a former life left in the middle."""
        return await in_thread(lambda: outgoing.recover(self._services.store, self._worker))

    async def next_messages(self, providers: Sequence[str]) -> tuple[Held, ...]:
        """The messages to work on now."""
        return await in_thread(lambda: outgoing.next_messages(self._services.store, providers, self._worker))

    async def next_payloads(self, providers: Sequence[str]) -> tuple[Parcel, ...]:
        """The payloads to send now."""
        return await in_thread(lambda: outgoing.next_payloads(self._services.store, providers, self._worker))

    async def complete(self, held: Held, contents: Sequence[bytes], reference: str | None = None) -> bool:
        """Finish a message with its replies, as failed when there is a reference."""
        return await in_thread(lambda: outgoing.complete(self._services.store, held, contents, reference))

    async def post(self, provider: str, delivery: str, lane: str, contents: Sequence[bytes]) -> None:
        """Send payloads that answer no message."""
        await in_thread(lambda: outgoing.post(self._services.store, provider, delivery, lane, contents))

    async def mark_sent(self, parcel: Parcel) -> None:
        """A payload arrived."""
        await in_thread(lambda: outgoing.mark_sent(self._services.store, parcel))

    async def postpone(self, parcel: Parcel, seconds: float, uncertain: bool) -> None:
        """Send a payload later."""
        await in_thread(lambda: outgoing.postpone(self._services.store, parcel, seconds, uncertain))

    async def bury(self, parcel: Parcel, reason: str) -> int:
        """Give a payload up; tells how many were given up so far."""
        return await in_thread(lambda: outgoing.bury(self._services.store, parcel, reason))

    async def note_place(self, person: Person, place: LastPlace) -> None:
        """Remember where a person wrote last."""
        await in_thread(lambda: outgoing.note_place(self._services.store, person, place))

    async def place(self, provider: str, tenant: str, user: str) -> LastPlace | None:
        """Where an account wrote last."""
        return await in_thread(lambda: outgoing.place_of(self._services.store, provider, tenant, user))

    async def where_last(self, person: Person) -> LastPlace | None:
        """Where a person wrote last."""
        return await in_thread(lambda: outgoing.where_last(self._services.store, self._services.clock, person))

    async def card(self, person: Person, sentences: Sentences) -> Card:
        """What a person sees of their own secondment at a glance."""
        services = self._services
        return await in_thread(lambda: secondment_card(person, services.store, services.clock, sentences))

    async def open_link(self, account: LinkedAccount) -> str | None:
        """The token of a new link, or None when only HR can bind the account again."""
        return await in_thread(lambda: linking.open_link(self._services.store, self._services.clock, account))

    async def linked_account(self, token: str) -> LinkedAccount | None:
        """The account of a link that is still good."""
        return await in_thread(lambda: linking.linked_account(self._services.store, token))

    async def confirm_link(self, person: Person, token: str) -> LinkedAccount | Refusal:
        """Bind a link's account to the person."""
        services = self._services
        return await in_thread(lambda: linking.confirm_link(services.store, services.clock, person, token))
