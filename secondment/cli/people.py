"""`secondment people`: what HR may have to do for a person as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from secondment.cli.console import err, out, services, table_counts
from secondment.cli.engine_memory import forget_in_engine
from secondment.errors import EngineUnavailable
from secondment.identity import personal_conversations

app = typer.Typer(no_args_is_help=True)


@app.callback()
def people() -> None:
    """What is stored about people as a whole."""


@app.command()
def erase(
    number: Annotated[str, typer.Argument(help="employee number", metavar="NUMBER")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would go")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Erase everything stored about a person: records, bindings, cases, ratings, audit, messages, sign-ins.

    The engine that runs drops what it remembers of them too; when it does not confirm that, a line says so and why.
    Exit code 1 when nothing is stored about them, or the question was answered with no.
    """
    with services() as found:
        store = found.store
        epochs = store.epochs_of(number)
        talks = personal_conversations(found.keys, number, epochs)
        erased = store.erase_person(number, talks, dry_run=True)
        if not erased.rows:
            err.print("nothing is stored about this number")
            raise typer.Exit(1)
        out.print(table_counts(erased.rows))
        if erased.named_elsewhere:
            out.print(f"Stays: {erased.named_elsewhere} records of other people name this person as a contact.")
        if dry_run:
            out.print(f"dry run, nothing changed: {sum(erased.rows.values())} rows would go")
            return
        if not yes and not typer.confirm("Erase all of this? It cannot be undone."):
            raise typer.Exit(1)
        erased = store.erase_person(number, talks)
        try:
            forget_in_engine(found, number, epochs.get("personal", 0) + 1)
        except EngineUnavailable as error:
            out.print(f"Erased, but {error}: if it is running, restart it.", markup=False, soft_wrap=True)
    out.print(f"{sum(erased.rows.values())} rows erased")
