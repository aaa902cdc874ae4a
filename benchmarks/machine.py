"""Processes, ports and memory of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
_STOP_SECONDS = 15


class Skipped(Exception):
    """A benchmark cannot run here; the text says what is missing."""


class DidNotStart(Exception):
    """A server ended or did not become healthy; the text has the end of its log."""


def samples_folder() -> Path:
    """Where the samples stand: SAMPLES, else beside the repository; raises `Skipped` when they are not there."""
    folder = Path(os.environ.get("SAMPLES") or ROOT.parent / "shared" / "samples")
    if not (folder / "records.json").is_file():
        raise Skipped(f"no samples at {folder} (set SAMPLES to their folder)")
    return folder


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str], environment: Mapping[str, str], folder: Path, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own while it is needed; its output goes to `log`."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, sign)
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue


def wait_for(url: str, processes: Mapping[str, subprocess.Popen[bytes]], logs: Path, seconds: float) -> None:
    """Return when the address answers 200; raises `DidNotStart` when a process ends or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        dead = [name for name, process in processes.items() if process.poll() is not None]
        if dead:
            raise DidNotStart(f"{dead[0]} ended: {_tail(logs / f'{dead[0]}.log')}")
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    told = "\n".join(f"{name}: {_tail(logs / f'{name}.log')}" for name in processes)
    raise DidNotStart(f"{url} is not healthy after {seconds:.0f} s\n{told}")


def timed(
    command: list[str], environment: Mapping[str, str], folder: Path, log: Path, seconds: float = 600
) -> tuple[float, float]:
    """Run a command to its end: seconds it took, and the most memory it and its processes held in MiB.

    Raises `DidNotStart` with the end of its output when it fails or takes longer than `seconds`.
    """
    began = time.perf_counter()
    with running(command, environment, folder, log) as process:
        peak = 0.0
        while process.poll() is None:
            if time.perf_counter() - began > seconds:
                raise DidNotStart(f"{command} takes longer than {seconds:.0f} s: {_tail(log)}")
            peak = max(peak, sum(_peak_if_there(pid) for pid, _ in descendants(process.pid)))
            time.sleep(0.05)
        elapsed = time.perf_counter() - began
        if process.returncode != 0:
            raise DidNotStart(f"{command} ended with {process.returncode}: {_tail(log)}")
    return elapsed, peak


def descendants(pid: int) -> list[tuple[int, list[str]]]:
    """Process id and command of every process below one."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").strip("\0").split("\0")
    except FileNotFoundError:
        return []  # it has ended meanwhile
    return [(pid, command), *(one for child in told for one in descendants(int(child)))]


def _peak_if_there(pid: int) -> float:
    try:
        return peak_mib(pid)
    except (FileNotFoundError, KeyError):
        return 0.0  # it has just ended


def resident_mib(pid: int) -> float:
    """Memory a process holds now, in MiB."""
    return _status_kib(pid, "VmRSS") / 1024


def peak_mib(pid: int) -> float:
    """The most memory a process held so far, in MiB."""
    return _status_kib(pid, "VmHWM") / 1024


def _status_kib(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return float(line.split()[1])
    raise KeyError(name)


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.is_file() else ""
