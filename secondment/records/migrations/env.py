"""What Alembic runs: the product hands in an open connection; a developer names a database with `-x url=…`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator

from secondment.records.engine import open_engine
from secondment.records.tables import Base


def _plain_type(kind: str, item: Any, autogen_context: object) -> str | Literal[False]:
    """Write our column types as the plain ones beneath, so that old migrations do not depend on today's code."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with open_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        _run(opened)
