"""Embeddings of texts, kept on disk by the text's hash, so that an edited article costs only its own texts."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from secondment.text.encoder import SentenceEncoder

Vector = np.ndarray[Any, Any]
Progress = Callable[[int, int], None]
_PART = 256


class VectorCache:
    """A file of text hashes and vectors. Writing is atomic; a broken file or another model's is made anew."""

    def __init__(self, encoder: SentenceEncoder, path: Path | None = None) -> None:
        self._encoder = encoder
        self._path = path
        self._known: dict[str, Vector] = self._read() if path else {}
        self._held = self._unsaved = False

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Unit vectors of the texts, shape (len(texts), dimensions); only unknown ones are computed."""
        keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        missing = list({key: text for key, text in zip(keys, texts) if key not in self._known}.items())
        missing.sort(key=lambda told: len(told[1]))
        for start in range(0, len(missing), _PART):
            part = missing[start : start + _PART]
            vectors = self._encoder.encode([text for _, text in part])
            self._known.update(zip((key for key, _ in part), vectors))
            if progress:
                progress(min(start + _PART, len(missing)), len(missing))
        if missing:
            self._unsaved = True
            self._save()
        return np.stack([self._known[key] for key in keys])

    @contextmanager
    def saved_once(self) -> Iterator[None]:
        """Write the file at the end of the block alone: it is large, and many questions may come one by one."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._save()

    def _save(self) -> None:
        if self._path and self._unsaved and not self._held:
            self._write(self._path)
            self._unsaved = False

    def _read(self) -> dict[str, Vector]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                model, keys, vectors = str(stored["model"]), stored["keys"], stored["vectors"]
        except (ValueError, KeyError, OSError, EOFError, BadZipFile, zlib.error):
            return {}
        if model != self._encoder.fingerprint or vectors.shape != (len(keys), self._encoder.dimensions):
            return {}
        return dict(zip((str(key) for key in keys), vectors.astype(np.float32)))

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp.npz")
        vectors = np.stack(list(self._known.values()))
        np.savez(beside, model=np.array(self._encoder.fingerprint), keys=np.array(list(self._known)), vectors=vectors)
        os.replace(beside, path)
