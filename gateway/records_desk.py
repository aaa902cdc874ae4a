"""The desk served by the use cases. They are plain functions on a database, so each runs in a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from anyio import to_thread

from gateway.desk import Account, DemoPerson
from secondment.clock import Clock
from secondment.demo import demo_records
from secondment.errors import RecordsError
from secondment.identity import Person
from secondment.records.store import Store
from secondment.usecases import accounts, deliveries, web_sessions

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
        told = await _run(lambda: accounts.account(person, store=self._services.store))
        return Account(told.employee_number, told.name, told.role, told.record_linked)

    async def demo_people(self) -> list[DemoPerson]:
        """The people of the demo."""
        services = self._services
        people = await _run(lambda: accounts.demo_people(demo_records(), store=services.store, clock=services.clock))
        return [DemoPerson(one.employee_number, one.name, one.stage) for one in people]

    async def bound_person(self, provider: str, tenant: str, user: str) -> Person | None:
        """The person a verified identity of another system is bound to today."""
        services = self._services
        return await _run(lambda: deliveries.bound_person(services.store, services.clock, provider, tenant, user))

    async def receive(self, door: str, key: str, conversation: str) -> None:
        """Note that a message came in and is being worked on."""
        await _run(lambda: deliveries.receive(self._services.store, door, key, conversation))

    async def finish(self, door: str, key: str) -> None:
        """Note that a message was answered."""
        await _run(lambda: deliveries.finish(self._services.store, door, key))

    async def fail(self, door: str, key: str, reference: str) -> None:
        """Note that a message could not be answered, and under which reference."""
        await _run(lambda: deliveries.fail(self._services.store, door, key, reference))

    async def epoch(self, person: Person) -> int:
        """How often the person has had their conversation forgotten."""
        return await _run(lambda: deliveries.epoch(self._services.store, person))

    async def forget(self, person: Person) -> None:
        """Begin a new epoch: the next message starts afresh."""
        await _run(lambda: deliveries.forget(self._services.store, person))

    async def open_session(self, person: Person) -> str:
        """Begin a web session and return its secret id."""
        services = self._services
        hours = services.settings.web_session_hours
        return await _run(lambda: web_sessions.sign_in(services.store, services.clock, person, hours))

    async def session(self, session_id: str) -> Person | None:
        """The person of a web session that is neither over nor ended."""
        return await _run(lambda: web_sessions.who_signed_in(self._services.store, session_id))

    async def close_session(self, session_id: str) -> None:
        """End a web session."""
        await _run(lambda: web_sessions.sign_out(self._services.store, session_id))

    async def healthy(self) -> str:
        """`ok`, or what is wrong with the records."""
        try:
            await self.epoch(Person("nobody"))
        except RecordsError as error:
            return str(error)
        return "ok"


async def _run(work: Callable[[], Result]) -> Result:
    return await to_thread.run_sync(work)
