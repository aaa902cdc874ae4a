"""Embeddings that come with the product: of the examples and questions it ships, made by the encoder it ships.

A first start would embed some fifty thousand texts, minutes of work whose result is known. Each vector is kept as 384
signed bytes and one scale; that turns it by less than a degree, a small part of what lies between two wordings of one
question.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

_LOG = logging.getLogger(__name__)
Vector = np.ndarray[Any, Any]

FILE = Path(__file__).with_name("model") / "vectors.npz"
_STEPS = 127
_BROKEN = (ValueError, KeyError, IndexError, OSError, EOFError, BadZipFile, zlib.error)


def write_shipped(file: Path, model: str, vectors: Mapping[bytes, Vector]) -> None:
    """Write unit vectors by their keys (16 bytes), made by the encoder with the digest `model`. The same, whenever."""
    keys = sorted(vectors)
    told = np.stack([vectors[key] for key in keys])
    scale = np.abs(told).max(1, keepdims=True) / _STEPS
    steps = np.round(told / scale).astype(np.int8)
    packed = np.frombuffer(b"".join(keys), np.uint8).reshape(len(keys), -1)
    np.savez(file, model=np.array(model), keys=packed, steps=steps, scale=scale.astype(np.float32))


def read_shipped(file: Path, model: str, wanted: Iterable[bytes]) -> dict[bytes, Vector]:
    """The unit vectors of the wanted keys that come with the product, float32; none of another encoder's.

    Without the file, or with a broken one, they are made again.
    """
    try:
        with np.load(file, allow_pickle=False) as told:
            if str(told["model"]) != model:
                return {}
            keys, steps, scale = told["keys"], told["steps"], told["scale"]
            places = {key.tobytes(): place for place, key in enumerate(keys)}
            found = [(key, places[key]) for key in wanted if key in places]
            vectors = steps[[place for _, place in found]] * scale[[place for _, place in found]]
    except FileNotFoundError:
        return {}
    except _BROKEN as error:
        _LOG.warning("embeddings that come with the product are made again: %s: %s", file, type(error).__name__)
        return {}
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return {key: vector for (key, _), vector in zip(found, unit, strict=True)}
