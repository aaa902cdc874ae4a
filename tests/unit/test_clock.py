"""Time is injected: the machine's, or that of a set day which still ticks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from secondment.clock import MovedClock, SystemClock

DAY = date(2026, 11, 21)


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    """A moment between two readings of the machine."""
    before = datetime.now(UTC)
    told = SystemClock().now()

    assert before <= told <= datetime.now(UTC)
    assert timedelta() == told.utcoffset()


def test_a_moved_clock_stands_on_its_day() -> None:
    """Day and moment agree."""
    clock = MovedClock(DAY)

    assert (DAY, DAY) == (clock.today(), clock.now().date())


def test_a_moved_clock_still_ticks() -> None:
    """The time of day is the machine's, so that what lives for minutes still ends."""
    first = MovedClock(DAY).now()
    while MovedClock(DAY).now() == first:
        pass

    assert timedelta() == first.utcoffset()


def test_a_moved_clock_can_be_moved_on() -> None:
    """By whole days."""
    assert date(2026, 12, 1) == MovedClock(DAY).later(days=10).today()
