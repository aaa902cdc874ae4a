"""The database: how it is opened and how its tables are brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from secondment.errors import RecordsError
from secondment.records.tls import LINE_FAILURES, tls_of

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MILLISECONDS = 15_000
_SILENCE_SECONDS = 20  # a server that says nothing for so long is gone; the gateway waits 25 for a turn


def open_engine(address: str) -> Engine:
    """The engine for an SQLAlchemy address; makes the folder of an SQLite file, opens no connection."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(address, url.database)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+pg8000")
    url, context = tls_of(url)
    return create_engine(url, pool_pre_ping=True, connect_args={"ssl_context": context, "timeout": _SILENCE_SECONDS})


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest revision; does nothing when they are; raises `RecordsError`."""
    try:
        if _revision(engine) == newest_revision():
            return
        from alembic import command  # loading Alembic takes half a second, which most starts can save

        config = alembic_config()
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            if engine.dialect.name == "postgresql":  # what a migration changes may be anybody's
                connection.execute(text("SELECT set_config('secondment.scope', 'all', true)"))
            command.upgrade(config, "head")
    except (SQLAlchemyError, *LINE_FAILURES) as error:
        raise RecordsError(f"the tables could not be brought up to date: {type(error).__name__}") from error


def newest_revision() -> str:
    """The newest migration, by the names of the files (`0002_what_it_does.py`)."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def alembic_config() -> Config:
    """Alembic's settings, so that it can be run from Python without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _revision(engine: Engine) -> str | None:
    with engine.connect().execution_options(reads_only=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _sqlite(address: str, file: str | None) -> Engine:
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"isolation_level": None, "timeout": _BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # taken for writing at once: a reader that starts to write later could only fail while another one writes
    lock = "DEFERRED" if connection.get_execution_options().get("reads_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {lock}")
