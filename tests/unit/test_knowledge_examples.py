"""Reading the examples of Rasa's training files."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondment.knowledge.examples import Example, examples_in

_FILES = {
    "b/pay.yml": "nlu:\n- intent: pay\n  examples: |\n    - who pays me\n    - does [Ada](person) pay\n",
    "a.yml": """nlu:
- intent: leave
  examples: |
    - may I take [a week]{"entity": "time"} off - in May
- intent: greet
  examples: |
    - hello
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one of them in a folder of its own."""
    (tmp_path / "b").mkdir()
    for name, text in _FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_examples_of_a_folder_are_read_in_the_order_of_its_files(folder: Path) -> None:
    """Each with its intent and its file, and as somebody would write it."""
    first, second = folder / "a.yml", folder / "b" / "pay.yml"

    assert [
        Example("may I take a week off - in May", "leave", first),
        Example("hello", "greet", first),
        Example("who pays me", "pay", second),
        Example("does Ada pay", "pay", second),
    ] == list(examples_in(folder))


def test_the_examples_of_one_file_can_be_read(folder: Path) -> None:
    """Without those beside it."""
    assert ["who pays me", "does Ada pay"] == [one.text for one in examples_in(folder / "b" / "pay.yml")]
