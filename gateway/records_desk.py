"""The desk served by the use cases. They are plain functions on a database, so each runs in a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from anyio import to_thread

from secondment.clock import Clock
from secondment.demo import demo_records
from secondment.errors import RecordsError
from secondment.identity import Person
from secondment.records.store import Store
from secondment.usecases import accounts, deliveries, web_sessions
from secondment.usecases.accounts import Account, DemoPerson

Result = TypeVar("Result")


class SessionLife(Protocol):
    """How long a web sign-in lasts."""

    @property
    def web_session_hours(self) -> int:
        """In hours."""


class RecordsServices(Protocol):
    """What the desk takes from the wiring; the store is opened when first used."""

    @property
    def settings(self) -> SessionLife:
        """The settings in effect."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def store(self) -> Store:
        """Everything that is stored."""


class RecordsDesk:
    """Answers the gateway's questions from the records."""

    def __init__(self, services: RecordsServices) -> None:
        self._services = services

    async def account(self, person: Person) -> Account:
        """The account of a verified person."""
        return await in_thread(lambda: accounts.account(person, store=self._services.store))

    async def demo_people(self) -> tuple[DemoPerson, ...]:
        """The people of the demo."""
        services = self._services
        return await in_thread(lambda: accounts.demo_people(demo_records(), store=services.store, clock=services.clock))

    async def bound_person(self, provider: str, tenant: str, user: str) -> Person | None:
        """The person a verified identity of another system is bound to today."""
        services = self._services
        return await in_thread(lambda: deliveries.bound_person(services.store, services.clock, provider, tenant, user))

    async def receive(self, person: Person, door: str, key: str, conversation_of: Callable[[int], str]) -> str:
        """Note that a message came in and is being worked on; its conversation."""
        store = self._services.store
        return await in_thread(lambda: deliveries.receive(store, person, door, key, conversation_of))

    async def finish(self, door: str, key: str) -> None:
        """Note that a message was answered."""
        await in_thread(lambda: deliveries.finish(self._services.store, door, key))

    async def fail(self, door: str, key: str, reference: str) -> None:
        """Note that a message could not be answered, and under which reference."""
        await in_thread(lambda: deliveries.fail(self._services.store, door, key, reference))

    async def epoch(self, person: Person) -> int:
        """How often the person has had their conversation forgotten."""
        return await in_thread(lambda: deliveries.epoch(self._services.store, person))

    async def forget(self, person: Person) -> int:
        """Begin a new epoch: the next message starts afresh. Returns the epoch that is over."""
        return await in_thread(lambda: deliveries.forget(self._services.store, person))

    async def open_session(self, person: Person) -> str:
        """Begin a web session and return its secret id."""
        services = self._services
        hours = services.settings.web_session_hours
        return await in_thread(lambda: web_sessions.sign_in(services.store, services.clock, person, hours))

    async def session(self, session_id: str) -> Person | None:
        """The person of a web session that is neither over nor ended."""
        return await in_thread(lambda: web_sessions.who_signed_in(self._services.store, session_id))

    async def close_session(self, session_id: str) -> None:
        """End a web session."""
        await in_thread(lambda: web_sessions.sign_out(self._services.store, session_id))

    async def healthy(self) -> str:
        """`ok`, or what is wrong with the records."""
        try:
            await self.epoch(Person("nobody"))
        except RecordsError as error:
            return str(error)
        return "ok"


async def in_thread(work: Callable[[], Result]) -> Result:
    """The result of work that waits for the database, done where it holds up nobody else."""
    return await to_thread.run_sync(work)
