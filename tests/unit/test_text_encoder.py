"""Sentence embeddings on the machine itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

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


def test_rows_keep_the_order_asked_for(encoder: SentenceEncoder) -> None:
    """Texts are sorted inside for speed; nobody may notice."""
    together = encoder.encode(_TEXTS)
    turned = encoder.encode(_TEXTS[::-1])

    assert np.array_equal(together, turned[::-1])


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
