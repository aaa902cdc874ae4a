"""The vector of a message: what the featurizer tells of it and, of other texts, what the classifier looks up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from secondment.text.encoder import load_encoder
from secondment.text.focus import views
from secondment.text.spelling import Speller

Vector = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Embedding:
    """An encoder and the speller that reads before it."""

    encoder: Any
    speller: Any

    def of(self, texts: Sequence[str], known: Any = None) -> Vector:
        """One unit vector a text, the mean over its views, mended; shape (len(texts), dimensions).

        `known` makes the vectors instead of the encoder, for whoever has kept those of most texts.
        """
        groups = [[self.speller.mend(view) for view in views(text)] for text in texts]
        flat = (known or self.encoder).encode([view for group in groups for view in group])
        ends = np.cumsum([len(group) for group in groups])
        means = np.stack([part.mean(0) for part in np.split(flat, ends[:-1])])
        unit: Vector = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit


@lru_cache(maxsize=1)
def load_speller() -> Speller:
    """The one speller of a process: its word lists take two seconds to load."""
    return Speller()


@lru_cache(maxsize=2)
def load_embedding(folder: str = "", threads: int = 1) -> Embedding:
    """That of an encoder's folder ("" for the one that comes with the product), one for all components of a process."""
    return Embedding(load_encoder(Path(folder) if folder else None, threads), load_speller())
