"""What the engine takes from its environment; the only module of the engine that reads or sets it.

`credentials.yml` and `endpoints.yml` name the variables they need; this module sees to it that they are there before
Rasa is imported, because Rasa reads several settings of its own while it is imported.
"""

from __future__ import annotations

import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.env_file import read_env_file

ROOT = Path(__file__).resolve().parent.parent
_OLD_AGE = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)
_SAID_ALWAYS = (
    "Slot auto-fill has been removed",  # whatever the domain says
    # the fields of my_secondment are told by actions, not by Rasa's response selector
    "Your training data contains an example",
    "You have defined training data with examples for training a response selector",
    "The following duplicated intents have been found across multiple domain files: my_secondment\n",
    "Action 'utter_my_secondment' is listed as a response action",
)
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_TUNABLES, _HUGE_PAGES = "GLIBC_TUNABLES", "glibc.malloc.hugetlb"
_NEEDED = ("SECONDMENT_INTERNAL_SECRET", "SECONDMENT_ASSERTION_PUBLIC_KEY")


class MissingSetting(Exception):
    """A variable the engine cannot do without; the message names it."""


@dataclass(frozen=True)
class Surroundings:
    """Loopback port of the engine, and the archive of the trained model."""

    port: int
    model: Path
    log_level: str


def calculate_on_one_thread() -> None:
    """Have the numerical libraries use one thread, before they are imported; what is set already stands.

    Messages are small and come side by side: threads of one calculation only wait for those of another.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")


def use_huge_pages() -> None:
    """Have glibc ask Linux for huge pages; what is set already stands.

    The encoder reads its 42 MB for each message, which takes a tenth less so. glibc looks at this setting only when a
    process begins, so the process begins anew, under the same number; other C libraries pay no heed to it.
    """
    told = os.environ.get(_TUNABLES, "")
    if _HUGE_PAGES in told or sys.platform != "linux":
        return
    os.environ[_TUNABLES] = ":".join(filter(None, (told, f"{_HUGE_PAGES}=1")))
    try:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    except (OSError, ValueError) as error:
        print(f"The engine goes on without huge pages, a little slower: {error}", file=sys.stderr)


def quieten() -> None:
    """Tell Rasa and its libraries, before they are imported, to send nothing home and to warn of nothing known."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # above INFO Rasa draws no progress bars: hundreds of them in a log
    # the pinned libraries warn of their own old age, and some of them reset all filters while they are imported;
    # nothing can be done about it while Rasa is 3.6.21, so what an operator sees is what an operator can act upon
    told = warnings.showwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if not issubclass(category, _OLD_AGE) and not str(message).startswith(_SAID_ALWAYS):
            told(message, category, filename, lineno, file, line)

    warnings.showwarning = show


def home() -> Path:
    """The folder of everything that is made while the product runs: SECONDMENT_HOME, else `var`."""
    return Path(_told().get("SECONDMENT_HOME") or ROOT / "var")


def model_file() -> Path:
    """Where the trained model stands: SECONDMENT_MODEL, else models/secondment.tar.gz in SECONDMENT_HOME."""
    return Path(_told().get("SECONDMENT_MODEL") or home() / "models" / "secondment.tar.gz")


def _told() -> dict[str, str]:
    """The environment, else what stands in `.env`, as the rest of the product takes its settings."""
    return {**read_env_file(ROOT / ".env"), **os.environ}


def read_surroundings() -> Surroundings:
    """What the launcher needs; raises `MissingSetting` with the name of the first variable that is missing."""
    for name in _NEEDED:
        if not os.environ.get(name):
            raise MissingSetting(f"{name} is not set: the engine takes it from the process that starts it")
    os.environ.setdefault("SECONDMENT_ACTIONS_PORT", "5055")
    return Surroundings(
        port=_port("SECONDMENT_ENGINE_PORT", 5005),
        model=model_file(),
        log_level=os.environ.get("SECONDMENT_LOG_LEVEL", "INFO").upper(),
    )


def stand_alone() -> None:
    """Set what `endpoints.yml` names and only a server needs, so that the model loads where no server runs."""
    os.environ.setdefault("SECONDMENT_INTERNAL_SECRET", "none")
    os.environ.setdefault("SECONDMENT_ACTIONS_PORT", "5055")


def _port(name: str, default: int) -> int:
    told = os.environ.get(name) or str(default)
    if not told.isdecimal() or not 1 <= int(told) <= 65535:
        raise MissingSetting(f"{name}: {told!r} is not a port between 1 and 65535")
    return int(told)
