"""`secondment records bindings`: which employee stands behind a user of Slack, Teams or company sign-in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from secondment.cli.console import err, out, services
from secondment.records.importing.bindings import as_stored, read_bindings

app = typer.Typer(no_args_is_help=True, help="Bindings from users of Slack, Teams or company sign-in to employees.")
Part = Annotated[str, typer.Argument()]


@app.command("import")
def import_bindings(
    file: Annotated[
        Path, typer.Argument(help="CSV with provider,tenant,user,employee_number,valid_to", metavar="FILE")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would happen")] = False,
) -> None:
    """Import bindings; a bad row is refused, the others are stored; exit code 1 when a row was refused."""
    with services() as built:
        found, refused = read_bindings(file, built.clock.today())
        changes = built.store.bind([binding for _, binding in found], commit=not dry_run)
    table = Table("line", "outcome", "reason")
    for (line, _), change in zip(found, changes, strict=True):
        table.add_row(str(line), change, "")
    for line, reason in refused:
        table.add_row(str(line), "refused", reason)
    out.print(table)
    if refused:
        raise typer.Exit(1)


@app.command("list")
def list_bindings() -> None:
    """List all bindings."""
    with services() as built:
        bindings = built.store.bindings()
    table = Table("provider", "tenant", "user", "employee", "from", "to", "revoked")
    for one in bindings:
        until = one.valid_to.isoformat() if one.valid_to else ""
        revoked = "yes" if one.revoked else ""
        table.add_row(one.provider, one.tenant, one.user_id, one.employee_number, f"{one.valid_from}", until, revoked)
    out.print(table)


@app.command()
def revoke(provider: Part, tenant: Part, user: Part) -> None:
    """Take a binding back at once."""
    with services() as built:
        changed = built.store.revoke(*as_stored(provider, tenant, user))
    if not changed:
        err.print("there is no such binding in force")
        raise typer.Exit(1)
    out.print("the binding is revoked")
