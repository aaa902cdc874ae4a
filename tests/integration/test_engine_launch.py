"""Starting and stopping the inner servers: what is missing is named, and SIGTERM is obeyed at any time."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers

pytestmark = pytest.mark.skipif(bool(inner.missing()), reason=inner.missing() or "")
GIVEN = {"SECONDMENT_INTERNAL_SECRET": "s", "SECONDMENT_ASSERTION_PUBLIC_KEY": "k"}


def launch(python: str | Path, module: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a launcher to its end."""
    return subprocess.run(
        [str(python), "-m", module],
        cwd=inner.ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_missing_variable_of_the_engine_is_named(name: str) -> None:
    """A missing secret stops the process with a sentence that names the variable."""
    ended = launch(inner.ENGINE_PYTHON, "engine", **{key: value for key, value in GIVEN.items() if key != name})

    assert ended.returncode == 2
    assert name in ended.stderr


def test_a_port_that_is_none_is_named() -> None:
    """The variable stands in the sentence."""
    ended = launch(inner.ENGINE_PYTHON, "engine", **GIVEN, SECONDMENT_ENGINE_PORT="eighty")

    assert (2, True) == (ended.returncode, "SECONDMENT_ENGINE_PORT" in ended.stderr)


def half_an_archive() -> bytes:
    """An archive that ends in the middle, as one that is still being written."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        info = tarfile.TarInfo("components")
        info.size = 100_000
        archive.addfile(info, io.BytesIO(os.urandom(info.size)))
    return written.getvalue()[:50_000]


@pytest.mark.parametrize("content", [None, b"not an archive", half_an_archive()], ids=["none", "no archive", "half"])
def test_a_model_that_does_not_load_stops_the_engine(tmp_path: Path, content: bytes | None) -> None:
    """The stock server starts without a model and answers 200."""
    model = tmp_path / "secondment.tar.gz"
    if content is not None:
        model.write_bytes(content)

    ended = launch(inner.ENGINE_PYTHON, "engine", **GIVEN, SECONDMENT_MODEL=str(model))

    assert ended.returncode == 3
    assert "make train" in ended.stderr


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_missing_variable_of_the_action_server_is_named(tmp_path: Path, name: str) -> None:
    """It never falls back to a key of its own."""
    kept = {key: value for key, value in GIVEN.items() if key != name}

    ended = launch(sys.executable, "actions", **kept, SECONDMENT_HOME=str(tmp_path))

    assert ended.returncode == 2
    assert name in ended.stderr


def test_the_inner_servers_listen_on_loopback_only(servers: InnerServers) -> None:
    """From another address of the machine they cannot be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing; tells the address the machine would use
        outside = probe.getsockname()[0]
    if outside.startswith("127."):
        pytest.skip("the machine has no other address than loopback")

    reached = []
    for port in (servers.engine_port, servers.actions_port):
        with socket.socket() as caller:
            caller.settimeout(2)
            reached.append(caller.connect_ex((outside, port)) == 0)

    assert reached == [False, False]


def test_sigterm_stops_both_in_time_after_malformed_requests(tmp_path: Path) -> None:
    """The stock server ignores SIGTERM after a malformed head."""
    with inner.inner_servers(tmp_path) as started:
        for port in (started.engine_port, started.actions_port):
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")
        stopped = {name: inner.stop(process, 8) for name, process in started.processes.items()}

    assert None not in stopped.values()
