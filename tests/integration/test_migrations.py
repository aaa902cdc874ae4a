"""The tables that migrations make are the tables the code speaks of, on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from secondment.identity import Person
from secondment.records.engine import alembic_config, newest_revision, open_engine, upgrade
from secondment.records.store import Store
from tests.builders import FixedClock, a_secondment
from tests.postgresql import missing, schema


@pytest.fixture
def sqlite(tmp_path: Path) -> Engine:
    """A new SQLite file."""
    return open_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")


@pytest.fixture
def postgresql() -> Iterator[Engine]:
    """A new schema on the PostgreSQL of this machine, dropped afterwards."""
    if missing():
        pytest.skip(missing())
    with schema("secondment_migration_test") as engine:
        yield engine


def _check_agreement(engine: Engine) -> None:
    config = alembic_config()
    config.stdout = io.StringIO()  # Alembic keeps the stream of its first import, which may be closed by now
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def _works(engine: Engine) -> bool:
    store = Store(engine, FixedClock())
    record = a_secondment()
    told = (store.upsert_secondments([record]), store.upsert_secondments([record]))
    case = store.add_case(Person("E1"), "Why?", "m-1").number
    new, again = store.receive("web", "k", "c"), store.receive("web", "k", "c")
    return (told, store.own_secondments(Person("E1")), case, new, again) == (
        (["created"], ["skipped"]),
        (record,),
        1001,
        True,
        False,
    )


def test_models_and_migrations_agree_on_sqlite(sqlite: Engine) -> None:
    """After all migrations there is nothing left to migrate."""
    upgrade(sqlite)

    _check_agreement(sqlite)


def test_upgrading_twice_changes_nothing(sqlite: Engine) -> None:
    """A database that is up to date is left alone."""
    upgrade(sqlite)
    upgrade(sqlite)

    assert _works(sqlite)


def test_the_newest_migration_is_known_by_its_file() -> None:
    """The name of the newest file begins with the revision Alembic ends at."""
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == newest_revision()


def test_models_and_migrations_agree_on_postgresql(postgresql: Engine) -> None:
    """The same migrations make the same tables there, and the store works on them."""
    upgrade(postgresql)

    _check_agreement(postgresql)
    assert _works(postgresql)
