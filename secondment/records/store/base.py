"""Transactions: one that is not told to commit rolls back, and every database failure leaves as `RecordsError`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Engine, func
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from secondment.clock import Clock
from secondment.errors import ConstraintBroken, RecordsError
from secondment.identity import Person
from secondment.records.tables import AuditRow, Base, PersonRow

TABLES = Base.metadata.tables


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

    @contextmanager
    def begin(self, *, reads_only: bool = False) -> Iterator[Work]:
        """A transaction that rolls back unless its `commit()` is called; raises `RecordsError`."""
        try:
            with self._engine.connect().execution_options(reads_only=reads_only) as connection:
                yield Work(connection)
        except (IntegrityError, DataError) as error:
            raise ConstraintBroken(type(error).__name__) from error
        except SQLAlchemyError as error:
            # the database's own message may hold values of the statement, so only its class is told
            raise RecordsError(f"database: {type(error).__name__}") from error

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
        maker = insert_postgresql if self._engine.dialect.name == "postgresql" else insert_sqlite
        return maker(TABLES[table]).on_conflict_do_nothing()

    def insert_many(self, work: Work, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows of the same columns: values are converted here, which costs half of what `execute` takes."""
        dialect, columns = self._engine.dialect, TABLES[table].columns
        names = list(rows[0])
        statement = TABLES[table].insert().compile(dialect=dialect, column_keys=names)
        order = statement.positiontup or names
        found = [columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order]
        converters = [(place, convert) for place, convert in enumerate(found) if convert]
        take = itemgetter(*order)
        values: Any = [_converted(take(row), converters) for row in rows]
        work.connection.exec_driver_sql(str(statement), values)

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


def _converted(values: tuple[Any, ...], converters: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    cells = list(values)
    for place, convert in converters:
        if cells[place] is not None:
            cells[place] = convert(cells[place])
    return tuple(cells)
