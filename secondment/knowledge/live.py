"""The knowledge in force: read from files, noticed when they change, switched in one step while answers go on."""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from secondment.errors import KnowledgeError
from secondment.knowledge.article import fingerprint
from secondment.knowledge.index import KnowledgeIndex

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_SECONDS = 1.0
_SETTLED_SECONDS = 30.0  # whoever mends one article often mends the next
_FILES = (".md", ".asked.txt")

Build = Callable[[KnowledgeIndex | None], KnowledgeIndex]


class LiveKnowledge:
    """Hands out the index in force. A change of the files builds a new one beside it, then one reference is switched.

    A changed knowledge base that cannot be read leaves the last good one in force and is logged. `build` is given the
    index in force, of which it may take over what would take long to learn; once the files have been left alone for a
    while, such an index is built again from nothing, so that what is answered hangs on the files alone.
    """

    def __init__(self, folder: Path, build: Build) -> None:
        self._folder, self._build = folder, build
        self._index: KnowledgeIndex | None = None
        self._mark: int | None = None
        self._looked = self._switched = 0.0
        self._digest = ""
        self._lock = threading.Lock()

    def current(self) -> KnowledgeIndex:
        """The index in force; the first call builds it. Raises `KnowledgeError` when there never was a good one."""
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._switch()
        elif time.monotonic() - self._looked > _LOOK_EVERY_SECONDS:
            self._look()
        if self._index is None:
            raise KnowledgeError("the knowledge base could not be read")
        return self._index

    def _look(self) -> None:
        """Start a rebuild when a file changed, or is due; answers go on from the index in force meanwhile."""
        self._looked = time.monotonic()
        if (_mark(self._folder) != self._mark or self._is_due()) and self._lock.acquire(blocking=False):
            threading.Thread(target=self._rebuild, name="knowledge-rebuild", daemon=True).start()

    def _is_due(self) -> bool:
        """Whether the index in force is provisional and has been in force for a while."""
        settled = time.monotonic() - self._switched > _SETTLED_SECONDS
        return self._index is not None and self._index.is_provisional and settled

    def _rebuild(self) -> None:
        # Taken first: what is written while this one reads is then seen as another change.
        mark = _mark(self._folder)
        try:
            same = fingerprint(self._folder) == self._digest
            if same and not self._is_due():
                self._mark = mark
            else:
                self._switch(None if same else self._index)
                _LOG.info("knowledge switched", extra={"articles": len(self._index.articles) if self._index else 0})
        except KnowledgeError as error:
            self._mark = mark
            self._switched = math.inf  # what failed is tried again when the files change, not every second
            _LOG.error("the changed knowledge base cannot be used, the last good one stays: %s", error)
        finally:
            self._lock.release()

    def _switch(self, before: KnowledgeIndex | None = None) -> None:
        mark, digest = _mark(self._folder), fingerprint(self._folder)
        built = self._build(before)
        self._index, self._mark, self._digest = built, mark, digest
        self._looked = self._switched = time.monotonic()


def _mark(folder: Path) -> int:
    """A cheap sign that something changed: names, sizes and times of all files, whichever way the times moved."""
    found = set()
    for topic in _entries(folder):
        for file in _entries(topic) if topic.is_dir() else ():
            # a file that goes away while it is looked at is a change like any other
            with suppress(FileNotFoundError):
                if file.name.endswith(_FILES):
                    told = file.stat()
                    found.add((topic.name, file.name, told.st_size, told.st_mtime_ns))
    return hash(frozenset(found))


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    # a turn waits for this: `Path.glob` takes ten times as long for some hundred files
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return list(entries)
    return []
