"""`secondment up` with the repository's Procfile: twice on one home, ended by Ctrl-C and by an engine that is killed.

A start takes a while, so each is made once, and what it left is looked at from several sides.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from secondment.identity import derive_keys
from tests.inner_servers import HOME, MODEL, ROOT, SIGNING_KEY, START_SECONDS, free_port, missing, share_index
from tests.product import Product

PROCESSES = Path("/proc")
WITHOUT = missing() or (None if PROCESSES.is_dir() else "who runs is read from /proc, which is missing here")
pytestmark = pytest.mark.skipif(WITHOUT is not None, reason=WITHOUT or "")

PORTS = ("SECONDMENT_PORT", "SECONDMENT_ENGINE_PORT", "SECONDMENT_ACTIONS_PORT")
READY_SECONDS = 2 * START_SECONDS  # the first start on a home may also learn which words tell articles apart
END_SECONDS = 90  # the gateway lets turns under way end for up to 30
KILLED = 128 + signal.SIGKILL


def running(home: Path) -> dict[int, list[str]]:
    """The processes that were given this home, by number, each with its command; a parent that is gone hides none."""
    found = {}
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            given = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_text().split("\0")
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue  # ended meanwhile, or not ours
        if f"SECONDMENT_HOME={home}".encode() in given:
            found[int(folder.name)] = command[:-1]
    return found


def is_free(port: int) -> bool:
    """Whether a server could listen there, with the option that servers use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@dataclass
class Up:
    """A `secondment up` of its own process group on free ports, and what it has printed."""

    home: Path
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in PORTS})

    def __post_init__(self) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        given = {
            "SECONDMENT_HOME": str(self.home),
            "SECONDMENT_MODEL": str(MODEL),
            "SECONDMENT_SIGNING_KEY": SIGNING_KEY,
            "SECONDMENT_DEMO": "1",
            # a file .env may say otherwise
            "SECONDMENT_DATABASE_URL": "",
            "SECONDMENT_HOST": "127.0.0.1",
            "SECONDMENT_PUBLIC_URL": "",
            **{name: str(port) for name, port in self.ports.items()},
        }
        self.began = time.monotonic()
        with self._printed.open("wb") as stream:
            self.process = subprocess.Popen(
                [Path(sys.executable).with_name("secondment"), "up"],
                cwd=ROOT, env=kept | given, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    @property
    def _printed(self) -> Path:
        return self.home / f"up-{self.ports['SECONDMENT_PORT']}.log"

    @property
    def address(self) -> str:
        """Where people reach it."""
        return f"http://127.0.0.1:{self.ports['SECONDMENT_PORT']}"

    def lines(self) -> list[str]:
        """What it has printed."""
        return self._printed.read_text(encoding="utf-8", errors="replace").splitlines()

    def seconds_until_ready(self) -> float:
        """Wait for the line with the address; how long it took from the start."""
        while not any(line.startswith(f"Ready: {self.address} ") for line in self.lines()):
            waited = time.monotonic() - self.began
            assert self.process.poll() is None and waited < READY_SECONDS, "\n".join(self.lines())
            time.sleep(0.2)
        return time.monotonic() - self.began

    def engine(self) -> int:
        """The number of the engine's process."""
        (number,) = (one for one, command in running(self.home).items() if command[1:] == ["-m", "engine"])
        return number


@dataclass
class Ended:
    """What a start came to: what was seen while it ran, and what there was once it had ended."""

    health: int
    answer: dict[str, Any]
    seconds: float
    names: set[str]
    code: int
    lines: list[str]
    left: dict[int, list[str]]
    taken: list[str]


def run(home: Path, *, kill_the_engine: bool) -> Ended:
    """Start, ask, end it (by Ctrl-C, unless told otherwise), and look around."""
    up = Up(home)
    seconds = up.seconds_until_ready()
    health = httpx.get(f"{up.address}/api/health", timeout=30).status_code
    answer = Product(up.address, derive_keys(SIGNING_KEY)).chat("D1001").say("When does my secondment end?")
    names = {command[2] for command in running(home).values() if command[1:2] == ["-m"]}
    if kill_the_engine:
        os.kill(up.engine(), signal.SIGKILL)
    else:
        os.killpg(up.process.pid, signal.SIGINT)
    code = up.process.wait(END_SECONDS)
    taken = [name for name, port in up.ports.items() if not is_free(port)]
    return Ended(health, answer, seconds, names, code, up.lines(), running(home), taken)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that both starts share; what a failed test leaves behind is ended."""
    folder = tmp_path_factory.mktemp("up").resolve()
    share_index(HOME, folder)
    yield folder
    for number in running(folder):
        os.kill(number, signal.SIGKILL)


@pytest.fixture(scope="module")
def by_ctrl_c(home: Path) -> Ended:
    """The first start, ended as a terminal ends it: the signal goes to the whole group."""
    return run(home, kill_the_engine=False)


@pytest.fixture(scope="module")
def by_a_killed_engine(by_ctrl_c: Ended, home: Path) -> Ended:
    """The second start, on the home that the first one left."""
    return run(home, kill_the_engine=True)


@pytest.fixture(params=["by_ctrl_c", "by_a_killed_engine"])
def ended(request: pytest.FixtureRequest) -> Ended:
    """Either start."""
    found: Ended = request.getfixturevalue(request.param)
    return found


def test_the_three_processes_run_and_are_healthy_when_the_address_is_printed(ended: Ended) -> None:
    """Whoever reads the line can use the address."""
    assert ({"actions", "engine", "gateway"}, 200) == (ended.names, ended.health)


def test_a_demo_person_is_answered_from_the_record(ended: Ended) -> None:
    """The demo records are there after either start."""
    assert ("record", "end_date") == (ended.answer["answer"]["kind"], ended.answer["answer"].get("field"))


def test_nothing_is_left_running_and_all_ports_are_free(ended: Ended) -> None:
    """However it ended."""
    assert ({}, []) == (ended.left, ended.taken)


def test_ctrl_c_is_no_failure(by_ctrl_c: Ended) -> None:
    """Exit code 0, and the last line says that it was asked for."""
    assert (0, "Stopped on request; all processes have ended.") == (by_ctrl_c.code, by_ctrl_c.lines[-1])


def test_an_engine_that_is_killed_is_named_in_the_last_line(by_a_killed_engine: Ended) -> None:
    """With the exit code, which is that of the command too."""
    assert KILLED == by_a_killed_engine.code
    assert by_a_killed_engine.lines[-1].startswith(f"Stopped because engine ended with code {KILLED};")


def test_the_demo_records_are_loaded_once(by_ctrl_c: Ended, by_a_killed_engine: Ended) -> None:
    """The second start finds them; how long it took is told and not judged, since it is the machine's."""
    loaded = [any("demo records" in line for line in one.lines) for one in (by_ctrl_c, by_a_killed_engine)]
    print(f"first start {by_ctrl_c.seconds:.1f} s, second start {by_a_killed_engine.seconds:.1f} s")

    assert [True, False] == loaded
