"""What the commands share: services, output, and errors told in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from secondment.errors import SecondmentError
from secondment.wiring import Services

out = Console()
err = Console(stderr=True)


def table_counts(counts: Mapping[str, int]) -> Table:
    """A table of how many rows of which tables."""
    table = Table("table", "rows")
    for name, count in sorted(counts.items()):
        table.add_row(name, str(count))
    return table


@contextmanager
def services() -> Iterator[Services]:
    """The services; an error of the product becomes one line on stderr and exit code 2."""
    try:
        yield Services()
    except SecondmentError as error:
        err.print(f"[red]{type(error).__name__}[/red]: ", end="")
        err.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(2) from error


def short(path: Path, folder: Path) -> str:
    """A path as it is told: from the folder's parent where it lies below it."""
    root = folder.resolve().parent
    return str(path.resolve().relative_to(root)) if path.resolve().is_relative_to(root) else str(path)
