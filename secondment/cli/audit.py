"""`secondment audit`: who read what, when."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from secondment.cli.console import out, services
from secondment.records.store import AuditEntry


def audit(
    employee: Annotated[str | None, typer.Option(help="only this employee number", metavar="NUMBER")] = None,
    limit: Annotated[int, typer.Option(min=1, help="how many entries, newest first")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
) -> None:
    """Show who read or changed what, when, through which message; values are not kept."""
    with services() as built:
        entries = built.store.audit_trail(employee, limit)
    if as_json:
        for entry in entries:
            typer.echo(json.dumps(asdict(entry), default=str))
    else:
        out.print(_table(entries))


def _table(entries: tuple[AuditEntry, ...]) -> Table:
    table = Table("when (UTC)", "employee", "role", "what", "field", "message")
    for entry in entries:
        when = f"{entry.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(when, entry.employee_number, entry.role, entry.kind, entry.field or "", entry.message_id or "")
    return table
