"""`python -m scripts.encoder.shipped HOME`: the embeddings that come with the product, from a home a training filled.

Builds the articles' index there as well, so that everything a first start asks for is in the file.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import numpy as np

from secondment.settings import Settings
from secondment.text.shipped import FILE, write_shipped
from secondment.text.vectors import kept_in
from secondment.wiring import Services


def main(home: Path) -> None:
    """Write them all and tell how many."""
    services = Services(Settings(home=home))
    services.build_index()
    model = services.encoder.fingerprint
    with closing(sqlite3.connect(kept_in(home))) as file:
        rows = file.execute("SELECT key, vector FROM vectors WHERE model = ?", (model,)).fetchall()
    write_shipped(FILE, model, {key: np.frombuffer(vector, "<f4") for key, vector in rows})
    print(f"{len(rows)} embeddings, {FILE.stat().st_size / 1e6:.0f} MB: {FILE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
