"""What a check says: file, line, what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import yaml

from secondment.knowledge.article import FRONT, LOADER, read_text
from secondment.knowledge.shape import Place

Level = Literal["error", "notice"]


@dataclass(frozen=True)
class Finding:
    """One thing found. An `error` has to be mended before the article may go live; a `notice` is told."""

    path: Path
    line: int
    check: str
    what: str
    remedy: str
    level: Level = "error"


class Lines:
    """Where things stand in an article's file; lines count from 1."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, *place: str | int) -> int:
        """The line of a place in the front matter, or of the nearest thing around it that exists."""
        for end in range(len(place), 0, -1):
            if place[:end] in self._front:
                return self._front[place[:end]]
        return 1

    def heading(self, heading: str) -> int:
        """The line of a section's heading."""
        told = (number for number, line in enumerate(self._text, 1) if line.lstrip("# ").rstrip() == heading)
        return next(told, self.answer)

    @cached_property
    def answer(self) -> int:
        """The line the answer begins in."""
        fence = [number for number, line in enumerate(self._text, 1) if line.rstrip() == "---"][1:2] or [0]
        return next((n for n, line in enumerate(self._text, 1) if n > fence[0] and line.strip()), 1)

    @cached_property
    def _text(self) -> list[str]:
        return read_text(self.path).splitlines()

    @cached_property
    def _front(self) -> dict[Place, int]:
        found = FRONT.match(read_text(self.path))
        node = yaml.compose(found.group(1), Loader=LOADER) if found else None
        return dict(_places(node, ())) if node else {}


def _places(node: yaml.Node, place: Place) -> Iterable[tuple[Place, int]]:
    # the front matter begins in the second line of the file, and PyYAML counts from 0
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + 2
            yield from _places(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*place, number), value.start_mark.line + 2
            yield from _places(value, (*place, number))
