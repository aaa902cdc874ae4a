"""Embeddings are kept by the text's hash, and a broken file costs time but no answer."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from secondment.errors import KnowledgeError
from secondment.text.shipped import read_shipped, write_shipped
from secondment.text.vectors import VectorCache, key_of

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
    return VectorCache(encoder, path)


def test_a_text_is_computed_once(tmp_path: Path) -> None:
    """A second start reads the file."""
    path = tmp_path / "index" / "vectors.sqlite3"
    first = a_cache(CountingEncoder(), path).encode(["who pays", "visa", "who pays"])
    encoder = CountingEncoder()

    second = a_cache(encoder, path).encode(["who pays", "visa", "who pays"])

    assert [] == encoder.asked
    assert np.array_equal(first, second)


def test_what_one_process_made_another_need_not_make(tmp_path: Path) -> None:
    """Training and index have the same file open and embed much the same texts."""
    path = tmp_path / "vectors.sqlite3"
    training, index = CountingEncoder(), CountingEncoder()
    one, other = a_cache(training, path), a_cache(index, path)
    one.encode(["who pays"])
    other.encode(["who pays", "visa"])

    one.encode(["visa", "who pays"])

    assert (["who pays"], ["visa"]) == (training.asked, index.asked)


def test_a_start_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    """Embedding everything takes minutes; what was done by then is kept."""
    path = tmp_path / "vectors.sqlite3"
    texts = [f"text {number:03}" for number in range(600)]

    def cut(done: int, _: int) -> None:
        if done >= 512:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        a_cache(CountingEncoder(), path).encode(texts, cut)
    encoder = CountingEncoder()
    a_cache(encoder, path).encode(texts)

    assert 600 - 512 == len(encoder.asked)


def test_an_edit_costs_only_its_own_text(tmp_path: Path) -> None:
    """What was known stays known."""
    path = tmp_path / "vectors.sqlite3"
    a_cache(CountingEncoder(), path).encode(["who pays", "visa"])
    encoder = CountingEncoder()

    a_cache(encoder, path).encode(["who pays", "visa and permit"])

    assert ["visa and permit"] == encoder.asked


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "middle"])
def test_a_broken_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    """A crash or a full disk may have left anything there."""
    path = tmp_path / "vectors.sqlite3"
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
    path = tmp_path / "vectors.sqlite3"
    a_cache(CountingEncoder("model-a"), path).encode(["visa"])
    other = CountingEncoder("model-b")

    a_cache(other, path).encode(["visa"])

    assert ["visa"] == other.asked


def test_a_file_found_broken_in_writing_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read may lie in pages that are whole; the failure shows when another is touched."""
    path = tmp_path / "vectors.sqlite3"
    a_cache(CountingEncoder(), path).encode(["who pays"])
    write, failures = VectorCache._write, [sqlite3.DatabaseError("database disk image is malformed")]

    def fail_once(cache: VectorCache, fresh: dict[bytes, Vector]) -> None:
        if failures:
            raise failures.pop()
        write(cache, fresh)

    monkeypatch.setattr(VectorCache, "_write", fail_once)
    encoder = CountingEncoder()
    told = a_cache(encoder, path).encode(["who pays", "visa"])

    assert [[8.0, 1.0], [4.0, 1.0]] == told.tolist()
    assert "visa" in encoder.asked
    assert [] == failures


def test_a_spoilt_vector_is_made_again(tmp_path: Path) -> None:
    """A good file with wrong numbers would give wrong answers without a word."""
    path = tmp_path / "vectors.sqlite3"
    a_cache(CountingEncoder(), path).encode(["who pays", "visa"])
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    encoder = CountingEncoder()

    told = a_cache(encoder, path).encode(["visa"])

    assert (["visa"], [[4.0, 1.0]]) == (encoder.asked, told.tolist())


def test_vectors_of_an_encoder_out_of_use_are_dropped(tmp_path: Path) -> None:
    """After a month; one that is used beside this one keeps its own."""
    path = tmp_path / "vectors.sqlite3"
    for model in ("old", "beside"):
        a_cache(CountingEncoder(model), path).encode(["visa"])
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE vectors SET added = date('now', '-40 days') WHERE model = 'old'")

    a_cache(CountingEncoder("new"), path).encode(["visa"])

    with closing(sqlite3.connect(path)) as file:
        assert [("beside",), ("new",)] == file.execute("SELECT model FROM vectors ORDER BY model").fetchall()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Whoever runs it sees which file, and the last good index stays in force."""
    path = tmp_path / "vectors.sqlite3"
    path.mkdir()

    with pytest.raises(KnowledgeError, match=re.escape(f"{path}: embeddings cannot be kept here")):
        a_cache(CountingEncoder(), path).encode(["visa"])


def test_no_text_is_written(tmp_path: Path) -> None:
    """The file holds hashes and numbers: what HR drafts is not to be read from a cache."""
    path = tmp_path / "vectors.sqlite3"
    a_cache(CountingEncoder(), path).encode(["is the Lyon branch to close"])

    assert b"Lyon" not in path.read_bytes()


def test_no_texts_are_no_rows() -> None:
    """An empty folder is a knowledge base as well."""
    assert (0, 2) == a_cache(CountingEncoder()).encode([]).shape


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


def test_what_comes_with_the_product_is_not_computed(tmp_path: Path) -> None:
    """A first start finds it; only what is new is made."""
    shipped, made = tmp_path / "vectors.npz", a_cache(CountingEncoder(), tmp_path / "made.sqlite3")
    made.encode(["who pays", "visa"])
    write_shipped(shipped, "model-a", all_kept(tmp_path / "made.sqlite3"))
    encoder = CountingEncoder()

    told = VectorCache(encoder, tmp_path / "first.sqlite3", shipped).encode(["who pays", "new", "visa"])

    assert ["new"] == encoder.asked
    assert np.allclose(1.0, np.linalg.norm(told[[0, 2]], axis=1))


def test_it_is_kept_like_the_rest(tmp_path: Path) -> None:
    """The next start does without the file."""
    shipped, path = tmp_path / "vectors.npz", tmp_path / "first.sqlite3"
    write_shipped(shipped, "model-a", {key_of("visa", "model-a"): np.array([0.6, 0.8], np.float32)})
    first = VectorCache(CountingEncoder(), path, shipped).encode(["visa"])
    encoder = CountingEncoder()

    assert np.array_equal(first, VectorCache(encoder, path, tmp_path / "none.npz").encode(["visa"]))
    assert [] == encoder.asked


@pytest.mark.parametrize("spoilt", ["another model", "cut short", "absent"])
def test_what_is_of_no_use_is_made(tmp_path: Path, spoilt: str) -> None:
    """Vectors of another encoder, half a file or none cost time, no answer."""
    shipped = tmp_path / "vectors.npz"
    of = "model-b" if spoilt == "another model" else "model-a"
    write_shipped(shipped, of, {key_of("visa", "model-a"): np.array([0.6, 0.8], np.float32)})
    if spoilt == "cut short":
        shipped.write_bytes(shipped.read_bytes()[:-100])
    if spoilt == "absent":
        shipped.unlink()
    encoder = CountingEncoder()

    told = VectorCache(encoder, None, shipped).encode(["visa"])

    assert ["visa"] == encoder.asked
    assert np.array_equal([[4.0, 1.0]], told)


def test_bytes_are_near_enough(tmp_path: Path) -> None:
    """Less than a degree away, at the length of vectors as the encoder makes them."""
    made = np.random.default_rng(3).standard_normal((500, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    keys = [number.to_bytes(16, "big") for number in range(500)]
    write_shipped(tmp_path / "vectors.npz", "model", dict(zip(keys, made)))
    told = read_shipped(tmp_path / "vectors.npz", "model", keys)

    cosines = [float(told[key] @ vector) for key, vector in zip(keys, made)]
    assert min(cosines) > np.cos(np.radians(0.8))


def all_kept(path: Path) -> dict[bytes, Vector]:
    """What a file holds."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT key, vector FROM vectors").fetchall()
    return {key: np.frombuffer(vector, "<f4") for key, vector in rows}
