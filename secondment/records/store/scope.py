"""Whose rows a transaction may see, where the database checks it too (row-level security on PostgreSQL)."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from secondment.errors import RecordsError
from secondment.identity import Person
from secondment.records.tls import LINE_FAILURES


class _Scope(Enum):
    EVERYBODY = "all"


EVERYBODY: Final = _Scope.EVERYBODY  # imports, HR and the operator
Of = Person | Literal[_Scope.EVERYBODY] | None

_SET = text("SELECT set_config('secondment.person', :person, true), set_config('secondment.scope', :scope, true)")
_UNCHECKED = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def see(connection: Connection, of: Of) -> None:
    """Let the running transaction see the records and cases of a person, of everybody, or of nobody."""
    if connection.dialect.name != "postgresql":
        return
    person = of.employee_number if isinstance(of, Person) else ""
    connection.execute(_SET, {"person": person, "scope": "all" if of is EVERYBODY else ""})


def passes_row_security(engine: Engine) -> bool:
    """Whether the database lets our role see every row whatever is set: superusers; raises `RecordsError`."""
    if engine.dialect.name != "postgresql":
        return False
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(_UNCHECKED))
    except (SQLAlchemyError, *LINE_FAILURES) as error:
        raise RecordsError(f"database: {type(error).__name__}") from error
