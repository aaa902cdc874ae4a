"""Which example texts the sentence encoder was kept from when it was tuned. Runs on Python 3.10 and 3.13.

On texts it has learned, everything built on its vectors looks surer than it is on what people will write. What is
fitted to be trusted (the ranking, its calibration, the temperature of the intents) is fitted on the unseen ones only.
"""

from __future__ import annotations

import hashlib

_ONE_IN = 6


def unseen(mended: str) -> bool:
    """Whether the encoder has not learned from a text (as the speller leaves it): one in six, drawn by its digest."""
    return hashlib.sha256(mended.encode()).digest()[0] % _ONE_IN == 0
