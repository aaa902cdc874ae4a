"""Embeddings handed from one process to the next, so that a message is encoded once. Runs on Python 3.10 and 3.13."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from secondment.text.focus import views

Vector = np.ndarray[Any, Any]
_TYPE = np.dtype("<f4")
_UNIT = 1e-3


class Encoder(Protocol):
    """What is needed of an encoder at either end."""

    dimensions: int

    @property
    def fingerprint(self) -> str:
        """A digest of the model: vectors of one are no use to another."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """Unit vectors of texts."""

    def learn(self, known: dict[str, Vector]) -> None:
        """Remember vectors made elsewhere."""


class Mender(Protocol):
    """What is needed of a speller."""

    def mend(self, text: str) -> str:
        """The text without its typing errors."""


def views_of(message: str, speller: Mender) -> list[str]:
    """The texts a message is encoded as: its views, mended."""
    return [speller.mend(view) for view in views(message)]


def hand_over(message: str, encoder: Encoder, speller: Mender) -> dict[str, Any]:
    """The vectors of a message's views in the order of `views_of`, as plain JSON, with the model they are of."""
    vectors = encoder.encode(views_of(message, speller)).astype(_TYPE)
    return {"model": encoder.fingerprint, "vectors": [base64.b64encode(one.tobytes()).decode() for one in vectors]}


def take_over(told: object, message: str, encoder: Encoder, speller: Mender) -> bool:
    """Have the encoder remember the vectors handed over for a message; tells whether they could be used.

    Vectors of another model, another number of views or another shape are left aside: the encoder makes its own.
    """
    if not isinstance(told, dict) or told.get("model") != encoder.fingerprint:
        return False
    texts, packed = views_of(message, speller), told.get("vectors")
    if not isinstance(packed, list) or len(packed) != len(texts):
        return False
    vectors = [_unpack(one, encoder.dimensions) for one in packed]
    known = {text: vector for text, vector in zip(texts, vectors) if vector is not None}
    encoder.learn(known)
    return len(known) == len(texts)


def _unpack(packed: object, dimensions: int) -> Vector | None:
    try:
        told = base64.b64decode(packed, validate=True) if isinstance(packed, str) else b""
    except binascii.Error:
        return None
    if len(told) != dimensions * _TYPE.itemsize:
        return None
    vector = np.frombuffer(told, _TYPE).astype(np.float32)
    return vector if abs(float(np.linalg.norm(vector)) - 1.0) < _UNIT else None
