"""What the tests of the structure look at: the files under version control, read as text or as syntax."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "secondment/records/migrations/versions/"  # written by Alembic, read by nobody


@cache
def tracked(pattern: str) -> tuple[str, ...]:
    """The paths of the repository that match a git pattern; new files count before they are committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for path in sorted(set(listed)) if (ROOT / path).is_file())


def python_files(*folders: str) -> list[str]:
    """The Python files below some folders, or all of them, without what is generated."""
    files = [path for path in tracked("*.py") if not path.startswith(GENERATED)]
    return [path for path in files if not folders or path.split("/")[0] in folders]


@cache
def syntax(path: str) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions and methods of a Python file."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def modules(*packages: str) -> list[str]:
    """The dotted names of the modules in some packages."""
    return [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in python_files(*packages)]
