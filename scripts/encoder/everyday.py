"""`python -m scripts.encoder.everyday FILE`: everyday sentences for the encoder to stay as it was on, one a line.

The training parts of CLINC150 and BANKING77, without their labels, from `BENCH_DATA` (or where the benchmarks look); an
empty file where they are absent, and then the encoder knows less of what is none of its subject.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.machine import Skipped
from benchmarks.understanding.data import SETS


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
    target.write_text("".join(f"{text}\n" for text in found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
