"""Finds a process that runs and does not answer: a hung one helps nobody, and does not end by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class Limits:
    """How often each process is asked, how long it may take, and after how many silent probes it counts as hung.

    A process that has not answered yet has `start_seconds` from the start: the engine takes up to a minute on a slow
    machine, and a first start may bring the tables up to date.
    """

    every_seconds: float = 10.0
    answer_seconds: float = 5.0
    silent_probes: int = 6
    start_seconds: float = 300.0


class Pulse:
    """What is known of one process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._answered = False
        self._silent = 0

    def note(self, *, answered: bool, since_start: float) -> bool:
        """Take the outcome of a probe; whether the process counts as hung now."""
        if answered:
            self._answered, self._silent = True, 0
            return False
        self._silent += 1
        if not self._answered:
            return since_start > self._limits.start_seconds
        return self._silent >= self._limits.silent_probes


class Watchdog(threading.Thread):
    """Asks each process at its address, and has the first one that hangs ended; `hung` then says which and why.

    Any answer will do, a refusal too: whether the product works is for the health check to say.
    """

    def __init__(self, probes: Mapping[str, str], end: Callable[[str], None], limits: Limits = Limits()) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._probes, self._end, self._limits = dict(probes), end, limits
        self._stopping = threading.Event()
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy must not stand between us and this machine
        self.hung = ""

    def stop(self) -> None:
        """Ask no more."""
        self._stopping.set()

    def run(self) -> None:
        """Ask until told to stop or one hangs."""
        pulses = {name: Pulse(self._limits) for name in self._probes}
        began = time.monotonic()
        while not self._stopping.wait(self._limits.every_seconds):
            for name, address in self._probes.items():
                answered = self._answers(address)
                if self._stopping.is_set():
                    return
                if pulses[name].note(answered=answered, since_start=time.monotonic() - began):
                    self.hung = f"{name} did not answer any more"
                    self._end(name)
                    return

    def _answers(self, address: str) -> bool:
        try:
            with self._session.get(address, timeout=self._limits.answer_seconds, allow_redirects=False, stream=True):
                return True
        except requests.RequestException:
            return False
