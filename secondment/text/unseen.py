"""Which example texts the sentence encoder was kept from when it was tuned. Runs on Python 3.10 and 3.13.

On texts it has learned, everything built on its vectors looks surer than it is on what people will write. What is
fitted to be trusted (the ranking, its calibration, the temperature of the intents) is fitted on the unseen ones only.
"""

from __future__ import annotations

import hashlib

_PARTS = 6


def part_of(mended: str) -> int:
    """Into which of six parts a text (as the speller leaves it) is drawn by its digest: 0 to 5."""
    return hashlib.sha256(mended.encode()).digest()[0] % _PARTS


def unseen(mended: str) -> bool:
    """Whether the encoder has not learned from a text: those of the first part."""
    return part_of(mended) == 0
