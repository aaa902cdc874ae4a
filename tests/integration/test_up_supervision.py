"""`secondment up` over tiny stand-in processes: one end for all, the reason as the last line, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.inner_servers import ROOT, free_port

SUPERVISE = """
import sys
from pathlib import Path
from secondment.cli.processes import Supervisor, Watch
from secondment.cli.watchdog import Limits

told = {"teller": {"SAID": "only to the teller"}}
watch = Watch({"gateway": sys.argv[2]}, Limits(every_seconds=0.2, answer_seconds=0.5, silent_probes=3))
sys.exit(Supervisor(Path(sys.argv[1]), told, sys.argv[2], watch).run())
"""
# each stand-in writes its number when it runs, so that a test knows when to go on and whom to look for
STANDS_IN = """
import os, pathlib, signal, sys, time
name, does = sys.argv[1:3]
if does == "ignores":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if does == "tells":
    print("told:", os.environ.get("SAID"), os.environ.get("PYTHONUNBUFFERED"))
pathlib.Path(f"{name}.pid").write_text(str(os.getpid()))
while does != "dies" or len(list(pathlib.Path().glob("*.pid"))) < 3:
    time.sleep(0.05)
print("the database is gone")
sys.exit(3)
"""
SERVES = """
import http.server, os, pathlib, sys
pathlib.Path("gateway.pid").write_text(str(os.getpid()))
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        if self.path == "/":  # the watchdog; the health page is asked elsewhere
            pathlib.Path("watched.pid").write_text(str(os.getpid()))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""
PATIENCE_SECONDS = 60


@dataclass
class Supervised:
    """A supervisor in a folder of its own, and what it has printed."""

    folder: Path
    process: subprocess.Popen[str]
    seen: str = ""

    def wait_for(self, *names: str) -> dict[str, int]:
        """The numbers of the stand-ins, once they run."""
        files = {name: self.folder / f"{name}.pid" for name in names}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not all(path.is_file() and path.read_text() for path in files.values()):
            assert time.monotonic() < deadline, self.end()
            time.sleep(0.05)
        return {name: int(path.read_text()) for name, path in files.items()}

    def read_until(self, words: str) -> str:
        """What was printed, as far as a line that has these words."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.seen += line
            if words in line:
                break
        return self.seen

    def press_ctrl_c(self) -> None:
        """What a terminal does: the signal goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> list[str]:
        """All lines, once it has ended."""
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return (self.seen + rest).splitlines()


class Start:
    """Starts a supervisor over processes, each given as a name and what it does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.started: list[Supervised] = []

    def __call__(self, port: int | None = None, **does: str) -> Supervised:
        """Start; with a port, one of the processes serves the health page there."""
        (self._folder / "stands_in.py").write_text(STANDS_IN)
        (self._folder / "serves.py").write_text(SERVES)
        lines = [f"{name}: exec {sys.executable} stands_in.py {name} {what}" for name, what in does.items()]
        lines += [f"gateway: exec {sys.executable} serves.py {port}"] if port else []
        procfile = self._folder / "Procfile"
        procfile.write_text("\n".join(lines) + "\n")
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, str(procfile), f"http://127.0.0.1:{port or free_port()}"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(Supervised(self._folder, process))
        return self.started[-1]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start supervisors; what a failed test leaves behind is ended."""
    starting = Start(tmp_path)
    yield starting
    for one in starting.started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
    for path in tmp_path.glob("*.pid"):
        if path.read_text() and runs(int(path.read_text())):
            os.kill(int(path.read_text()), signal.SIGKILL)


def runs(number: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_when_one_process_dies_the_others_stop_and_the_reason_is_the_last_line(start: Start) -> None:
    """Its name, its exit code, and what it said at last."""
    running = start(one="waits", two="waits", three="dies")
    numbers = running.wait_for("one", "two", "three")
    lines = running.end()

    assert (3, []) == (running.process.returncode, [name for name, number in numbers.items() if runs(number)])
    assert "Stopped because three ended with code 3; it said at last: the database is gone" == lines[-1]


def test_ctrl_c_ends_all_processes(start: Start) -> None:
    """Exit code 0: it was asked for."""
    running = start(one="waits", two="waits", three="waits")
    numbers = running.wait_for("one", "two", "three")
    running.press_ctrl_c()
    lines = running.end()

    assert (0, []) == (running.process.returncode, [name for name, number in numbers.items() if runs(number)])
    assert "Stopped on request" in lines[-1]


def test_a_process_that_ignores_the_request_is_killed(start: Start) -> None:
    """After a few seconds, so that nothing is left behind."""
    running = start(one="waits", two="ignores")
    numbers = running.wait_for("one", "two")
    running.press_ctrl_c()
    running.end()

    assert [] == [name for name, number in numbers.items() if runs(number)]


def test_the_address_is_printed_when_the_health_page_answers(start: Start) -> None:
    """One line, once it can be used."""
    port = free_port()
    running = start(port, one="waits")
    seen = running.read_until("Ready:")
    running.press_ctrl_c()

    assert 1 == seen.count(f"Ready: http://127.0.0.1:{port}")
    assert "Stopped on request" in running.end()[-1]


def test_a_process_that_hangs_is_ended_and_named_in_the_last_line(start: Start) -> None:
    """It runs, but answers nothing; the others are stopped as if it had died."""
    running = start(free_port(), one="waits", two="waits")
    numbers = running.wait_for("one", "two", "gateway", "watched")
    os.kill(numbers["gateway"], signal.SIGSTOP)
    lines = running.end()

    assert (1, []) == (running.process.returncode, [name for name, number in numbers.items() if runs(number)])
    assert "Stopped because gateway did not answer any more." == lines[-1]


def test_each_process_gets_the_common_environment_and_its_own(start: Start) -> None:
    """What only one of them may know reaches no other."""
    running = start(teller="tells", other="tells")
    running.wait_for("teller", "other")
    running.press_ctrl_c()
    told = [line.split("told: ")[1] for line in running.end() if "told: " in line]

    assert ["None 1", "only to the teller 1"] == sorted(told)
