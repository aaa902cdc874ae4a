"""Sentence embeddings on the machine itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytest import MonkeyPatch

from secondment.errors import KnowledgeError
from secondment.text.encoder import SentenceEncoder, load_encoder, package_folder

_TEXTS = ["who pays my salary", "which company runs my payroll", "do I need a visa"]


def test_vectors_have_length_one(encoder: SentenceEncoder) -> None:
    """Cosine is then a plain product."""
    lengths = np.linalg.norm(encoder.encode(_TEXTS), axis=1)

    assert pytest.approx([1.0, 1.0, 1.0], abs=1e-5) == lengths


def test_near_meanings_are_nearer_than_others(encoder: SentenceEncoder) -> None:
    """Without a shared word, pay is nearer to payroll than to a visa."""
    pay, payroll, visa = encoder.encode(_TEXTS)

    assert float(pay @ payroll) > float(pay @ visa) + 0.2


def test_a_text_is_told_alike_alone_and_among_others() -> None:
    """What is asked alone is compared with what was learned in batches, so the company must not count."""
    asked = [*_TEXTS, "I have been on loan to the harbour since May, and the bank wants to know who pays me. Who does?"]
    together = load_encoder().encode(asked)
    alone = np.concatenate([load_encoder().encode([text]) for text in asked])

    assert together == pytest.approx(alone, abs=1e-4)


def test_short_texts_are_not_filled_up_to_long_ones(monkeypatch: MonkeyPatch) -> None:
    """Each place that is filled up costs as much as a word; those of like length go together."""
    encoder, together = load_encoder(), []

    def run(texts: list[str]) -> np.ndarray:
        together.append(len(texts))
        return np.zeros((len(texts), encoder.dimensions), np.float32)

    monkeypatch.setattr(encoder, "_run", run)
    encoder.encode([*_TEXTS, "I have been on loan to the harbour since May, and the bank asks. " * 3])
    encoder.encode([f"question {number}" for number in range(20)])

    assert together == [3, 1, 16, 4]


def test_rows_keep_the_order_asked_for(encoder: SentenceEncoder) -> None:
    """Texts are sorted inside for speed; nobody may notice."""
    together = encoder.encode(_TEXTS)
    turned = encoder.encode(_TEXTS[::-1])

    assert np.array_equal(together, turned[::-1])


def test_who_asks_for_what_is_known_does_not_wait_for_a_calculation(encoder: SentenceEncoder) -> None:
    """In the engine the vectors of the next message are made while the last one is answered."""
    encoder.encode(_TEXTS[:1])
    begun, over = Event(), Event()

    def slow(texts: list[str]) -> np.ndarray:
        begun.set()
        over.wait(10)
        return np.zeros((len(texts), encoder.dimensions), np.float32)

    with MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as beside:
        patch.setattr(encoder, "_run", slow)
        calculating = beside.submit(encoder.encode, ["a text that nobody has asked for yet"])
        assert begun.wait(10)
        told = encoder.encode(_TEXTS[:1])
        waited = calculating.done()
        over.set()

    assert told.any()
    assert not waited


def test_no_texts_give_no_rows(encoder: SentenceEncoder) -> None:
    """An empty list is not an error."""
    assert (0, encoder.dimensions) == encoder.encode([]).shape


def test_a_very_long_text_is_cut_and_not_refused(encoder: SentenceEncoder) -> None:
    """The model reads the first 128 pieces."""
    assert (1, encoder.dimensions) == encoder.encode(["my host and my home " * 400]).shape


def test_the_fingerprint_is_that_of_the_model(encoder: SentenceEncoder) -> None:
    """The same model gives the same one, so that stored vectors are used again."""
    assert load_encoder().fingerprint == encoder.fingerprint


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    """The message says which file is missing and which variable set it."""
    with pytest.raises(KnowledgeError, match=r"model\.onnx.*SECONDMENT_MODEL_FOLDER"):
        load_encoder(tmp_path)


def test_a_missing_package_is_named() -> None:
    """The message says what to install."""
    with pytest.raises(KnowledgeError, match="no_such_model_package is not installed"):
        package_folder("no_such_model_package")
