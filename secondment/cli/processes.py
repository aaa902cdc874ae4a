"""The processes of the Procfile under honcho: one output, one end, and the reason as the last line."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from secondment.cli.watchdog import Limits, Watchdog

_STOPPED = re.compile(r"^(\w+) stopped \(rc=(-?\d+)\)")
# how often it is said that nothing is ready yet: at first, and after two minutes
_BEAT_SECONDS, _PATIENCE_SECONDS = 5, 120


class WatchingManager(Manager):  # type: ignore[misc]
    """honcho's manager, which starts threads once its processes have been forked, and can end one that hangs."""

    def __init__(self, printer: Printer) -> None:
        super().__init__(printer)
        self.when_started: list[threading.Thread] = []

    def end(self, name: str) -> None:
        """Kill a process that does not listen any more."""
        pid = self._processes[name].get("pid")
        if pid is not None:
            self._procmgr.kill(pid)

    def _start(self) -> None:
        super()._start()
        for thread in self.when_started:
            thread.start()


class NotingPrinter(Printer):  # type: ignore[misc]
    """Prints what the processes say, and notes which one stopped first."""

    def __init__(self) -> None:
        super().__init__()
        self.first_stopped: tuple[str, int] | None = None
        self.last_said: dict[str, str] = {}

    def write(self, message: Any) -> None:
        """Print a line; lines of the manager itself are noted and told only when a process stopped."""
        if message.name != "system":
            super().write(message)
            said = message.data.decode(errors="replace").strip()
            if said and self.first_stopped is None:
                self.last_said[message.name] = said
            return
        found = _STOPPED.match(message.data)
        if found and self.first_stopped is None:
            self.first_stopped = (found.group(1), int(found.group(2)))


@dataclass(frozen=True)
class Watch:
    """Which processes are watched: the address of each, and the limits."""

    probes: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


class Supervisor:
    """Starts the processes of a Procfile, prints the address once the health check is green, stops all together.

    `watch` has the addresses at which processes are asked whether they hang, and the limits.
    """

    def __init__(
        self, procfile: Path, environments: Mapping[str, Mapping[str, str]], address: str, watch: Watch = Watch()
    ) -> None:
        self._address = address
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._printer = NotingPrinter()
        self._manager = WatchingManager(self._printer)
        self._watchdog = Watchdog(watch.probes, self._manager.end, watch.limits)
        waiting = threading.Thread(target=self._announce, name="announce", daemon=True)
        self._manager.when_started = [waiting, self._watchdog]
        for name, command in parse_procfile(procfile.read_text()).processes.items():
            environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environments.get(name, {})}
            self._manager.add_process(name, command, env=environment, cwd=str(procfile.parent))

    def run(self) -> int:
        """Run until a process stops or Ctrl-C; 0 after Ctrl-C or SIGTERM, else the exit code of who stopped first."""
        print(f"Starting; the address follows ({self._address})", flush=True)
        self._manager.loop()
        self._stopping.set()
        self._watchdog.stop()
        if self._watchdog.hung:
            print(f"Stopped because {self._watchdog.hung}.", flush=True)
            return 1
        if self._manager.returncode in (130, 143):
            print("Stopped on request; all processes have ended.", flush=True)
            return 0
        name, code = self._printer.first_stopped or ("a process", 1)
        code = code if code >= 0 else 128 - code  # ended by a signal: told as shells tell it, and as the exit code is
        said = self._printer.last_said.get(name)
        why = f"said at last: {said}" if said else "said nothing"
        print(f"Stopped because {name} ended with code {code}; it {why}", flush=True)
        return code or 1

    def _announce(self) -> None:
        began = told = time.monotonic()
        while not self._stopping.is_set():
            now = time.monotonic()
            if _healthy(self._address):
                print(f"Ready: {self._address} (after {now - began:.0f} s; Ctrl-C stops it)", flush=True)
                return
            if now - told > (_BEAT_SECONDS if now - began < _PATIENCE_SECONDS else _PATIENCE_SECONDS):
                told = now
                print(f"  not ready yet, {now - began:.0f} s ({self._address}/api/health says why)", flush=True)
            time.sleep(0.3)


def _healthy(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/health", timeout=5).status_code == 200
    except requests.RequestException:
        return False
