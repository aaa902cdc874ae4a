"""Erasing a person: every row that speaks of them goes, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update

from secondment.identity import Person, account_lane
from secondment.records.rows import LIST_TABLES
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY
from secondment.records.tables import Base

OPERATOR = Person("operator", "hr")  # stands in the audit for whoever runs the command
_ACCOUNT = ("provider", "tenant", "user_id")
_people = TABLES["people"]
_contacts = TABLES["contacts"]
_secondments = TABLES["secondments"]
_inbox = TABLES["inbox"]
_outbox = TABLES["outbox"]
_threads = TABLES["watched_threads"]


@dataclass(frozen=True)
class Erased:
    """How many rows of each table went, and in how many records of other people the person is named as a contact."""

    rows: dict[str, int]
    named_elsewhere: int


class Erasing(Database):
    """Queries that erase a person."""

    def erase_person(
        self, employee_number: str, conversations: Collection[str] = (), *, dry_run: bool = False
    ) -> Erased:
        """Erase everything of that person, or only count it; `conversations` are known conversation ids of theirs.

        Tables are found by their columns, so that a new one is not forgotten. The audit notes that somebody was
        erased, not who.
        """
        with self.begin(of=EVERYBODY) as work:
            if self._engine.dialect.name == "sqlite" and not dry_run:
                work.connection.exec_driver_sql("PRAGMA secure_delete=ON")  # or the file would keep what is deleted
            named = self._named_elsewhere(work, employee_number)
            rows = Counter[str]()
            for table, those in self._theirs(work, employee_number, frozenset(conversations)):
                rows[table.name] += work.connection.execute(delete(table).where(those)).rowcount
            gone = {name: count for name, count in rows.items() if count}
            if gone and not dry_run:
                self.audit(work, OPERATOR, "person_erased")
                work.commit()
        if not dry_run:
            self._empty_log()
        return Erased(gone, named)

    def _theirs(
        self, work: Work, number: str, conversations: frozenset[str]
    ) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """Each table with what is the person's in it, in the order in which it can be deleted."""
        accounts = self._accounts(work, number)
        yield from self._messages(work, number, conversations | {account_lane(*account) for account in accounts})
        for provider, tenant, user in accounts:
            mine = and_(_threads.c.provider == provider, _threads.c.tenant == tenant, _threads.c.holder == user)
            work.connection.execute(update(_threads).where(mine).values(holder=None))
            for table in Base.metadata.sorted_tables:
                if set(_ACCOUNT) <= set(table.c.keys()):
                    yield (
                        table,
                        and_(*(table.c[name] == value for name, value in zip(_ACCOUNT, (provider, tenant, user)))),
                    )
        records = select(_secondments.c.secondment_id).where(_secondments.c.employee_number == number)
        for name in LIST_TABLES:
            yield TABLES[name], TABLES[name].c.secondment_id.in_(records)
        for table in reversed(Base.metadata.sorted_tables):
            if "employee_number" in table.c:
                yield table, table.c.employee_number == number

    @staticmethod
    def _accounts(work: Work, number: str) -> set[tuple[str, str, str]]:
        """The accounts at other providers that are bound to the person, or from which they wrote."""
        tables = (
            table for table in Base.metadata.sorted_tables if {"employee_number", *_ACCOUNT} <= set(table.c.keys())
        )
        return {
            (provider, tenant, user)
            for table in tables
            for provider, tenant, user in work.connection.execute(
                select(*(table.c[name] for name in _ACCOUNT)).where(table.c.employee_number == number)
            )
        }

    @staticmethod
    def _messages(
        work: Work, number: str, conversations: frozenset[str]
    ) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """Messages of the person: by their ids where another table names them, and all others of the same talks."""
        tables = (
            table for table in Base.metadata.sorted_tables if {"employee_number", "message_id"} <= set(table.c.keys())
        )
        keys = {
            key
            for table in tables
            for key in work.connection.scalars(select(table.c.message_id).where(table.c.employee_number == number))
            if key
        }
        talks = conversations | set(
            work.connection.scalars(select(_inbox.c.conversation).where(_inbox.c.delivery.in_(keys)))
        )
        yield _outbox, or_(_outbox.c.delivery.in_(keys), _outbox.c.lane.in_(talks))
        yield _inbox, or_(_inbox.c.delivery.in_(keys), _inbox.c.conversation.in_(talks))

    @staticmethod
    def _named_elsewhere(work: Work, number: str) -> int:
        email = select(func.lower(_people.c.work_email)).where(_people.c.employee_number == number).scalar_subquery()
        query = (
            select(func.count(_contacts.c.secondment_id.distinct()))
            .join(_secondments, _secondments.c.secondment_id == _contacts.c.secondment_id)
            .where(_secondments.c.employee_number != number, func.lower(_contacts.c.email) == email)
        )
        return work.connection.scalar(query) or 0

    def _empty_log(self) -> None:
        """Bring SQLite's log into the file, so that it keeps no old pages; readers may hold up a part of it."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect().execution_options(reads_only=True, isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
