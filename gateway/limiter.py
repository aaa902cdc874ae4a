"""The rate limit per person, counted in memory over a moving minute."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from gateway.errors import TooManyMessages
from secondment.identity import Person

_MINUTE = 60.0


class MessageLimit:
    """At most so many messages a minute for each person, through all doors of this gateway together.

    Counted here, since `limits` starts a thread for each message that it counts in memory. Called on the loop alone.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = per_minute, now
        # who wrote last stands last, so that those whose minute is over are found at the front
        self._sent: dict[str, deque[float]] = {}

    def count(self, person: Person) -> None:
        """Count one message; raises `TooManyMessages` with `Retry-After` in seconds when the minute is full."""
        now = self._now()
        self._forget(now - _MINUTE)
        sent = self._sent.get(person.employee_number) or deque()
        while sent and sent[0] <= now - _MINUTE:
            sent.popleft()
        if len(sent) >= self._most:
            seconds = max(1, math.ceil(sent[0] + _MINUTE - now)) if sent else int(_MINUTE)
            raise TooManyMessages({"seconds": seconds}, {"Retry-After": str(seconds)})
        sent.append(now)
        self._sent.pop(person.employee_number, None)
        self._sent[person.employee_number] = sent

    def __len__(self) -> int:
        """Of how many people messages are remembered."""
        return len(self._sent)

    def _forget(self, before: float) -> None:
        while self._sent:
            number, sent = next(iter(self._sent.items()))
            if sent[-1] > before:
                return
            del self._sent[number]
