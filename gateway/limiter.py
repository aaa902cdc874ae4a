"""The rate limit per person, counted in memory over a moving minute."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from gateway.errors import TooManyMessages
from secondment.identity import Person


class MessageLimit:
    """At most so many messages a minute for each person, through all doors of this gateway together."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, person: Person) -> None:
        """Count one message; raises `TooManyMessages` with `Retry-After` in seconds when the minute is full."""
        if self._limiter.hit(self._item, person.employee_number):
            return
        reset = self._limiter.get_window_stats(self._item, person.employee_number).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        raise TooManyMessages({"seconds": seconds}, {"Retry-After": str(seconds)})
