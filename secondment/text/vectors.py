"""Embeddings of texts, kept on disk by the text's hash: each is made once, whoever needs it. Runs on 3.10 and 3.13.

The articles' index, the checks and the training of the model embed much the same texts, each in a process of its own;
they share one SQLite file. An edited article costs only its own texts, and those of the product come with it.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np

from secondment.errors import KnowledgeError
from secondment.text.shipped import FILE, read_shipped

_LOG = logging.getLogger(__name__)
Vector = np.ndarray[Any, Any]
Progress = Callable[[int, int], None]

_TABLE = """
CREATE TABLE IF NOT EXISTS vectors (
    key BLOB PRIMARY KEY, model TEXT NOT NULL, added TEXT NOT NULL, checksum INTEGER NOT NULL, vector BLOB NOT NULL
)
"""
_TYPE = np.dtype("<f4")
_PART = 256
_PAGE = 16_384  # bytes; a vector takes 1.5 KiB, and of small pages half would stay empty
# how long another process may write before this one gives up
_WAIT_SECONDS = 60.0
# vectors of an encoder no longer used; one that is used beside this one only makes its own again
_FORGET_OTHERS = "DELETE FROM vectors WHERE model <> ? AND added < date('now', '-30 days')"


def kept_in(home: Path) -> Path:
    """The file in the folder of everything that is made while the product runs."""
    return home / "index" / "vectors.sqlite3"


def key_of(text: str, model: str) -> bytes:
    """What a vector is kept by, 16 bytes: the digest of the text and of the encoder whose digest is `model`."""
    return hashlib.sha256(f"{model}\0{text}".encode()).digest()[:16]


class Encoder(Protocol):
    """What is needed of an encoder."""

    dimensions: int

    @property
    def fingerprint(self) -> str:
        """A digest of the model: vectors of one are no use to another."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """Unit vectors of texts, shape (len(texts), dimensions)."""


class VectorCache:
    """A file of text hashes and vectors, or a memory of this process without a path. Thread-safe.

    A broken file is made anew, and a vector whose checksum is wrong is made again. What is neither kept nor in
    `shipped` is computed.
    """

    def __init__(self, encoder: Encoder, path: Path | None = None, shipped: Path = FILE) -> None:
        self._encoder = encoder
        self._path = path
        self._shipped = shipped
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Unit vectors of the texts, shape (len(texts), dimensions), float32; only unknown ones are computed.

        `progress` is told how many of the unknown are done, of how many. Raises `KnowledgeError` when the file cannot
        be read or written.
        """
        keys = {text: key_of(text, self._encoder.fingerprint) for text in texts}
        with self._lock:
            try:
                known = self._known_or_computed(keys, progress)
            except (sqlite3.Error, OSError) as error:
                raise KnowledgeError(f"{self._path}: embeddings cannot be kept here: {error}") from error
        rows = [known[keys[text]] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self._encoder.dimensions), np.float32)

    def _known_or_computed(self, keys: dict[str, bytes], progress: Progress | None) -> dict[bytes, Vector]:
        """The vectors by their keys; a file that turns out to be broken, in reading or in writing, is made anew."""
        try:
            return self._all(keys, progress)
        except sqlite3.OperationalError:
            raise  # locked, full, or no rights: the file may be good
        except sqlite3.DatabaseError:
            _LOG.warning("a broken file of embeddings is made anew: %s", self._path)
            self._start_over()
            return self._all(keys, progress)

    def _all(self, keys: dict[str, bytes], progress: Progress | None) -> dict[bytes, Vector]:
        known = self._read(set(keys.values()))
        known.update(self._taken_over({key for key in keys.values() if key not in known}))
        missing = {key: text for text, key in keys.items() if key not in known}
        known.update(self._computed(missing, progress))
        return known

    def _taken_over(self, missing: set[bytes]) -> dict[bytes, Vector]:
        """What comes with the product, kept from now on like the rest."""
        told = read_shipped(self._shipped, self._encoder.fingerprint, missing) if missing else {}
        if told:
            self._write(told)
        return told

    def _computed(self, missing: dict[bytes, str], progress: Progress | None) -> Iterator[tuple[bytes, Vector]]:
        """The vectors of texts by their keys, written part by part: a start cut short goes on where it was."""
        ordered = sorted(missing.items(), key=lambda told: len(told[1]))
        for start in range(0, len(ordered), _PART):
            part = ordered[start : start + _PART]
            vectors = self._encoder.encode([text for _, text in part]).astype(_TYPE)
            fresh = {key: vector for (key, _), vector in zip(part, vectors)}
            self._write(fresh)
            yield from fresh.items()
            if progress:
                progress(min(start + _PART, len(ordered)), len(ordered))

    def _read(self, keys: set[bytes]) -> dict[bytes, Vector]:
        found: dict[bytes, Vector] = {}
        wanted = iter(keys)
        while part := list(islice(wanted, _PART)):
            marks = ",".join("?" * len(part))
            rows = self._open().execute(f"SELECT key, checksum, vector FROM vectors WHERE key IN ({marks})", part)
            found.update(self._whole(rows))
        return found

    def _whole(self, rows: sqlite3.Cursor) -> Iterator[tuple[bytes, Vector]]:
        size = self._encoder.dimensions * _TYPE.itemsize
        for key, checksum, vector in rows:
            if len(vector) == size and zlib.crc32(vector) == checksum:
                yield key, np.frombuffer(vector, _TYPE)

    def _write(self, fresh: dict[bytes, Vector]) -> None:
        model = self._encoder.fingerprint
        packed = [(key, vector.tobytes()) for key, vector in fresh.items()]
        with self._open() as file:  # one transaction, so that a crash leaves whole vectors
            file.execute(_FORGET_OTHERS, (model,))
            file.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, date('now'), ?, ?)",
                [(key, model, zlib.crc32(vector), vector) for key, vector in packed],
            )

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            if self._path:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            place = str(self._path) if self._path else ":memory:"
            # another thread may use it after this one: the lock keeps them apart
            self._file = sqlite3.connect(place, timeout=_WAIT_SECONDS, check_same_thread=False)
            self._file.execute(f"PRAGMA page_size = {_PAGE}")
            self._file.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is found out and made anew
            self._file.execute(_TABLE)
        return self._file

    def _start_over(self) -> None:
        if self._file is not None:
            with closing(self._file):
                self._file = None
        if self._path:
            self._path.unlink(missing_ok=True)
