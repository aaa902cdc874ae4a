"""`make run` before anything is started: what cannot start is told at once and last, and nothing is trained."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secondment.cli import app
from tests.inner_servers import ROOT, free_port

PORTS = ("SECONDMENT_PORT", "SECONDMENT_ENGINE_PORT", "SECONDMENT_ACTIONS_PORT")
# stands in for the engine's Python: notes that it was called, and fails, so that nothing is started after it
STANDS_IN = '#!/bin/sh\necho "$*" > "$(dirname "$0")/trained"\nexit 1\n'


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def given(home: Path, **ports: int) -> dict[str, str]:
    """The settings of a home of its own, on free ports and those told."""
    told = {name: free_port() for name in PORTS} | ports
    return {"SECONDMENT_HOME": str(home)} | {name: str(port) for name, port in told.items()}


@dataclass
class Made:
    """What came of `make run`: its exit code, its last line, and what was asked of the engine's Python, if anything."""

    code: int
    last_line: str
    trained: str


def make_run(folder: Path, **ports: int) -> Made:
    """`make run` with both environments installed already, and a stand-in for what trains."""
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    engine = folder / "python"
    engine.write_text(STANDS_IN)
    engine.chmod(0o700)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    # COLUMNS: a sentence is not broken into two lines
    ended = subprocess.run(
        ["make", "--old-file=install", f"ENGINE={engine}", "run"],
        cwd=ROOT, env=kept | given(folder / "home", **ports) | {"COLUMNS": "200"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False,
    )  # fmt: skip
    note = folder / "trained"
    return Made(ended.returncode, ended.stdout.splitlines()[-1], note.read_text().strip() if note.exists() else "")


@pytest.mark.parametrize("name", PORTS)
def test_a_taken_port_is_the_last_line_and_nothing_is_trained(tmp_path: Path, taken: int, name: str) -> None:
    """Exit code 0, as for whatever `up` ends with: make would add a line of its own to any other."""
    made = make_run(tmp_path, **{name: taken})

    assert (0, "") == (made.code, made.trained)
    assert f"port {taken} is taken: stop what uses it, or set {name} to another port" in made.last_line


def test_with_free_ports_the_model_is_trained(tmp_path: Path) -> None:
    """And a training that fails is a failure of `make run`, which starts nothing."""
    made = make_run(tmp_path)

    assert (2, "-m engine.train") == (made.code, made.trained)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(("options", "code"), [((), 2), (("--exit-zero",), 0)])
def test_the_check_alone_names_a_taken_port(
    tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], code: int
) -> None:
    """With the variable to change; the exit code is 0 for whoever wants no other."""
    for name, value in given(tmp_path, SECONDMENT_PORT=taken).items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["up", "--check", *options])

    assert (code, True) == (result.exit_code, "SECONDMENT_PORT" in result.output)


def test_the_check_alone_starts_and_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 0, no word, and the home stays as it was."""
    for name, value in given(tmp_path).items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["up", "--check"])

    assert (0, "") == (result.exit_code, result.output)
    assert [] == list(tmp_path.iterdir())
