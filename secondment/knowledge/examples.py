"""The examples the engine learns from, as they stand in Rasa's training files (`data/nlu`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_LINE = re.compile(r"^- (.+)$", re.MULTILINE)
_MARKED = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Example:
    """A message as somebody would write it, what it is an example of, and the file it stands in."""

    text: str
    intent: str
    file: Path


def examples_in(path: Path) -> Iterator[Example]:
    """The examples of one file or of all files below a folder, in order, without the marks of entities."""
    for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in _LINE.findall(block["examples"]):
                yield Example(_MARKED.sub(r"\1", line), block["intent"], file)
