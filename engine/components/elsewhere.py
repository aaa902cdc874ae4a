"""Whether a message is out of scope at all, asked of two linear models that learn nothing else.

The models of the intents spend themselves on telling dozens of labels apart; whether a message belongs here at all is
one difference among many to them. Asked for that alone, of meaning and of wording, models tell it better.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from engine.components.linear import decided

Vector = np.ndarray[Any, Any]


class Elsewhere:
    """Learns which examples are out of scope, then tells how far messages look like it (`of`). It is pickled.

    Both models, not trained yet, are those the intents are learned with; they have to weigh their two labels alike,
    however many examples each has.
    """

    def __init__(self, meaning: LogisticRegression, wording: LinearSVC) -> None:
        self._meaning, self.wording = meaning, wording

    def fit_meaning(self, dense: Vector, foreign: Vector) -> None:
        """Learn from unit vectors and whether each is of an example out of scope (some are, some are not)."""
        self._meaning.fit(dense, foreign)

    def fit_wording(self, sparse: csr_matrix, foreign: Vector) -> None:
        """Learn from weighed terms and whether each example is out of scope."""
        self.wording.fit(sparse, foreign)

    def of(self, dense: Vector, wording: Vector) -> Vector:
        """How far messages look out of scope, shape (messages, 2): by their unit vectors, and what `wording` said."""
        return np.column_stack([decided(self._meaning, dense), wording])
