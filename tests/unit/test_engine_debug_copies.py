"""The contract with Rasa 3.6.21 that `engine.debug_copies` relies on."""

from __future__ import annotations

import ast
import copy
from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine import debug_copies


@pytest.mark.parametrize("name", debug_copies.MODULES)
def test_the_module_copies_for_debug_lines_only(name: str) -> None:
    """Anything else that is copied has to stay a copy."""
    tree = ast.parse(Path(str(import_module(name).__file__)).read_text(encoding="utf-8"))

    used = [node.lineno for node in ast.walk(tree) if _is_copy(node)]
    for_debug = [node.lineno for line in ast.walk(tree) if _is_debug(line) for node in ast.walk(line) if _is_copy(node)]

    assert used
    assert sorted(used) == sorted(for_debug)


def test_nothing_is_copied_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a debug line is given is the thing itself."""
    for name in debug_copies.MODULES:
        monkeypatch.setattr(import_module(name), "copy", copy)  # another test may have left them out already

    debug_copies.leave_out()

    talk = [{"user": {"intent": "greet"}}]
    assert all(import_module(name).copy.deepcopy(talk) is talk for name in debug_copies.MODULES)


def _is_copy(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "copy"


def _is_debug(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "structlogger.debug"
