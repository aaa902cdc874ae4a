"""`python -m scripts.encoder.everyday FILE`: everyday sentences for the encoder to stay as it was on, one a line.

The training parts of CLINC150 and BANKING77, without their labels, from `BENCH_DATA` (or where the benchmarks look); an
empty file where they are absent, and then the encoder knows less of what is none of its subject. Beside every sentence
stands one that begins as it does and ends as another: what an encoder says of sentences it never learned comes nearer
to what its teacher says the more different ones it has seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.machine import Skipped
from benchmarks.understanding.data import SETS

_SEED = 33


def main(target: Path) -> None:
    """Write the sentences of every set that is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    for name, load in SETS.items():
        try:
            data = load()
        except Skipped as skipped:
            print(f"{name} left out: {skipped}", flush=True)
            continue
        found += [" ".join(one.text.split()) for one in (*data.train, *data.foreign_train)]
    target.write_text("".join(f"{text}\n" for text in [*found, *mixed(found)]), encoding="utf-8")


def mixed(texts: Sequence[str]) -> list[str]:
    """Of each sentence the first half of its words, and the second half of another's, drawn the same way each time."""
    others = Random(_SEED).sample(texts, len(texts))
    return [" ".join([*_halves(one)[0], *_halves(other)[1]]) for one, other in zip(texts, others, strict=True)]


def _halves(text: str) -> tuple[list[str], list[str]]:
    words = text.split()
    middle = (len(words) + 1) // 2
    return words[:middle], words[middle:]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
