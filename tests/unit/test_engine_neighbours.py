"""The nearest examples are asked whether a message is out of scope, and are trusted as far as they have been right."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.components.neighbours import Neighbours

_RANDOM = np.random.default_rng(7)


def around(middle: int, count: int) -> np.ndarray:
    """Unit vectors about one of eight directions."""
    told = np.eye(8, dtype=np.float32)[middle] + 0.1 * _RANDOM.standard_normal((count, 8)).astype(np.float32)
    return told / np.linalg.norm(told, axis=1, keepdims=True)


def own(vectors: np.ndarray) -> np.ndarray:
    """How near vectors come to the two subjects in scope."""
    return vectors[:, [0, 2]].max(1)


def unheard(count: int) -> np.ndarray:
    """What models say that cannot tell."""
    return np.zeros((count, 2))


def examples() -> tuple[np.ndarray, np.ndarray]:
    """Two subjects in scope and, on either side of them, two out of it."""
    vectors = np.concatenate([around(place, 40) for place in (0, 2, 1, 3)])
    return vectors, np.repeat([False, True], 80)


@pytest.fixture
def neighbours() -> Neighbours:
    """Joined with a model that knows nothing."""
    told = Neighbours()
    told.fit(np.concatenate([around(1, 40), around(3, 40)]))
    vectors, foreign = examples()
    told.fit_joined(vectors, own(vectors), np.full(len(vectors), 0.5), unheard(len(vectors)), foreign)
    return told


def test_what_lies_among_the_foreign_is_foreign(neighbours: Neighbours) -> None:
    """Whichever of their subjects it is, and whatever the model thinks."""
    asked = np.concatenate([around(1, 5), around(3, 5)])

    assert (neighbours.join(asked, own(asked), np.full(10, 0.5), unheard(10)) > 0.9).all()


def test_what_lies_among_the_others_is_not(neighbours: Neighbours) -> None:
    """The same probability before, another after."""
    asked = np.concatenate([around(0, 5), around(2, 5)])

    assert (neighbours.join(asked, own(asked), np.full(10, 0.5), unheard(10)) < 0.1).all()


def test_neighbours_that_were_no_help_are_not_trusted() -> None:
    """Where the model alone is right, it is kept to."""
    vectors, foreign = examples()
    told = Neighbours()
    told.fit(_RANDOM.permutation(vectors)[:80])
    told.fit_joined(vectors, np.full(len(vectors), 0.5), np.where(foreign, 0.9, 0.1), unheard(160), foreign)

    assert [True, False] == (
        told.join(around(0, 2), np.full(2, 0.5), np.array([0.95, 0.05]), unheard(2)) > 0.5
    ).tolist()


def test_what_looks_foreign_counts_as_far_as_it_was_right() -> None:
    """Where neither model nor neighbours tell, the two models that learn nothing else do."""
    vectors, foreign = examples()
    told = Neighbours()
    told.fit(_RANDOM.permutation(vectors)[:80])
    looks = np.column_stack([np.where(foreign, 1.0, -1.0), _RANDOM.standard_normal(160)])
    told.fit_joined(vectors, np.full(160, 0.5), np.full(160, 0.5), looks, foreign)
    asked = np.array([[1.0, 0.0], [-1.0, 0.0]])

    assert [True, False] == (told.join(around(0, 2), np.full(2, 0.5), np.full(2, 0.5), asked) > 0.5).tolist()


@pytest.mark.parametrize(("remembered", "foreign"), [(0, 0), (3, 3), (160, 160)])
def test_too_few_of_one_kind_change_nothing(remembered: int, foreign: int) -> None:
    """The data set of a benchmark may have no example out of scope."""
    vectors, _ = examples()
    told = Neighbours()
    told.fit(vectors[:remembered])
    told.fit_joined(vectors, own(vectors), np.full(160, 0.3), unheard(160), np.arange(160) < foreign)

    assert [0.3, 0.6] == told.join(around(1, 2), np.full(2, 0.1), np.array([0.3, 0.6]), unheard(2)).tolist()


def test_what_was_learned_goes_into_the_model(neighbours: Neighbours) -> None:
    """It is pickled with the rest of it."""
    again = pickle.loads(pickle.dumps(neighbours))
    asked = around(3, 3)
    first, second = (told.join(asked, own(asked), np.full(3, 0.2), unheard(3)).tolist() for told in (neighbours, again))

    assert first == second


def test_a_message_alone_is_told_the_same_as_among_others() -> None:
    """One is compared roughly first, several in full: the nearest three are found either way."""
    vectors = _RANDOM.standard_normal((3000, 384)).astype(np.float32) * np.linspace(1, 0, 384) ** 8
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    told = Neighbours()
    told.fit(vectors[:2900])
    told.fit_joined(vectors[2000:], np.zeros(1000), np.full(1000, 0.5), unheard(1000), np.arange(1000) % 2 == 0)
    told._weights = np.array([1.0, 5.0, 0.0, 0.0, 0.0, -2.0], np.float64)
    asked = vectors[2900:]
    among = told.join(asked, np.zeros(100), np.full(100, 0.5), unheard(100))

    alone = [told.join(one[None], np.zeros(1), np.full(1, 0.5), unheard(1))[0] for one in asked]

    assert np.allclose(among, alone, atol=1e-6)
