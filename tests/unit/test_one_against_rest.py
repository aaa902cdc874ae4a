"""Classifiers of one article against the rest are what all texts together would have taught, from few of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from secondment.knowledge.one_against_rest import TOLERANCE, C, learn

_TEXTS, _TERMS, _ARTICLES = 5000, 400, 20


@pytest.fixture(scope="module")
def many() -> tuple[csr_matrix, np.ndarray]:
    """More texts than are learned from at once; those of an article share some terms, and none is easy to tell."""
    drawn = np.random.default_rng(3)
    owner = np.sort(drawn.integers(0, _ARTICLES, _TEXTS))
    liked = drawn.integers(0, _TERMS, (_ARTICLES, 12))
    terms = np.hstack([liked[owner][:, :3], drawn.integers(0, _TERMS, (_TEXTS, 8))])
    rows = np.repeat(np.arange(_TEXTS), terms.shape[1])
    weights = drawn.uniform(0.2, 1.0, terms.size)
    return normalize(csr_matrix((weights, (rows, terms.ravel())), shape=(_TEXTS, _TERMS))).tocsr(), owner


def test_what_is_learned_from_few_texts_is_what_all_would_have_taught(many: tuple[csr_matrix, np.ndarray]) -> None:
    """The same weights, to what the tolerance leaves open: of a solver gone on to the end."""
    texts, owner = many
    weights, intercept = learn(texts, owner, [0, 7, 19])

    for place, article in enumerate((0, 7, 19)):
        own = owner == article
        balanced = {True: _TEXTS / own.sum(), False: 1.0}
        whole = LinearSVC(C=C, tol=TOLERANCE / 100, max_iter=200_000, class_weight=balanced, random_state=0).fit(
            texts, own
        )
        told = texts @ whole.coef_[0] + whole.intercept_[0]
        assert np.abs(texts @ weights[:, place] + intercept[place] - told).max() < 0.08
        assert np.linalg.norm(weights[:, place] - whole.coef_[0]) < 0.04 * np.linalg.norm(whole.coef_[0])


def test_the_same_texts_always_teach_the_same(many: tuple[csr_matrix, np.ndarray]) -> None:
    """Also where other articles are learned beside it."""
    texts, owner = many
    alone, _ = learn(texts, owner, [7])
    beside, _ = learn(texts, owner, [7, 3])

    assert np.abs(alone[:, 0] - beside[:, 0]).max() < 0.05


@pytest.mark.parametrize(("owners", "article"), [([0, 0, 2], 1), ([1, 1, 1], 1)])
def test_an_article_without_texts_or_with_all_is_never_spoken_for(owners: list[int], article: int) -> None:
    """There is nothing to tell it from."""
    weights, intercept = learn(csr_matrix(np.eye(3)), np.array(owners), [article])

    assert not weights.any()
    assert intercept.tolist() == [-1.0]


def test_it_tells_how_far_it_is(many: tuple[csr_matrix, np.ndarray]) -> None:
    """Counted up to the number it named, and never past it."""
    told: list[tuple[int, int]] = []
    learn(*many, [0, 1], lambda done, whole: told.append((done, whole)))

    assert {whole for _, whole in told} == {6}
    assert [done for done, _ in told][:6] == [1, 2, 3, 4, 5, 6]
    assert max(done for done, _ in told) == 6
