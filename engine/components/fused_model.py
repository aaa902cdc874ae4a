"""The classifier behind the pipeline: two linear models and the nearest groups of examples, whose scores are added.

Meaning is the sentence embedding (mean over the views of a message), wording are words and character n-grams.
Logistic regression on the first, a linear support vector machine on the second, and how near the first comes to a
group of examples of each label; the sum is turned into probabilities by a temperature chosen on held-out examples (Guo
et al. 2017, "On Calibration of Modern Neural Networks"): those the sentence encoder has not learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from engine.components.elsewhere import Elsewhere
from engine.components.embedding import Embedding, Vector
from engine.components.familiarity import FOREIGN, familiarity, in_scope
from engine.components.groups import Groups
from engine.components.linear import decided
from engine.components.neighbours import Neighbours
from engine.components.wording import Wording
from secondment.text.focus import closing
from secondment.text.normalise import words
from secondment.text.unseen import unseen

_LEARNED = ("_word", "_char", "_temperature", "_dense", "_sparse", "_elsewhere", "_groups", "_neighbours")


@dataclass(frozen=True)
class FusedSettings:
    """What can be set in `config.yml`: how strongly each model is regularised, and how the two are joined.

    `dense_weight` is the share of meaning in the sum of the linear models, `group_weight` what nearness to a group of a
    label adds (a cosine).
    """

    dense_c: float = 8.0
    sparse_c: float = 0.5
    dense_weight: float = 0.6
    group_weight: float = 5.0
    seed: int = 20


@dataclass
class FusedModel:
    """Train with `fit`, then `understand` texts.

    `unseen` holds, after training, what the model said of the examples kept out before it learned those too.
    """

    embedding: Embedding
    settings: FusedSettings = FusedSettings()
    labels: list[str] = field(default_factory=list)
    unseen: dict[str, dict[str, float]] = field(default_factory=dict)
    _wording: Wording | None = None

    def fit(self, texts: Sequence[str], labels: Sequence[str], vectors: Vector | None = None) -> None:
        """Learn from texts and their labels (at least three labels, five examples of each).

        `vectors` are those of the texts, shape (len(texts), dimensions); without them they are made.
        """
        told = np.array(labels)
        dense = self.embedding.of(texts) if vectors is None else vectors
        self._word = TfidfVectorizer(analyzer=word_terms, sublinear_tf=True, min_df=1)
        self._char = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=plain)
        read = [self._read(text) for text in texts]
        sparse = csr_matrix(hstack([self._word.fit_transform(read), self._char.fit_transform(read)]))
        self.labels = sorted(set(labels))
        kept_out = calibrating([self.embedding.speller.mend(text) for text in texts], told)
        self._dense, self._sparse = self._models()
        self._elsewhere = Elsewhere(*self._models()) if FOREIGN in self.labels else None
        self._groups, self._neighbours = Groups(self.settings.seed), Neighbours()
        self._fit(dense[~kept_out], sparse[~kept_out], told[~kept_out])
        kept = np.flatnonzero(kept_out)
        self._remember(dense[~kept_out], told[~kept_out])
        self._temperature, chances = self._calibrate(dense[kept], sparse[kept], told[kept])
        chances = self._ask_neighbours(dense, sparse, told, kept_out, chances)
        self.unseen = {texts[at]: dict(zip(self.labels, chance.tolist())) for at, chance in zip(kept, chances)}
        self._fit(dense, sparse, told)
        self._remember(dense, told)
        self._wording = None

    def predict(self, texts: Sequence[str]) -> Vector:
        """Probabilities, shape (len(texts), len(labels)); rows add up to one."""
        return self.understand(texts)[0]

    def understand(self, texts: Sequence[str], vectors: Vector | None = None) -> tuple[Vector, Vector]:
        """Probabilities as of `predict`, and how familiar each text is (0 to 1); `vectors` as for `fit`."""
        worded = self._worded([self._read(text) for text in texts])
        vectors = self.embedding.of(texts) if vectors is None else vectors
        near = self._groups.nearest(vectors)
        scores = self._join(decided(self._dense, vectors), worded[:, : len(self.labels)], near)
        looks = self._elsewhere.of(vectors, worded[:, -1]) if self._elsewhere else None
        chances = self._with_neighbours(vectors, near, looks, _softmax(scores * self._temperature))
        return chances, familiarity(scores, near, self.labels)

    def state(self) -> dict[str, Any]:
        """What `restore` needs: everything learned, without encoder and speller."""
        return {name: getattr(self, name) for name in ("labels", *_LEARNED)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` told."""
        for name, value in state.items():
            setattr(self, name, value)
        self._wording = None

    def _worded(self, read: Sequence[str]) -> Vector:
        """What the models of wording say of texts as they are read: of each label, at last of being out of scope."""
        if self._wording is None:
            models = [self._sparse, *([self._elsewhere.wording] if self._elsewhere else [])]
            self._wording = Wording((self._word, self._char), *models)
        return self._wording.scores(read)

    def _ask_neighbours(
        self, dense: Vector, sparse: csr_matrix, labels: Vector, kept_out: Vector, chances: Vector
    ) -> Vector:
        """Learn from the examples kept out how far to trust their neighbours; their probabilities with these."""
        if self._elsewhere is None or not kept_out.any():
            return chances
        vectors, place = dense[kept_out], self.labels.index(FOREIGN)
        near = self._groups.nearest(vectors)
        looks = self._elsewhere.of(vectors, self._elsewhere.wording.decision_function(sparse[kept_out]))
        self._neighbours.fit_joined(
            vectors, in_scope(near, self.labels), chances[:, place], looks, labels[kept_out] == FOREIGN
        )
        return self._with_neighbours(vectors, near, looks, chances)

    def _remember(self, dense: Vector, labels: Vector) -> None:
        self._groups.fit(dense, labels)
        self._neighbours.fit(dense[labels == FOREIGN])

    def _with_neighbours(self, dense: Vector, near: Vector, looks: Vector | None, chances: Vector) -> Vector:
        """The probabilities with that of being out of scope corrected and the others sharing out the rest as before."""
        if looks is None:
            return chances
        place = self.labels.index(FOREIGN)
        foreign = self._neighbours.join(dense, in_scope(near, self.labels), chances[:, place], looks)
        rest = np.maximum(np.delete(chances, place, axis=1).sum(1), 1e-300)
        told: Vector = chances * ((1.0 - foreign) / rest)[:, None]
        told[:, place] = foreign
        return told

    def _read(self, text: str) -> str:
        return str(self.embedding.speller.mend(closing(text)))

    def _models(self) -> tuple[LogisticRegression, LinearSVC]:
        chosen = self.settings
        # the second fit goes on from what the first has found, which takes a fraction of the time
        meaning = LogisticRegression(C=chosen.dense_c, max_iter=300, class_weight="balanced", warm_start=True)
        return meaning, LinearSVC(C=chosen.sparse_c, class_weight="balanced", random_state=chosen.seed)

    def _fit(self, dense: Vector, sparse: csr_matrix, labels: Vector) -> None:
        def of_wording() -> None:
            self._sparse.fit(sparse, labels)
            if self._elsewhere:
                self._elsewhere.fit_wording(sparse, labels == FOREIGN)

        # side by side: the second computes without holding the interpreter, so that two cores are enough for both; more
        # threads of the first would only wait for each other
        with threadpool_limits(1), ThreadPoolExecutor(1) as beside:
            wording = beside.submit(of_wording)
            self._dense.fit(dense, labels)
            if self._elsewhere:
                self._elsewhere.fit_meaning(dense, labels == FOREIGN)
            wording.result()

    def _join(self, meaning: Vector, wording: Vector, near: Vector) -> Vector:
        share = self.settings.dense_weight
        told: Vector = share * meaning + (1 - share) * 4.0 * wording + self.settings.group_weight * near
        return told

    def _calibrate(self, dense: Vector, sparse: csr_matrix, labels: Vector) -> tuple[float, Vector]:
        """The temperature under which examples kept out are likeliest (1 without any), and their probabilities then."""
        if not len(labels):
            return 1.0, np.zeros((0, len(self.labels)))
        meaning, wording = self._dense.decision_function(dense), self._sparse.decision_function(sparse)
        scores = self._join(meaning, wording, self._groups.nearest(dense))
        right = np.searchsorted(self.labels, labels)

        def loss(log_temperature: float) -> float:
            chance = _softmax(scores * np.exp(log_temperature))
            return -float(np.log(chance[np.arange(len(right)), right] + 1e-12).mean())

        temperature = float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
        return temperature, _softmax(scores * temperature)


def calibrating(mended: Sequence[str], labels: Vector) -> Vector:
    """Which examples are kept to calibrate on: the unseen ones, unless a label has no others (boolean, one each)."""
    kept_out = np.array([unseen(text) for text in mended])
    learned = set(labels[~kept_out])
    told: Vector = kept_out & np.array([label in learned for label in labels])
    return told


def word_terms(text: str) -> list[str]:
    """Words and neighbouring pairs; small words stay: "my" and "a" tell one's own record from general."""
    found = words(text)
    return [*found, *(f"{left}_{right}" for left, right in zip(found, found[1:]))]


def plain(text: str) -> str:
    """The text as its lower-case words."""
    return " ".join(words(text))


def _softmax(scores: Vector) -> Vector:
    chance = np.exp(scores - scores.max(1, keepdims=True))
    told: Vector = chance / chance.sum(1, keepdims=True)
    return told
