"""The processes of the Procfile under honcho: one output, one end, and the reason as the last line."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

_STOPPED = re.compile(r"^(\w+) stopped \(rc=(-?\d+)\)")
_PATIENCE_SECONDS = 120


class WatchingManager(Manager):  # type: ignore[misc]
    """honcho's manager, which tells when its processes have been forked: threads must not start before."""

    def __init__(self, printer: Printer, when_started: threading.Thread) -> None:
        super().__init__(printer)
        self._when_started = when_started

    def _start(self) -> None:
        super()._start()
        self._when_started.start()


class NotingPrinter(Printer):  # type: ignore[misc]
    """Prints what the processes say, and notes which one stopped first."""

    def __init__(self) -> None:
        super().__init__()
        self.first_stopped: tuple[str, int] | None = None

    def write(self, message: Any) -> None:
        """Print a line; lines of the manager itself are noted and told only when a process stopped."""
        if message.name != "system":
            super().write(message)
            return
        found = _STOPPED.match(message.data)
        if found and self.first_stopped is None:
            self.first_stopped = (found.group(1), int(found.group(2)))


class Supervisor:
    """Starts the processes of a Procfile, prints the address once the health check is green, stops all together."""

    def __init__(self, procfile: Path, environments: Mapping[str, Mapping[str, str]], address: str) -> None:
        self._address = address
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._printer = NotingPrinter()
        waiting = threading.Thread(target=self._announce, name="announce", daemon=True)
        self._manager = WatchingManager(self._printer, waiting)
        for name, command in parse_procfile(procfile.read_text()).processes.items():
            environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environments.get(name, {})}
            self._manager.add_process(name, command, env=environment, cwd=str(procfile.parent))

    def run(self) -> int:
        """Run until a process stops or Ctrl-C; 0 after Ctrl-C or SIGTERM, else the exit code of who stopped first."""
        print(f"Starting; the address follows ({self._address})", flush=True)
        self._manager.loop()
        self._stopping.set()
        if self._manager.returncode in (130, 143):
            print("Stopped on request; all processes have ended.", flush=True)
            return 0
        name, code = self._printer.first_stopped or ("a process", 1)
        print(f"Stopped because {name} ended with code {code}; its last lines above say why.", flush=True)
        return code or 1

    def _announce(self) -> None:
        began = time.monotonic()
        while not self._stopping.is_set():
            if _healthy(self._address):
                print(f"Ready: {self._address} (after {time.monotonic() - began:.0f} s; Ctrl-C stops it)", flush=True)
                return
            if time.monotonic() - began > _PATIENCE_SECONDS:
                print(f"Not ready after {_PATIENCE_SECONDS} s: see {self._address}/api/health", flush=True)
                return
            time.sleep(0.3)


def _healthy(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/health", timeout=5).status_code == 200
    except requests.RequestException:
        return False
