"""Time is injected: production reads the machine's clock, demos and tests move it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol


class Clock(Protocol):
    """What the library needs to know of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def today(self) -> date:
        """The calendar day on which the person asks."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(timezone.utc)

    def today(self) -> date:
        """Today in the machine's time zone."""
        return datetime.now().astimezone().date()


@dataclass(frozen=True)
class MovedClock:
    """A clock whose day is set; it still ticks, so that life times of tokens go on working."""

    day: date

    def now(self) -> datetime:
        """The time of day of the machine on the set day, aware, in UTC."""
        real = datetime.now(timezone.utc)
        return datetime.combine(self.day, real.timetz())

    def today(self) -> date:
        """The set day."""
        return self.day

    def later(self, **delta: float) -> MovedClock:
        """A clock moved on by a `timedelta(**delta)` of whole days."""
        return MovedClock(self.day + timedelta(**delta))
