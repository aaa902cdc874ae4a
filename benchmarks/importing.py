"""Importing many records, from JSON and from a flat CSV file: how long it takes, and that memory stays flat."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import ROOT, timed
from benchmarks.product import Home
from benchmarks.records import write_records, write_rows
from benchmarks.table import judged, progress, ratio

TIMES = 10
# Peak memory with ten times the rows, to that without. Rows that were kept, if only as the text they came in, would
# more than double it; what is kept of each (a hash of its id and one of its content) makes it about a tenth more.
AIM_RATIO = 1.5
_AIM_SECONDS_OF_100_000 = 60.0
_WRITERS: dict[str, Callable[[Path, int], None]] = {"JSON": write_records, "CSV": write_rows}


@dataclass(frozen=True)
class Imported:
    """An import that went through: the most memory its processes held together, in MiB."""

    form: str
    records: int
    seconds: float
    peak: float

    @property
    def aim(self) -> float:
        """Seconds it may take."""
        return _AIM_SECONDS_OF_100_000 * self.records / 100_000


def import_both(home: Home, records: int) -> Iterator[tuple[Imported, Imported]]:
    """Of each form of file a tenth of the records, then all of them, each into a database of its own.

    Below 100,000 records the shorter file may be read without the second process that a long one gets: its memory is
    then that of one process alone.
    """
    for form in _WRITERS:
        yield _imported(home, form, records // TIMES), _imported(home, form, records)


def flatness(fewer: Imported, more: Imported) -> str:
    """How much more memory the more records took, against the aim."""
    flat = judged(f"at most {AIM_RATIO:.2f} x", more.peak <= AIM_RATIO * fewer.peak)
    times = f"{more.records / fewer.records:.0f} times the rows"
    return f"{more.form}: peak memory with {times} {ratio(more.peak, fewer.peak)} ({flat})"


def _imported(home: Home, form: str, records: int) -> Imported:
    progress(f"importing {records:,} records, {form}")
    path = home.folder / f"many.{form.lower()}"
    database = home.folder / f"many-{form.lower()}-{records}.sqlite3"
    _WRITERS[form](path, records)
    environment = home.environment() | {"SECONDMENT_DATABASE_URL": f"sqlite:///{database}"}
    command = [str(Path(sys.executable).with_name("secondment")), "records", "import", str(path)]
    seconds, peak = timed(command, environment, ROOT, home.folder / "import.log")
    database.unlink()
    path.unlink()
    return Imported(form, records, seconds, peak)
