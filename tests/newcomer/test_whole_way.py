"""A newcomer's way, whole: the tracked files, `make run` (install, train, start), an answer, Ctrl-C."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.inner_servers import ROOT, free_port

_INSTALL_TRAIN_START_SECONDS = 1500
_END_SECONDS = 90
_READY = re.compile(r"Ready: http://127\.0\.0\.1:\d+")
_NOT_THEIRS = ("SECONDMENT_", "MAKE", "MFLAGS", "VIRTUAL_ENV", "PYTHON")
_PORTS = ("SECONDMENT_PORT", "SECONDMENT_ENGINE_PORT", "SECONDMENT_ACTIONS_PORT")


def _tracked() -> list[str]:
    """The files somebody would get who clones this, by their paths; skips where git does not know."""
    if not (ROOT / ".git").exists() or not all(map(shutil.which, ("git", "make", "curl"))):
        pytest.skip("git, make or curl is missing, or this is no clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]


@dataclass
class Run:
    """A `make run`: its process, the folder, the settings it was given and every line it printed."""

    process: subprocess.Popen[str]
    folder: Path
    environment: dict[str, str]
    lines: list[str]

    @property
    def address(self) -> str:
        """Where the web page is."""
        return f"http://127.0.0.1:{self.environment['SECONDMENT_PORT']}"

    def ask(self, employee: str, message: str) -> dict[str, object]:
        """The first answer to somebody's message; the token is made by the command of the copy."""
        command = [".venv/bin/secondment", "token", "--employee", employee]
        made = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=True, timeout=120
        )
        told = httpx.post(
            f"{self.address}/api/chat",
            json={"message": message},
            headers={"Authorization": f"Bearer {made.stdout.strip()}"},
            timeout=60,
        )
        assert told.status_code == 200, told.text
        return dict(told.json()["messages"][0])


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """`make run` in a copy without anything that was ever made there, until its address is printed."""
    folder = tmp_path_factory.mktemp("newcomer")
    for path in _tracked():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    # what belongs to this checkout, to a make around it or to an active environment is not a newcomer's
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_THEIRS)}
    given = kept | {name: str(free_port()) for name in _PORTS}
    process = subprocess.Popen(
        ["make", "run"], cwd=folder, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    run, ready = Run(process, folder, given, []), threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            run.lines.append(line.rstrip())
            if _READY.search(line):
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    try:
        ready.wait(_INSTALL_TRAIN_START_SECONDS)
        yield run
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)  # three gigabytes


def test_one_command_brings_it_up(newcomer: Run) -> None:
    """The address is told once everything is healthy."""
    told = [line for line in newcomer.lines if f"Ready: {newcomer.address} " in line]

    assert [1, None] == [len(told), newcomer.process.poll()], "\n".join(newcomer.lines[-20:])
    assert {"status": "ok"}.items() <= httpx.get(f"{newcomer.address}/api/health", timeout=30).json().items()


def test_it_has_trained_and_loaded_records_and_said_so(newcomer: Run) -> None:
    """What takes long says that it is under way."""
    told = "\n".join(newcomer.lines)

    assert "Trained in" in told
    assert (newcomer.folder / "var" / "models" / "secondment.tar.gz").is_file()


def test_it_knows_what_holds_and_what_is_ones_own(newcomer: Run) -> None:
    """A question of the knowledge base and one of the demo person's own record."""
    general = newcomer.ask("D1001", "what does shadow payroll mean")
    own = newcomer.ask("D1001", "when does my secondment end?")

    assert ("knowledge", "shadow-payroll") == (general["answer"]["kind"], general["answer"]["article"])  # type: ignore[index]
    assert ("record", "end_date") == (own["answer"]["kind"], own["answer"]["field"])  # type: ignore[index]


def test_ctrl_c_ends_all_of_it(newcomer: Run) -> None:
    """As a terminal does it: the signal goes to every process of the group. Nobody listens on any port afterwards."""
    os.killpg(newcomer.process.pid, signal.SIGINT)
    newcomer.process.wait(_END_SECONDS)

    for name in _PORTS:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(newcomer.environment[name])), timeout=10)
