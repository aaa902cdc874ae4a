"""The embeddings that come with the product are those its encoder makes, and spare a first start most of the work."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from secondment.knowledge.article import read_folder
from secondment.knowledge.corpus import corpus_of
from secondment.text.encoder import SentenceEncoder, load_encoder
from secondment.text.shipped import FILE, read_shipped
from secondment.text.spelling import Speller
from secondment.text.vectors import key_of

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
# what came since the file was made is embedded at a first start; past this it is time for `make vectors`
AT_LEAST = 0.8
_DRAWN = 60


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The one that comes with the product."""
    return load_encoder()


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """What is asked of the articles, as the speller leaves it."""
    speller = Speller()
    return [speller.mend(text) for text in corpus_of(read_folder(KNOWLEDGE)).asked.texts]


def shipped(encoder: SentenceEncoder, texts: list[str]) -> dict[str, np.ndarray]:
    """The vectors that come with the product, by text."""
    keys = {text: key_of(text, encoder.fingerprint) for text in texts}
    found = read_shipped(FILE, encoder.fingerprint, keys.values())
    return {text: found[key] for text, key in keys.items() if key in found}


def test_most_of_what_is_asked_is_there(encoder: SentenceEncoder, asked: list[str]) -> None:
    """Else a first start embeds twenty thousand texts; `make vectors` makes the file anew."""
    known = shipped(encoder, asked)

    assert len(known) >= AT_LEAST * len(set(asked))


def test_they_are_what_the_encoder_makes(encoder: SentenceEncoder, asked: list[str]) -> None:
    """Within what a byte can hold, and what processors and the other texts of a batch make of it."""
    drawn = [str(text) for text in np.random.default_rng(5).choice(asked, _DRAWN, replace=False)]
    known = shipped(encoder, drawn)
    made = dict(zip(drawn, encoder.encode(drawn), strict=True))

    assert known
    likeness = [float(vector @ made[text]) for text, vector in known.items()]
    assert min(likeness) > 0.98
