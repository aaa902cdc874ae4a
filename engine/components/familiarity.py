"""How familiar a message is: near to what was learned, or about something else, however sure the likeliest intent is.

Probabilities always share out the whole among the intents learned. Familiarity looks at how high the scores are at all
(energy, Liu et al. 2020, "Energy-based Out-of-distribution Detection"), how near the message comes to the middle of
some group of examples, and how near to a group of those that are out of scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import expit, logsumexp

Vector = np.ndarray[Any, Any]
FOREIGN = "out_of_scope"
_ENERGY, _NEAR, _FOREIGN_NEAR = 1 / 3, 1.0, -1.0
# what is told of a message that is just as likely out of scope comes to about so much
_EVEN = 3.0


def familiarity(scores: Vector, near: Vector, labels: Sequence[str]) -> Vector:
    """Familiarity, 0 to 1, of messages, shape (messages,).

    By their scores and their nearness to the nearest group, both over labels, shape (messages, labels).
    """
    own = [place for place, label in enumerate(labels) if label != FOREIGN]
    foreign = near[:, labels.index(FOREIGN)] if FOREIGN in labels else 0.0
    energy = logsumexp(scores[:, own], axis=1)
    told: Vector = expit(_ENERGY * energy + _NEAR * in_scope(near, labels) + _FOREIGN_NEAR * foreign - _EVEN)
    return told


def in_scope(near: Vector, labels: Sequence[str]) -> Vector:
    """Of the nearness to each label, the highest to one that is in scope, shape (messages,)."""
    highest: Vector = near[:, [place for place, label in enumerate(labels) if label != FOREIGN]].max(1)
    return highest
