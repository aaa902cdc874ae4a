"""The product as its users meet it: gateway, engine and action server on free ports, in a home that is thrown away."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.chat import Chat
from benchmarks.machine import ENGINE_PYTHON, ROOT, Skipped, free_port, running, wait_for
from secondment.identity import Keys, derive_keys
from secondment.settings import read_settings

START_SECONDS = 180
TODAY = "2026-11-21"  # the day the sample records are written for
_RATE = 100_000


@dataclass
class Product:
    """The running product. `home` is its folder; `processes` are by module name."""

    home: Path
    keys: Keys
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    seconds_to_health: float = 0.0

    @property
    def address(self) -> str:
        """The gateway."""
        return f"http://127.0.0.1:{self.port}"

    def chat(self, employee: str) -> Chat:
        """The chat of an employee."""
        return Chat(self.address, self.keys, employee)


@dataclass(frozen=True)
class Home:
    """A prepared home: records loaded, index cached; it can be started as often as wanted."""

    folder: Path
    signing_key: str
    model: Path

    def environment(self) -> dict[str, str]:
        """What commands and processes are given."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "SECONDMENT_HOME": str(self.folder),
            "SECONDMENT_SIGNING_KEY": self.signing_key,
            "SECONDMENT_MODEL": str(self.model),
            "SECONDMENT_TODAY": TODAY,
            "SECONDMENT_TEST_MODE": "1",
            "SECONDMENT_MESSAGES_PER_MINUTE": str(_RATE),
        }

    def command(self, *arguments: str) -> str:
        """Run `secondment …`; what it printed. Raises `CalledProcessError`."""
        command = [str(Path(sys.executable).with_name("secondment")), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=True, timeout=600
        )
        return done.stdout


@contextmanager
def prepared_home(records: Path | None = None) -> Iterator[Home]:
    """A temporary home with the demo records, or those of a file."""
    settings = read_settings()
    model = settings.home / "models" / "secondment.tar.gz"
    if not ENGINE_PYTHON.is_file():
        raise Skipped("the engine's environment is missing (make install)")
    if not model.is_file():
        raise Skipped("no trained model (make train)")
    with tempfile.TemporaryDirectory(prefix="secondment-bench-") as folder:
        home = Home(Path(folder), secrets.token_urlsafe(48), model)
        known = settings.home / "index"
        if known.is_dir():  # kept by content; without it the first start takes minutes longer
            shutil.copytree(known, home.folder / "index")
        home.command("records", "import", str(records or ROOT / "secondment" / "demo" / "records.json"))
        yield home


@contextmanager
def started(home: Home, doors: Mapping[str, str] | None = None) -> Iterator[Product]:
    """The three processes, from their start until they are no longer needed; `doors` are settings of the gateway's."""
    keys = derive_keys(home.signing_key)
    product = Product(home.folder, keys, free_port())
    ports = {
        "SECONDMENT_PORT": str(product.port),
        "SECONDMENT_ENGINE_PORT": str(free_port()),
        "SECONDMENT_ACTIONS_PORT": str(free_port()),
    }
    common = home.environment() | ports
    inner = common | {
        "SECONDMENT_SIGNING_KEY": "",
        "SECONDMENT_ASSERTION_PUBLIC_KEY": keys.assertion_public_pem,
        "SECONDMENT_INTERNAL_SECRET": keys.internal_secret,
    }
    commands = {
        "actions": (sys.executable, inner),
        "engine": (str(ENGINE_PYTHON), inner),
        "gateway": (sys.executable, common | dict(doors or {})),
    }
    began = time.perf_counter()
    with ExitStack() as stack:
        for module, (python, environment) in commands.items():
            log = home.folder / f"{module}.log"
            process = stack.enter_context(running([python, "-m", module], environment, ROOT, log))
            product.processes[module] = process
        wait_for(f"{product.address}/api/health", product.processes, home.folder, START_SECONDS)
        product.seconds_to_health = time.perf_counter() - began
        yield product


@contextmanager
def product(records: Path | None = None) -> Iterator[Product]:
    """A prepared home and the processes in it, in one step."""
    with prepared_home(records) as home, started(home) as running_product:
        yield running_product
