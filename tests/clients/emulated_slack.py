"""Slack's Web API as `emulate` serves it: a process that nobody here wrote."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import yaml

from tests.clients.playground import MODULES
from tests.gateway_fakes import free_port

_CLI = MODULES / "emulate" / "dist" / "index.js"
TOKEN = "xoxb-of-the-assistant"


def missing() -> str:
    """Why it cannot run here; empty when it can."""
    if shutil.which("node") is None:
        return "Node is not installed"
    return "" if _CLI.is_file() else "the clients are not installed (make test-clients)"


def seed() -> dict[str, Any]:
    """A workspace with a person, a channel and the assistant's token."""
    person = {"name": "ada", "real_name": "Ada Example", "email": "ada@example.com"}
    scopes = ["chat:write", "channels:history", "channels:read", "channels:manage", "users:read"]
    return {
        "tokens": {TOKEN: {"login": "admin", "scopes": scopes}},
        "slack": {"users": [person], "channels": [{"name": "general"}], "bots": [{"name": "secondment"}]},
    }


@dataclass
class EmulatedSlack:
    """The running workspace."""

    api: str

    def call(self, method: str, **told: Any) -> dict[str, Any]:
        """Ask the Web API, as somebody who looks at the workspace."""
        answer = httpx2.post(f"{self.api}{method}", json=told, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
        found: dict[str, Any] = answer.json()
        assert found["ok"], found
        return found

    def channel(self, name: str) -> str:
        """The id of a channel."""
        channels = self.call("conversations.list")["channels"]
        return str(next(one["id"] for one in channels if one["name"] == name))

    def user(self, name: str) -> str:
        """The id of a person."""
        return str(next(one["id"] for one in self.call("users.list")["members"] if one["name"] == name))

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """The messages of a channel, the newest first."""
        return list(self.call("conversations.history", channel=channel)["messages"])


@contextlib.contextmanager
def emulated_slack(folder: Path) -> Iterator[EmulatedSlack]:
    """The workspace, in a folder of its own."""
    (folder / "seed.yaml").write_text(yaml.safe_dump(seed()))
    port = free_port()
    command = ["node", str(_CLI), "--service", "slack", "--port", str(port), "--seed", "seed.yaml"]
    with (folder / "emulate.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            slack = EmulatedSlack(f"http://localhost:{port}/api/")
            _wait(slack, process)
            yield slack
        finally:
            process.terminate()
            process.wait(10)


def _wait(slack: EmulatedSlack, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, "emulate did not start"
        with contextlib.suppress(httpx2.HTTPError):
            slack.call("users.list")
            return
        time.sleep(0.1)
    raise TimeoutError("emulate")
