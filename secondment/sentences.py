"""The fixed sentences, read from `knowledge/sentences/*.yml`: HR edits them like articles, without retraining.

Each file maps a key to a sentence with `{named}` places. A key that is missing or a place that is not filled is an
error at once, never an empty answer.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from string import Formatter

import yaml

from secondment.errors import KnowledgeError

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_SECONDS = 1.0


class Sentences:
    """All fixed sentences of the product."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def say(self, key: str, /, **places: object) -> str:
        """The sentence of that key with its places filled; raises `KnowledgeError` for an unknown key or place."""
        try:
            return self._texts[key].format(**places)
        except KeyError as error:
            raise KnowledgeError(f"sentence {key!r}: {error} is not known (knowledge/sentences)") from error

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self._texts

    def places(self, key: str) -> set[str]:
        """The names of the places in a sentence."""
        return {name for _, name, _, _ in Formatter().parse(self._texts[key]) if name}

    def keys(self) -> set[str]:
        """All keys."""
        return set(self._texts)


class LiveSentences(Sentences):
    """The sentences of a folder, read again when a file changed; a broken edit leaves the last good ones."""

    def __init__(self, folder: Path) -> None:
        super().__init__(load_sentences(folder)._texts)
        self._folder, self._mark, self._looked = folder, _mark(folder), time.monotonic()

    def say(self, key: str, /, **places: object) -> str:
        """As `Sentences.say`, with what stands in the files now."""
        self._look()
        return super().say(key, **places)

    def _look(self) -> None:
        if time.monotonic() - self._looked < _LOOK_EVERY_SECONDS:
            return
        self._looked = time.monotonic()
        mark = _mark(self._folder)
        if mark != self._mark:
            self._mark = mark
            try:
                self._texts = load_sentences(self._folder)._texts
            except (KnowledgeError, yaml.YAMLError) as error:
                _LOG.error("the changed sentences cannot be used, the last good ones stay: %s", error)


def _mark(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yml")))


def load_sentences(folder: Path) -> Sentences:
    """Read every sentence file of a folder; raises `KnowledgeError` for two sentences of one key."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for key, text in told.items():
            if key in texts:
                raise KnowledgeError(f"{path}: sentence {key!r} stands in two files")
            texts[key] = str(text).strip()
    if not texts:
        raise KnowledgeError(f"{folder}: no sentences found")
    return Sentences(texts)
