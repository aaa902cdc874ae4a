"""Small tables and progress lines on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        first = row[0].ljust(widths[0])
        print("  " + "   ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip())
        if number == 0:
            print("  " + "   ".join("-" * width for width in widths))
    sys.stdout.flush()


def progress(line: str) -> None:
    """Say on stderr what is going on, so that nobody waits in the dark."""
    print(f"  … {line}", file=sys.stderr, flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of the values lies; the nearest one measured, never in between."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def milliseconds(seconds: float) -> str:
    """`12.3 ms`."""
    return f"{seconds * 1000:.1f} ms"


def ratio(ours: float, reference: float) -> str:
    """How many times the reference: `4.2 x`."""
    return f"{ours / reference:.2f} x" if reference else "-"


def share(right: int, of: int) -> str:
    """`38 / 40`, with the percentage."""
    return f"{right} / {of} ({right / of:.1%})" if of else "-"


def judged(aim: str, is_met: bool) -> str:
    """An aim and whether it was reached, in the words every benchmark uses: `aim 40 s: met`, `aim 40 s: missed`."""
    return f"aim {aim}: {'met' if is_met else 'missed'}"
