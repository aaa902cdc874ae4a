"""So many messages a minute for each person."""

from __future__ import annotations

import pytest

from gateway.errors import TooManyMessages
from gateway.limiter import MessageLimit
from secondment.identity import Person

ADA, BEN = Person("D1"), Person("D2")


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Now."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


def test_one_message_too_many_is_refused_and_told_when_to_come_back(clock: Clock) -> None:
    """`Retry-After` is when the first of the minute is a minute old."""
    limit = MessageLimit(2, clock)
    limit.count(ADA)
    clock.now += 20
    limit.count(ADA)
    clock.now += 10.5

    with pytest.raises(TooManyMessages) as refused:
        limit.count(ADA)

    assert {"Retry-After": "30"} == refused.value.headers


def test_the_minute_moves_on(clock: Clock) -> None:
    """Not a fresh start at each full minute: each message counts for sixty seconds."""
    limit = MessageLimit(2, clock)
    limit.count(ADA)
    clock.now += 59
    limit.count(ADA)
    clock.now += 1
    limit.count(ADA)

    with pytest.raises(TooManyMessages):
        limit.count(ADA)


def test_a_refused_message_does_not_count(clock: Clock) -> None:
    """Who keeps trying is let in as soon as who waits."""
    limit = MessageLimit(1, clock)
    limit.count(ADA)
    for _ in range(5):
        clock.now += 10
        with pytest.raises(TooManyMessages):
            limit.count(ADA)
    clock.now += 10

    limit.count(ADA)


def test_everybody_has_a_minute_of_their_own(clock: Clock) -> None:
    """Nobody is refused for what another sent."""
    limit = MessageLimit(1, clock)
    limit.count(ADA)

    limit.count(BEN)


def test_who_has_been_silent_for_a_minute_is_forgotten(clock: Clock) -> None:
    """Memory is bounded by those who write."""
    limit = MessageLimit(1, clock)
    for number in range(100):
        limit.count(Person(f"D{number}"))
        clock.now += 1
    clock.now += 50

    limit.count(ADA)

    assert 11 >= len(limit)
