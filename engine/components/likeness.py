"""How like messages are to remembered vectors: of several messages in full, of one message roughly first.

Most often one message is asked for, and then reading all vectors takes longer than all else done with them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from secondment.text.nearness import Nearness

Vector = np.ndarray[Any, Any]
# the few nearest are wanted; all of those among the first hundred along the main directions
_EXACT = 256


class Likeness:
    """Cosines of messages to unit vectors, shape (vectors, dimensions). It is pickled."""

    def __init__(self, vectors: Vector) -> None:
        self._vectors = np.ascontiguousarray(vectors, np.float32)
        self._nearness: Nearness | None = None

    def __len__(self) -> int:
        """How many vectors are remembered."""
        return len(self._vectors)

    def of(self, messages: Vector) -> Vector:
        """Cosines of unit vectors (messages, dimensions) to all remembered, shape (messages, vectors).

        Those of the nearest are exact; of one message alone the others are told roughly.
        """
        asked = messages.astype(np.float32)
        if len(asked) != 1:
            told: Vector = asked @ self._vectors.T
            return told
        if self._nearness is None:
            self._nearness = Nearness(self._vectors, _EXACT)
        return self._nearness.of(asked[0])[None]

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: without what one message makes for the next."""
        return self.__dict__ | {"_nearness": None}
