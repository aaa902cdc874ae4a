"""Importing a module does no work: no connection, no process, no thread, no file, no model."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.architecture.tree import ROOT, modules

MIGRATION = "secondment.records.migrations.env"  # run by Alembic, which imports it in order to migrate
HEAVY = {"onnxruntime", "spacy", "sklearn", "scipy", "lingua"}


@cache
def imported(*names: str) -> dict[str, list[str]]:
    """What happened while modules were imported in a fresh process: work, threads, packages loaded."""
    script = ROOT / "tests" / "architecture" / "watch_imports.py"
    ended = subprocess.run(
        [sys.executable, str(script), *names], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False
    )
    assert 0 == ended.returncode, ended.stderr[-2000:]
    told: dict[str, list[str]] = json.loads(ended.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("package", ["secondment", "actions", "gateway"])
def test_importing_does_no_work(package: str) -> None:
    """Files, sockets, databases, processes, threads and the environment stay as they are."""
    told = imported(*(name for name in modules(package) if name != MIGRATION))

    assert ([], []) == (told["work"], told["threads"])


def test_work_at_import_would_be_noticed() -> None:
    """A module that opens a file while it is imported is found, so the test above can fail."""
    told = imported("tests.architecture.busy_module")

    assert ["tests/architecture/busy_module.py: open"] == [line.rsplit(" ", 1)[0] for line in told["work"]]


def test_the_gateway_loads_no_model() -> None:
    """It shares the wiring with the action server and must not pay for models it never runs."""
    assert set() == HEAVY & set(imported("gateway.app", "gateway.__main__")["packages"])
