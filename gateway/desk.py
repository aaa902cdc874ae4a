"""The gateway's desk: what it needs to know and to note about people and deliveries.

`Desk` is the need; `RecordsDesk` (records_desk.py) serves it through use cases; tests use a small fake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from secondment.identity import Person
from secondment.usecases.accounts import Account, DemoPerson


class Desk(Protocol):
    """Questions and notes; every method may raise `RecordsError`."""

    async def account(self, person: Person) -> Account:
        """The account of a verified person."""

    async def demo_people(self) -> Sequence[DemoPerson]:
        """The people of the demo."""

    async def bound_person(self, provider: str, tenant: str, user: str) -> Person | None:
        """The person a verified identity of another system is bound to today."""

    async def receive(self, person: Person, door: str, key: str, conversation_of: Callable[[int], str]) -> str:
        """Note that a message came in; the same key again reopens its row.

        Returns its conversation, which `conversation_of` makes of the person's epoch.
        """

    async def finish(self, door: str, key: str) -> None:
        """Note that a message was answered."""

    async def fail(self, door: str, key: str, reference: str) -> None:
        """Note that a message could not be answered, and under which reference."""

    async def epoch(self, person: Person) -> int:
        """How often the person has had their conversation forgotten."""

    async def forget(self, person: Person) -> int:
        """Begin a new epoch: the next message starts afresh. Returns the epoch that is over."""

    async def open_session(self, person: Person) -> str:
        """Begin a web session and return its secret id."""

    async def session(self, session_id: str) -> Person | None:
        """The person of a web session that is neither over nor ended."""

    async def close_session(self, session_id: str) -> None:
        """End a web session; ending it twice is no error."""

    async def healthy(self) -> str:
        """`ok`, or what is wrong with the records; never raises."""
