"""The report of an import: a table and a summary for people, one JSON object for machines, a CSV of refused rows."""

from __future__ import annotations

import csv
import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import typer
from rich.markup import escape
from rich.table import Table

from secondment.cli.console import out
from secondment.records.importing.importer import RowReport
from secondment.records.importing.sources import Source

SHOWN_ROWS = 60
_OUTCOMES = ("created", "updated", "skipped", "refused")


class Report:
    """Takes one row after the other, so that a long file needs no memory. A context manager: its end tells the sums."""

    def __init__(
        self, *, as_json: bool, dry_run: bool, errors: Path | None = None, source: Source | None = None
    ) -> None:
        self.unknown: list[str] = []
        self._as_json, self._dry_run, self._errors, self._source = as_json, dry_run, errors, source
        self._counts: Counter[str] = Counter()
        self._few: list[RowReport] = []
        self._told: list[RowReport] = []
        self._stack = ExitStack()
        self._writer: Any = None

    @property
    def refused(self) -> int:
        """How many rows were refused so far."""
        return self._counts["refused"]

    def __enter__(self) -> Report:
        if self._as_json:
            typer.echo('{"rows": [', nl=False)
        return self

    def add(self, row: RowReport) -> None:
        """Take one row."""
        if self._as_json:
            told = {"row": row.place, "secondment_id": row.secondment_id, "outcome": row.outcome}
            separator = ",\n" if self._counts.total() else "\n"
            typer.echo(separator + json.dumps({**told, "reasons": list(row.reasons)}), nl=False)
        self._counts[row.outcome] += 1
        if len(self._few) <= SHOWN_ROWS:
            self._few.append(row)
        if row.reasons and len(self._told) < SHOWN_ROWS:
            self._told.append(row)
        if row.outcome == "refused" and self._errors:
            self._write_error(self._errors, row)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()
        if self._as_json:
            self._end_json(kind is None)
        else:
            self._end_table()

    def _end_json(self, whole: bool) -> None:
        summary = {outcome: self._counts[outcome] for outcome in _OUTCOMES}
        told = {"summary": summary, "unknown": self.unknown, "dry_run": self._dry_run, "complete": whole}
        typer.echo(f"\n], {json.dumps(told)[1:]}")

    def _end_table(self) -> None:
        rows = self._few if len(self._few) <= SHOWN_ROWS else self._told
        if rows:
            table = Table("row", "secondment", "outcome", "reason")
            for row in rows:
                table.add_row(str(row.place), row.secondment_id, row.outcome, escape("\n".join(row.reasons)))
            out.print(table)
        sums = ", ".join(f"{self._counts[outcome]} {outcome}" for outcome in _OUTCOMES)
        out.print(f"{'dry run, nothing stored: ' if self._dry_run else ''}{sums}", markup=False)
        if self.unknown:
            out.print(f"kept out, not known: {', '.join(self.unknown)}", markup=False)

    def _write_error(self, path: Path, row: RowReport) -> None:
        if self._writer is None:
            self._writer = csv.writer(self._stack.enter_context(path.open("w", encoding="utf-8", newline="")))
            self._writer.writerow(["row", "secondment_id", "reason", *(self._source.header if self._source else ())])
        cells = [str(row.place), row.secondment_id, "; ".join(row.reasons), *row.original]
        self._writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str) -> str:
    # a spreadsheet would run a cell that begins like a formula
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
