"""`secondment cases`: HR reads, answers and closes what was handed over."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from secondment.cli.console import err, out, services
from secondment.records.store import Case

app = typer.Typer(no_args_is_help=True, help="Questions handed over to HR.")
Number = Annotated[int, typer.Argument(help="the case's number", metavar="NUMBER")]
AsJson = Annotated[bool, typer.Option("--json", help="for machines")]


@app.command("list")
def list_cases(
    status: Annotated[str | None, typer.Option(help="open, answered or closed")] = None, as_json: AsJson = False
) -> None:
    """List the cases, oldest first."""
    with services() as built:
        cases = built.store.cases(status)
    if as_json:
        typer.echo(json.dumps([asdict(case) for case in cases], default=str))
        return
    table = Table("case", "status", "since (UTC)", "employee", "question")
    for case in cases:
        table.add_row(
            str(case.number), case.status, f"{case.created_at:%Y-%m-%d %H:%M}", case.employee_number, case.question
        )
    out.print(table)


@app.command()
def show(number: Number, as_json: AsJson = False) -> None:
    """Show one case with the turns the person agreed to share."""
    with services() as built:
        case = _found(built.store.case(number), number)
    if as_json:
        typer.echo(json.dumps(asdict(case), default=str))
        return
    for key, value in asdict(case).items():
        if value is not None:
            out.print(f"[bold]{key}[/bold]: ", end="")
            out.print(str(value), markup=False)


@app.command()
def answer(number: Number, text: Annotated[str, typer.Argument(help="the answer as the person will read it")]) -> None:
    """Answer a case."""
    with services() as built:
        _done(built.store.answer_case(number, text), number, "answered")


@app.command()
def close(number: Number) -> None:
    """Close a case."""
    with services() as built:
        _done(built.store.close_case(number), number, "closed")


def _found(case: Case | None, number: int) -> Case:
    if case is None:
        err.print(f"there is no case {number}")
        raise typer.Exit(1)
    return case


def _done(changed: bool, number: int, status: str) -> None:
    if not changed:
        err.print(f"case {number} does not exist or is closed already")
        raise typer.Exit(1)
    out.print(f"case {number} is {status}")
