"""Settings: read in one place per side, every one documented; processes: started by the commands of the Procfile."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec

import pytest
import tomllib

from secondment.settings import Settings
from tests.architecture.tree import ROOT, python_files, syntax

READERS = {
    "secondment/settings.py",
    "engine/environment.py",  # the same for the engine, which has its own Python
    "secondment/cli/processes.py",  # hands the environment on to the processes it starts and reads nothing of it
}
_ENVIRONMENT = {"environ", "environb", "getenv", "putenv"}


def reads_environment(path: str) -> bool:
    """Whether a file touches the environment, through `os` or through a settings class."""
    return any(
        (isinstance(node, ast.ClassDef) and "BaseSettings" in {getattr(base, "id", "") for base in node.bases})
        or (isinstance(node, ast.Attribute) and node.attr in _ENVIRONMENT and getattr(node.value, "id", "") == "os")
        or (
            isinstance(node, ast.ImportFrom) and node.module == "os" and {one.name for one in node.names} & _ENVIRONMENT
        )
        for node in ast.walk(syntax(path))
    )


def operations() -> str:
    """The page for operators."""
    return (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def procfile() -> dict[str, str]:
    """Process name to command."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines if line)}


def test_only_the_settings_read_the_environment() -> None:
    """Everything else is handed what it needs."""
    assert {path for path in python_files("secondment", "actions", "gateway", "engine") if reads_environment(path)} == (
        READERS
    )


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    """By its variable, in docs/operations.md."""
    assert f"SECONDMENT_{name.upper()}`" in operations()


def test_no_setting_is_documented_that_is_not_there() -> None:
    """A variable on the page is a setting, or one the engine reads."""
    engine = (ROOT / "engine" / "environment.py").read_text(encoding="utf-8")
    known = {f"SECONDMENT_{name.upper()}" for name in Settings.model_fields} | set(
        re.findall(r"SECONDMENT_[A-Z_]+", engine)
    )

    assert set() == {name for name in re.findall(r"SECONDMENT_[A-Z_]*[A-Z]", operations()) if name not in known}


def test_every_setting_says_what_it_is() -> None:
    """A description in the code, from which the page is written."""
    assert [] == [name for name, field in Settings.model_fields.items() if not field.description]


@pytest.mark.parametrize("name", ["actions", "engine", "gateway"])
def test_the_procfile_starts_each_process_by_its_module(name: str) -> None:
    """The name of the process is the name of the package, in the environment of its side."""
    python = "engine/.venv/bin/python" if name == "engine" else ".venv/bin/python"

    assert f"{python} -m {name}" == procfile()[name]
    assert find_spec(f"{name}.__main__") is not None


def test_the_procfile_starts_nothing_else() -> None:
    """Three processes."""
    assert {"actions", "engine", "gateway"} == set(procfile())


def test_every_command_of_the_project_leads_to_code() -> None:
    """`[project.scripts]`."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, _, name = told["secondment"].partition(":")
    imported = __import__(module, fromlist=[name])

    assert callable(getattr(imported, name))
