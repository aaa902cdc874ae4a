"""Files and functions stay short enough to be read at once."""

from __future__ import annotations

from tests.architecture.tree import ROOT, functions, python_files

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def test_no_file_is_longer_than_300_lines() -> None:
    """Python of the product and of the tests."""
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert {} == {path: length for path, length in lengths.items() if length > LINES_OF_A_FILE}


def test_no_function_is_longer_than_40_lines() -> None:
    """Docstring and signature count."""
    lengths = {
        f"{path}:{one.lineno} {one.name}": (one.end_lineno or one.lineno) - one.lineno + 1
        for path in python_files()
        for one in functions(path)
    }

    assert {} == {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION}
