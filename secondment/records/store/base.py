"""Transactions: one that is not told to commit rolls back, and every database failure leaves as `RecordsError`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, func
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import SQLAlchemyError

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store.bulk import insert_as_json, insert_rows
from secondment.records.store.failures import told_error
from secondment.records.store.scope import Of, see
from secondment.records.tables import AuditRow, Base, PersonRow
from secondment.records.tls import LINE_FAILURES

TABLES = Base.metadata.tables
_AT_ONCE = 500  # rows in one statement


class Work:
    """One transaction. `commit()` keeps what was done; leaving without it undoes everything."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def commit(self) -> None:
        """Keep what was done in this transaction."""
        self.connection.commit()


class Database:
    """What all parts of the store share: the engine, the clock, transactions, audit."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        # SQLite lets one transaction write; who waits for it inside this process need not try again and again
        self._turn: AbstractContextManager[object] = Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def begin(self, *, of: Of = None, reads_only: bool = False) -> Iterator[Work]:
        """A transaction that rolls back unless its `commit()` is called; raises `RecordsError`.

        `of` is whose records and cases it needs: without it, PostgreSQL shows it none.
        """
        turn = nullcontext() if reads_only else self._turn
        try:
            with turn, self._engine.connect().execution_options(reads_only=reads_only) as connection:
                if of is not None:
                    see(connection, of)
                yield Work(connection)
        except (SQLAlchemyError, *LINE_FAILURES) as error:
            raise told_error(error) from error

    def audit(
        self, work: Work, person: Person, kind: str, *, field: str | None = None, message_id: str | None = None
    ) -> None:
        """Note in the running transaction who did what through which message; never a value."""
        row = {
            "at": self._clock.now(),
            "employee_number": person.employee_number,
            "role": person.role,
            "message_id": message_id,
            "kind": kind,
            "field": field,
        }
        work.connection.execute(TABLES[AuditRow.__tablename__].insert(), row)

    def insert_new(self, table: str) -> Any:
        """An insert that leaves rows which stand already as they are."""
        return _insert_new(self._engine.dialect.name, table)

    def insert_many(self, work: Work, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows of the same columns."""
        if rows:
            insert = insert_as_json if self._engine.dialect.name == "postgresql" else insert_rows
            insert(work.connection, TABLES[table], rows)

    def merge_many(self, work: Work, statement: Any, rows: Mapping[Any, Mapping[str, Any]]) -> None:
        """Run an insert that minds rows which stand already, for many rows by their key."""
        news = list(rows.values())
        if self._engine.dialect.name != "postgresql":
            parts = [(statement, news)] if news else []
        else:  # its driver would ask the server for one row after the other
            parts = [(statement.values(news[start : start + _AT_ONCE]), []) for start in range(0, len(news), _AT_ONCE)]
        for query, values in parts:
            work.connection.execute(query, values or None)

    def upsert(self, table: str, keys: tuple[str, ...], kept: tuple[str, ...] = ()) -> Any:
        """An insert that overwrites the row of the same keys; `kept` columns keep a value that the new row lacks."""
        maker = insert_postgresql if self._engine.dialect.name == "postgresql" else insert_sqlite
        statement = maker(TABLES[table])
        news = {
            column.name: func.coalesce(statement.excluded[column.name], column)
            if column.name in kept
            else statement.excluded[column.name]
            for column in TABLES[table].columns
            if column.name not in keys
        }
        return statement.on_conflict_do_update(index_elements=list(keys), set_=news)

    def ensure_person(self, work: Work, employee_number: str) -> None:
        """Make sure the number is known, so that bindings and cases can refer to it."""
        work.connection.execute(
            self.insert_new(PersonRow.__tablename__),
            {"employee_number": employee_number, "name": None, "work_email": None},
        )


@cache
def _insert_new(dialect: str, table: str) -> Any:
    maker = insert_postgresql if dialect == "postgresql" else insert_sqlite
    return maker(TABLES[table]).on_conflict_do_nothing()
