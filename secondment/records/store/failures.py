"""What a database's failure means, told without the values that its own message may hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import DataError, IntegrityError

from secondment.errors import ConstraintBroken, RecordsError

_BAD_DATA = ("22", "23")  # classes of PostgreSQL's codes: data exception, constraint violation


def told_error(error: Exception) -> RecordsError:
    """The error to raise: `ConstraintBroken` when the values were at fault, else `RecordsError`."""
    if isinstance(error, IntegrityError | DataError) or _code(error).startswith(_BAD_DATA):
        return ConstraintBroken(type(error).__name__)
    return RecordsError(f"database: {type(error).__name__}")


def _code(error: Exception) -> str:
    """PostgreSQL's code; its driver has one class for nearly every failure."""
    origin: Any = getattr(error, "orig", error)
    told = origin.args[0] if getattr(origin, "args", None) else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""
