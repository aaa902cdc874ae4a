"""The PostgreSQL of this machine, for the tests that want one: a schema of their own, dropped afterwards.

The tables belong to an ordinary role, as they should: a superuser is let pass by row-level security.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event, text

from secondment.records.engine import open_engine

ADMIN = "postgresql://root@127.0.0.1:5432/test"
ROLE = "secondment_test"
ADDRESS = f"postgresql://{ROLE}@127.0.0.1:5432/test"
_MAKE_ROLE = f"""DO $$ BEGIN
  CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$"""


def missing() -> str:
    """Why there is no PostgreSQL to test with; empty when there is one."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        there = probe.connect_ex(("127.0.0.1", 5432)) == 0
    return "" if there else "PostgreSQL: nothing answers on 127.0.0.1:5432"


@contextmanager
def schema(name: str, address: str = ADDRESS) -> Iterator[Engine]:
    """An engine whose tables are made in a new schema of that name."""
    outside = open_engine(ADMIN)
    with outside.begin() as connection:
        connection.execute(text(_MAKE_ROLE))
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {name} AUTHORIZATION {ROLE}"))
    inside = engine_in(name, address)
    yield inside
    inside.dispose()
    with outside.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    outside.dispose()


def engine_in(name: str, address: str = ADDRESS) -> Engine:
    """An engine that works in a schema."""
    engine = open_engine(address)

    def into_schema(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"SET search_path TO {name}")
        connection.commit()  # type: ignore[attr-defined]

    event.listen(engine, "connect", into_schema)
    return engine
