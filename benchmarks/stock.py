"""The reference: the project of `rasa init`, one intent of it answered by a custom action of a stock action server.

Nothing is tuned and nothing is taken away: the default pipeline, the default policies, trackers in memory, the REST
channel. The four changes below are what the project's own comments tell a newcomer to do.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.machine import ENGINE_PYTHON, Skipped, free_port, running, wait_for
from benchmarks.table import progress
from secondment.settings import read_settings

SAID = "Hello World!"
_CREATE = "from rasa.cli.scaffold import create_initial_project; create_initial_project('.')"
_VERSION = "import rasa, rasa_sdk; print(rasa.__version__ + '-sdk-' + rasa_sdk.__version__)"
_DOMAIN = "\nactions:\n  - action_hello_world\n"
_RULE = ("- action: utter_iamabot", "- action: action_hello_world")
_START_SECONDS = 180


class Unexpected(Exception):
    """The project of `rasa init` is not as this reference expects it; the text names the file."""


@dataclass(frozen=True)
class Stock:
    """The running reference."""

    address: str

    def chat(self, sender: str) -> StockChat:
        """A person at the stock REST channel."""
        return StockChat(self.address, sender)


class StockChat:
    """A person at the stock REST channel, on a kept connection."""

    def __init__(self, address: str, sender: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._sender = sender

    def say(self, message: str, conversation: str = "") -> list[dict[str, Any]]:
        """The messages that come back."""
        body = json.dumps({"sender": f"{self._sender}/{conversation}", "message": message})
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", "/webhooks/rest/webhook", body, headers)
        told: list[dict[str, Any]] = json.loads(self._connection.getresponse().read())
        return told

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


@contextmanager
def stock() -> Iterator[Stock]:
    """The trained project with its action server, on free ports; the model is kept for the next run."""
    if not ENGINE_PYTHON.is_file():
        raise Skipped("the engine's environment is missing (make install)")
    with tempfile.TemporaryDirectory(prefix="rasa-init-") as name, ExitStack() as stack:
        project, port, actions_port = Path(name), free_port(), free_port()
        _create(project, actions_port)
        _train(project)
        python = str(ENGINE_PYTHON)
        actions = [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)]
        rasa = [python, "-m", "rasa", "run", "-i", "127.0.0.1", "--port", str(port), "--endpoints", "endpoints.yml"]
        processes = {
            "stock-actions": stack.enter_context(running(actions, _environment(), project, project / "actions.log")),
            "stock-rasa": stack.enter_context(running(rasa, _environment(), project, project / "stock-rasa.log")),
        }
        wait_for(f"http://127.0.0.1:{actions_port}/health", processes, project, _START_SECONDS)
        wait_for(f"http://127.0.0.1:{port}/webhooks/rest/", processes, project, _START_SECONDS)
        yield Stock(f"http://127.0.0.1:{port}")


def _create(project: Path, actions_port: int) -> None:
    _python(project, "-c", _CREATE)
    _change(project / "domain.yml", "\nresponses:", f"{_DOMAIN}\nresponses:")
    _change(project / "data" / "rules.yml", *_RULE)
    address = f'action_endpoint:\n  url: "http://127.0.0.1:{actions_port}/webhook"'
    _change(project / "endpoints.yml", '#action_endpoint:\n#  url: "http://localhost:5055/webhook"', address)
    actions = project / "actions" / "actions.py"
    code = actions.read_text().partition("# from typing")
    actions.write_text("\n".join(line.removeprefix("#").removeprefix(" ") for line in "".join(code[1:]).splitlines()))
    if SAID not in actions.read_text():
        raise Unexpected(str(actions))


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    if before not in text:
        raise Unexpected(str(path))
    path.write_text(text.replace(before, after))


def _train(project: Path) -> None:
    digest = hashlib.sha256()
    for path in sorted([*project.glob("*.yml"), *project.glob("data/*.yml")]):
        if path.name != "endpoints.yml":
            digest.update(path.read_bytes())
    version = _python(project, "-c", _VERSION).strip().splitlines()[-1]
    kept = read_settings().home / "bench" / f"rasa-{version}-{digest.hexdigest()[:12]}.tar.gz"
    models = project / "models"
    models.mkdir(exist_ok=True)
    if not kept.is_file():
        progress("training the stock project once (a minute)")
        _python(project, "-m", "rasa", "train", "--fixed-model-name", "stock")
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(models / "stock.tar.gz", kept)
    shutil.copy(kept, models / "stock.tar.gz")


def _python(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(ENGINE_PYTHON), *arguments],
        cwd=project,
        env=_environment(),
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=900,
    )
    return done.stdout


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
