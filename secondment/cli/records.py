"""`secondment records`: importing records and pulling them from an HR system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from secondment.cli.console import err, services
from secondment.cli.report import Report
from secondment.records.importing.ahead import collect_rarely, judged_rows
from secondment.records.importing.dates import Order
from secondment.records.importing.importer import Importer, RowReport
from secondment.records.importing.pull import PullRules, pull_records
from secondment.records.importing.sources import Format, Source, open_source

app = typer.Typer(no_args_is_help=True, help="Secondment records.")
AsJson = Annotated[bool, typer.Option("--json", help="report for machines: one JSON object")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="only tell what would happen")]
DayFirst = Annotated[bool, typer.Option("--day-first", help="03/04/2026 is 3 April")]
MonthFirst = Annotated[bool, typer.Option("--month-first", help="03/04/2026 is March 4")]


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="JSON or CSV file", metavar="FILE")],
    dry_run: DryRun = False,
    format_: Annotated[Format | None, typer.Option("--format", help="seen from the file when not given")] = None,
    day_first: DayFirst = False,
    month_first: MonthFirst = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="exit 0 though rows were refused")] = False,
    errors: Annotated[Path | None, typer.Option(help="write refused rows to this CSV file", metavar="FILE")] = None,
    as_json: AsJson = False,
) -> None:
    """Import records and tell for each row: created, updated, skipped or refused with the reason.

    Refused rows leave nothing behind, the others are stored. Exit code 1 when a row was refused, 2 when the file could
    not be read.
    """
    with services() as built:
        source = open_source(file, format_)
        importer = Importer(built.store, _order(day_first, month_first), dry_run)
        report = Report(as_json=as_json, dry_run=dry_run, errors=errors, source=source)
        collect_rarely()
        with source.file, report, _shown(source) as rows:
            for row in rows(importer.take(judged_rows(source, file, importer.order))):
                report.add(row)
            report.unknown = sorted(source.unknown)
    if report.refused and not skip_bad:
        raise typer.Exit(1)


@app.command()
def pull(
    url: Annotated[str, typer.Argument(help="address of the records; https, or http on this machine", metavar="URL")],
    dry_run: DryRun = False,
    day_first: DayFirst = False,
    month_first: MonthFirst = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="leave refused rows out instead of failing")] = False,
    as_json: AsJson = False,
) -> None:
    """Fetch records from an HR system and store them all at once; the token is SECONDMENT_HR_TOKEN.

    When anything fails, nothing is changed and the exit code is 2.
    """
    with services() as built:
        rules = PullRules(_order(day_first, month_first), dry_run, skip_bad)
        report = Report(as_json=as_json, dry_run=dry_run)
        with report, _counted() as progress:
            told = pull_records(url, built.settings.hr_token, built.store, rules, report.add, progress)
            report.unknown = sorted(told)


def _order(day_first: bool, month_first: bool) -> Order | None:
    if day_first and month_first:
        raise typer.BadParameter("--day-first and --month-first exclude each other")
    return "day" if day_first else "month" if month_first else None


@contextmanager
def _counted() -> Iterator[Callable[[str, int], None]]:
    """Shows what a pull is at and how much of it is done; how much there is in all is not known before the end."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as shown:
        task = shown.add_task("asking the HR system", total=None)
        yield lambda what, count: shown.update(task, description=f"{count:,} {what}")


@contextmanager
def _shown(source: Source) -> Iterator[_Shown]:
    columns = (TextColumn("reading"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        yield _Shown(source, progress)


class _Shown:
    """Passes rows on and moves the bar with the bytes read."""

    def __init__(self, source: Source, progress: Progress) -> None:
        self._source, self._progress = source, progress
        self._task = progress.add_task("reading", total=source.size)

    def __call__(self, rows: Iterable[RowReport]) -> Iterator[RowReport]:
        for number, row in enumerate(rows):
            if number % 500 == 0:
                self._progress.update(self._task, completed=self._source.position())
            yield row
