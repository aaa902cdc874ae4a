"""The two inner servers as real processes on free ports, with demo records and a part of the knowledge base."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from secondment.demo import load_demo
from secondment.identity import (
    Assertion,
    Choice,
    Keys,
    Person,
    derive_keys,
    hash_text,
    sign_assertion,
    sign_forgetting,
)
from secondment.settings import Settings
from secondment.wiring import Services

ROOT = Path(__file__).resolve().parents[1]
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
MODEL = Path(os.environ.get("SECONDMENT_TEST_MODEL") or ROOT / "var" / "models" / "secondment.tar.gz")
# where the index is kept that tests share: the suite's home, or that of whoever runs some tests by hand
_HOMES = (ROOT / "var" / "test", ROOT / "var")
HOME = Path(os.environ.get("SECONDMENT_HOME") or next((one for one in _HOMES if (one / "index").is_dir()), _HOMES[0]))
SIGNING_KEY = "a signing key for tests, of 32 characters and more"
TOPICS = ("definition_purpose", "types", "pay_allowances")
START_SECONDS = 300  # on a busy machine; a start is over as soon as the health page answers
MAREN = Person("D1001")


def missing() -> str | None:
    """Why the servers cannot be started here, or None."""
    if not ENGINE_PYTHON.is_file():
        return "the engine's environment is missing (make install)"
    if not MODEL.is_file():
        return "no trained model (make train)"
    return None


def share_index(source: Path, home: Path) -> None:
    """Have a home begin with what another has learned of texts: it goes by content, and making it takes minutes."""
    if (source / "index").is_dir():
        shutil.copytree(source / "index", home / "index", dirs_exist_ok=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class InnerServers:
    """The running engine and action server, and the gateway's way to speak to them."""

    home: Path
    topics: tuple[str, ...] | None = TOPICS
    keys: Keys = field(default_factory=lambda: derive_keys(SIGNING_KEY))
    engine_port: int = field(default_factory=free_port)
    actions_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def secret(self) -> dict[str, str]:
        """The header that opens the inner servers."""
        return {"X-Secondment-Secret": self.keys.internal_secret}

    @property
    def engine(self) -> str:
        """The address of the engine's channel."""
        return f"http://127.0.0.1:{self.engine_port}/webhooks/gateway"

    @property
    def actions(self) -> str:
        """The address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    def environment(self) -> dict[str, str]:
        """What the processes get: no signing key."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "SECONDMENT_HOME": str(self.home),
            "SECONDMENT_MODEL": str(MODEL),
            "SECONDMENT_TODAY": "2026-11-21",
            "SECONDMENT_TEST_MODE": "1",
            "SECONDMENT_KNOWLEDGE_FOLDER": str(self.home / "knowledge"),
            "SECONDMENT_ENGINE_PORT": str(self.engine_port),
            "SECONDMENT_ACTIONS_PORT": str(self.actions_port),
            "SECONDMENT_ASSERTION_PUBLIC_KEY": self.keys.assertion_public_pem,
            "SECONDMENT_INTERNAL_SECRET": self.keys.internal_secret,
        }

    def prepare(self) -> None:
        """The articles of some topics, or of all, with the demo records."""
        names = [path.name for path in (ROOT / "knowledge").iterdir() if path.is_dir()]
        for name in names if self.topics is None else ("sentences", *self.topics):
            shutil.copytree(ROOT / "knowledge" / name, self.home / "knowledge" / name)
        share_index(HOME, self.home)
        load_demo(Services(Settings(home=self.home, signing_key=SIGNING_KEY)).store)

    @contextmanager
    def process(
        self, module: str, python: str | Path = sys.executable, extra: dict[str, str] | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A server while it is needed; its output goes to a file in home."""
        environment = self.environment() | (extra or {})
        with (self.home / f"{module}.log").open("wb") as log:
            running = subprocess.Popen(
                [str(python), "-m", module], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
            self.processes[module] = running
            try:
                yield running
            finally:
                if running.poll() is None:
                    running.kill()
                running.wait()

    def wait_until_ready(self) -> None:
        """Return when the engine's health page says that a known question is answered; fails after a while."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            dead = [name for name, process in self.processes.items() if process.poll() is not None]
            if dead:
                break
            try:
                if httpx.get(f"{self.engine}/health", headers=self.secret, timeout=10).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        pytest.fail("\n".join(f"{name}: {self.log(name)}" for name in self.processes))

    def log(self, module: str) -> str:
        """What a server has printed."""
        return (self.home / f"{module}.log").read_text(encoding="utf-8", errors="replace")

    def token(self, said: str, *, choice: Choice | None = None, **other: Any) -> str:
        """A signed assertion for a message of Maren's, unless told otherwise."""
        told = Assertion(
            other.get("person", MAREN),
            other.get("conversation", "talk"),
            other.get("surface", "personal"),
            other.get("message_id") or secrets.token_hex(8),
            hash_text(said),
            choice,
        )
        return sign_assertion(other.get("keys", self.keys), told, now=other.get("now"))

    def say(self, said: str, *, choice: Choice | None = None, **other: Any) -> httpx.Response:
        """Send a message as the gateway does."""
        body = {"assertion": self.token(said, choice=choice, **other), "text": said}
        return httpx.post(f"{self.engine}/webhook", json=body, headers=self.secret, timeout=30)

    def told(self, said: str, **other: Any) -> list[dict[str, Any]]:
        """The messages that come back; the request must succeed."""
        response = self.say(said, **other)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    def forget(self, epoch: str, person: Person = MAREN) -> int:
        """Have an epoch forgotten as the gateway does; how many conversations of it the engine held until then."""
        assertion, text = sign_forgetting(self.keys, person, epoch)
        body = {"assertion": assertion, "text": text}
        response = httpx.post(f"{self.engine}/forget", json=body, headers=self.secret, timeout=30)
        assert response.status_code == 200, response.text
        return int(response.json()["forgotten"])


@contextmanager
def inner_servers(home: Path, topics: tuple[str, ...] | None = TOPICS) -> Iterator[InnerServers]:
    """Both servers, ready; with the articles of some topics, or of all."""
    servers = InnerServers(home, topics)
    servers.prepare()
    with ExitStack() as stack:
        stack.enter_context(servers.process("actions"))
        stack.enter_context(servers.process("engine", ENGINE_PYTHON))
        servers.wait_until_ready()
        yield servers


def stop(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """Ask a process to stop; its exit code, or None when it goes on."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
