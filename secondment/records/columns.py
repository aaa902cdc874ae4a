"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine

from secondment.errors import RecordsError


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite forgets the zone; it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without zone, turn the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise RecordsError("a moment without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Amount(TypeDecorator[Decimal]):
    """An exact decimal of at most 15 digits.

    SQLite has no decimals: there the number is kept as a float, which is exact to 15 digits, and read back with
    the column's scale.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int = 14, scale: int = 2) -> None:
        if precision > 15:
            raise ValueError("SQLite keeps at most 15 digits")
        super().__init__(precision, scale)
        self._precision, self._scale = precision, scale
        self._unit = Decimal(1).scaleb(-scale)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Floats on SQLite, decimals elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Numeric(self._precision, self._scale, asdecimal=False))
        return dialect.type_descriptor(self.impl_instance)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The number with the column's scale."""
        return None if value is None else Decimal(str(value)).quantize(self._unit)


class Share(Amount):
    """A share between 0 and 1 with four decimals."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(5, 4)
