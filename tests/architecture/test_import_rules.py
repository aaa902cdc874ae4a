"""Who may import whom: the contracts of `pyproject.toml` hold, and they cover the whole tree."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import Any

import tomllib

from tests.architecture.tree import ROOT, modules, python_files, syntax

# identity raises an error of the library, so whoever uses it needs the plain module of the errors
OPEN_TO_THE_ENGINE = {"identity", "answers", "text", "errors"}


def contracts() -> list[dict[str, Any]]:
    """The contracts as they stand in `pyproject.toml`."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed: list[dict[str, Any]] = told["tool"]["importlinter"]["contracts"]
    return listed


def test_the_import_rules_hold() -> None:
    """What `make check` runs."""
    ended = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert 0 == ended.returncode, ended.stdout[-3000:] + ended.stderr[-1000:]


def test_all_rules_are_contracts() -> None:
    """They are numbered as in the architecture."""
    assert [1, 2, 3, 4, 5, 6, 7, 8, 9] == [int(contract["name"][0]) for contract in contracts()]


def test_gateway_and_actions_hand_the_store_on_and_never_ask_it() -> None:
    """An import rule cannot see a call of an object that was handed in; what asks the store is a use case."""
    asked = [
        f"{path}:{node.lineno} {node.attr}"
        for path in python_files("gateway", "actions")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Attribute) and last_name(node.value) == "store"
    ]

    assert [] == asked


def last_name(node: ast.expr) -> str:
    """The name something is read under: `store` for `store` and for `services.store`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_a_new_part_of_the_library_is_closed_to_the_engine() -> None:
    """The contract lists what is forbidden; what is new must be added to one side."""
    forbidden = {name.removeprefix("secondment.") for name in contracts()[3]["forbidden_modules"]}
    parts = {name.split(".")[1] for name in modules("secondment") if "." in name}

    assert parts - OPEN_TO_THE_ENGINE == forbidden


def test_the_plain_modules_run_on_both_pythons() -> None:
    """What the engine uses of the library has the grammar of its Python, 3.10."""
    for name in modules("engine", "secondment"):
        part = name.split(".")[1] if "." in name else ""
        if name.startswith("secondment") and part not in OPEN_TO_THE_ENGINE:
            continue
        path = ROOT / name.replace(".", "/")
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")

        assert ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10)), name
