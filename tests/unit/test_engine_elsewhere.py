"""Two models that are asked one thing: whether a message is out of scope."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from engine.components.elsewhere import Elsewhere

_RANDOM = np.random.default_rng(11)
FOREIGN = np.arange(200) % 10 == 0


@pytest.fixture
def learned() -> Elsewhere:
    """One example in ten is out of scope; the first direction and the first term say so."""
    told = Elsewhere(LogisticRegression(C=8.0, class_weight="balanced"), LinearSVC(class_weight="balanced"))
    told.fit_meaning(directions(FOREIGN), FOREIGN)
    told.fit_wording(terms(FOREIGN), FOREIGN)
    return told


def directions(foreign: np.ndarray) -> np.ndarray:
    """Unit vectors that tell."""
    told = np.column_stack([foreign, ~foreign, np.zeros(len(foreign))]) + 0.2 * _RANDOM.random((len(foreign), 3))
    return told / np.linalg.norm(told, axis=1, keepdims=True)


def terms(foreign: np.ndarray) -> csr_matrix:
    """Weighed terms that tell."""
    return csr_matrix(np.column_stack([foreign, ~foreign]).astype(float))


def test_both_look_foreign_to_what_is(learned: Elsewhere) -> None:
    """Above nothing for what is out of scope, below for the rest, however few the first are."""
    asked = np.array([True, False])
    looks = learned.of(directions(asked), learned.wording.decision_function(terms(asked)))

    assert (2, 2) == looks.shape
    assert [[True, True], [False, False]] == (looks > 0).tolist()


def test_it_is_kept_in_the_model(learned: Elsewhere) -> None:
    """Pickled with the rest of it."""
    again, asked = pickle.loads(pickle.dumps(learned)), directions(np.array([True, False, False]))

    assert np.allclose(learned.of(asked, np.zeros(3)), again.of(asked, np.zeros(3)))
