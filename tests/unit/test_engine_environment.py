"""What the engine takes from its environment, and what an operator is spared."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine import environment
from engine.env_file import read_env_file
from engine.environment import model_file, quieten

ROOT = environment.ROOT
ENV = """# a comment
SECONDMENT_HOME=/srv/secondment   # where it lives
export QUOTED="a # b"
SINGLE='c d'
EMPTY=
not a line
"""


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine, and no `.env` but one of the test."""
    for name in ("SECONDMENT_HOME", "SECONDMENT_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environment, "ROOT", tmp_path)


def test_lines_of_an_env_file_are_read_as_the_light_side_reads_them(tmp_path: Path) -> None:
    """Quotes go, comments go, an empty value is one."""
    (tmp_path / ".env").write_text(ENV)

    assert {
        "SECONDMENT_HOME": "/srv/secondment",
        "QUOTED": "a # b",
        "SINGLE": "c d",
        "EMPTY": "",
    } == read_env_file(tmp_path / ".env")


def test_the_home_of_the_env_file_holds_the_model(tmp_path: Path) -> None:
    """Training and engine look where the other processes do."""
    before = model_file()
    (tmp_path / ".env").write_text(ENV)

    assert (tmp_path / "var/models/secondment.tar.gz", Path("/srv/secondment/models/secondment.tar.gz")) == (
        before,
        model_file(),
    )


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere."""
    (tmp_path / ".env").write_text(ENV)
    monkeypatch.setenv("SECONDMENT_HOME", "/other")

    assert Path("/other/models/secondment.tar.gz") == model_file()


NOISE = [
    "The following duplicated intents have been found across multiple domain files: my_secondment\n  More info at x",
    "Action 'utter_my_secondment' is listed as a response action in the domain file, but there is no matching",
]
NEWS = [
    "The following duplicated intents have been found across multiple domain files: greet, my_secondment\n  More",
    "Action 'utter_goodbye' is listed as a response action in the domain file, but there is no matching",
    "Intent 'greet' has only 1 training examples!",
]


@pytest.mark.parametrize(("message", "shown"), [*((one, False) for one in NOISE), *((one, True) for one in NEWS)])
def test_warnings_that_mean_nothing_are_left_out_and_the_others_told(
    message: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Rasa says of the fields of my_secondment is always said; the same about anything else is a mistake."""
    told: list[str] = []
    monkeypatch.setattr(warnings, "showwarning", lambda *parts: told.append(str(parts[0])))
    quieten()
    warnings.showwarning(UserWarning(message), UserWarning, "io.py", 100)

    assert ([message] if shown else []) == told


def test_rasa_draws_no_progress_bars(tmp_path: Path) -> None:
    """In a log each step of one would be a line."""
    program = (
        "from engine.environment import quieten; quieten(); "
        "from rasa.shared.utils import io; print(io.is_logging_disabled())"
    )
    kept = {name: value for name, value in os.environ.items() if name != "LOG_LEVEL"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=kept, capture_output=True, text=True, timeout=120
    )

    assert "True" == done.stdout.strip()


def test_where_it_may_not_begin_anew_the_engine_goes_on_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tenth of a calculation is not worth a start."""

    def forbidden(*_: object) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(environment.os, "execv", forbidden)
    monkeypatch.setattr(environment.sys, "platform", "linux")
    monkeypatch.setenv("GLIBC_TUNABLES", "")
    environment.use_huge_pages()

    assert "without huge pages" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is asked for huge pages on Linux")
@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("", "glibc.malloc.hugetlb=1"),
        ("glibc.malloc.check=0", "glibc.malloc.check=0:glibc.malloc.hugetlb=1"),
        ("glibc.malloc.hugetlb=0", "glibc.malloc.hugetlb=0"),
    ],
)
def test_the_process_begins_anew_once_with_huge_pages_asked_for(told: str, seen: str) -> None:
    """With its arguments and its number; what an operator has set stands."""
    code = (
        "import os, sys; from engine.environment import use_huge_pages; "
        "print(os.getpid(), flush=True); use_huge_pages(); "
        "print(os.getpid(), os.environ['GLIBC_TUNABLES'], sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "an argument"]
    lines = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "GLIBC_TUNABLES": told}, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    number, tunables, arguments = lines[-1].split(" ", 2)

    assert ({number}, seen, "['an argument']") == ({*lines[:-1]}, tunables, arguments)
