"""Embeddings are kept by the text's hash, and a broken file costs time but no answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from secondment.knowledge.vectors import VectorCache
from secondment.text.encoder import SentenceEncoder

Vector = np.ndarray[Any, Any]


class CountingEncoder:
    """Two dimensions made from the text's length; remembers what it was asked for."""

    dimensions = 2

    def __init__(self, fingerprint: str = "model-a") -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        """One row a text."""
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], np.float32)


def a_cache(encoder: CountingEncoder, path: Path | None = None) -> VectorCache:
    """A cache over a fake encoder."""
    return VectorCache(cast(SentenceEncoder, encoder), path)


def test_a_text_is_computed_once(tmp_path: Path) -> None:
    """A second start reads the file."""
    path = tmp_path / "index" / "vectors.npz"
    first = a_cache(CountingEncoder(), path).encode(["who pays", "visa", "who pays"])
    encoder = CountingEncoder()

    second = a_cache(encoder, path).encode(["who pays", "visa", "who pays"])

    assert [] == encoder.asked
    assert np.array_equal(first, second)


def test_many_questions_one_by_one_write_the_file_once(tmp_path: Path) -> None:
    """At the end of the block, also when it ends with an error; what was computed is kept."""
    path = tmp_path / "vectors.npz"
    cache = a_cache(CountingEncoder(), path)
    with pytest.raises(KeyError), cache.saved_once():
        cache.encode(["who pays"])
        cache.encode(["visa"])
        written = path.exists()
        raise KeyError
    encoder = CountingEncoder()
    a_cache(encoder, path).encode(["who pays", "visa"])

    assert (False, []) == (written, encoder.asked)


def test_an_edit_costs_only_its_own_text(tmp_path: Path) -> None:
    """What was known stays known."""
    path = tmp_path / "vectors.npz"
    a_cache(CountingEncoder(), path).encode(["who pays", "visa"])
    encoder = CountingEncoder()

    a_cache(encoder, path).encode(["who pays", "visa and permit"])

    assert ["visa and permit"] == encoder.asked


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "middle"])
def test_a_broken_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    """A crash or a full disk may have left anything there."""
    path = tmp_path / "vectors.npz"
    a_cache(CountingEncoder(), path).encode(["who pays", "visa"])
    whole = path.read_bytes()
    broken = {"empty": b"", "text": b"hello", "cut": whole[: len(whole) // 2], "middle": whole[:99] + whole[160:]}
    path.write_bytes(broken[damage])
    encoder = CountingEncoder()

    told = a_cache(encoder, path).encode(["visa"])

    assert ["visa"] == encoder.asked
    assert [[4.0, 1.0]] == told.tolist()


def test_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    """They may have the same size and mean something else."""
    path = tmp_path / "vectors.npz"
    a_cache(CountingEncoder("model-a"), path).encode(["visa"])
    other = CountingEncoder("model-b")

    a_cache(other, path).encode(["visa"])

    assert ["visa"] == other.asked


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing goes beside the file and is switched in one step."""
    path = tmp_path / "vectors.npz"
    a_cache(CountingEncoder(), path).encode(["visa"])
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        a_cache(CountingEncoder(), path).encode(["who pays"])

    assert before == path.read_bytes()


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    """The file that was written beside it became the file."""
    a_cache(CountingEncoder(), tmp_path / "vectors.npz").encode(["visa"])

    assert ["vectors.npz"] == [path.name for path in tmp_path.iterdir()]


def test_without_a_path_nothing_is_written(tmp_path: Path) -> None:
    """Tests and one-off checks need no file."""
    a_cache(CountingEncoder()).encode(["visa"])

    assert [] == list(tmp_path.iterdir())


def test_progress_is_told_up_to_the_end() -> None:
    """A first start takes its time and shows it."""
    told: list[tuple[int, int]] = []

    a_cache(CountingEncoder()).encode([f"text {number}" for number in range(600)], lambda *step: told.append(step))

    assert (600, 600) == told[-1]
    assert len(told) > 1
