"""What all tables share: the base with fixed names of constraints, kinds of columns, checks."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

Key = Annotated[str, mapped_column(String(100), primary_key=True)]
Short = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(60))]
OptionalShort = Annotated[str | None, mapped_column(String(200))]
OptionalCode = Annotated[str | None, mapped_column(String(60))]
Position = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
OfSecondment = Annotated[
    str, mapped_column(ForeignKey("secondments.secondment_id", ondelete="CASCADE"), primary_key=True)
]


# rows of lists stand in the order of their keys on SQLite, which saves a second index on each
COMPACT = {"sqlite_with_rowid": False}


def one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    """A check that the column holds one of the allowed words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in allowed)})", name=f"{column}_known")


def check(sql: str, name: str) -> CheckConstraint:
    """A named check."""
    return CheckConstraint(sql, name=name)


class Base(DeclarativeBase):
    """Base of all tables; names of constraints are fixed so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
