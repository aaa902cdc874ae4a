"""The command line: `secondment …`. Each command group stands in a file of its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import typer

from secondment.cli import audit, bindings, cases, records, token

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help="The Secondment Assistant.")
records.app.add_typer(bindings.app, name="bindings")
app.add_typer(records.app, name="records")
app.add_typer(cases.app, name="cases")
app.command("token")(token.token)
app.command("audit")(audit.audit)


def _add_group(name: str) -> None:
    if find_spec(f"secondment.cli.{name}"):
        app.add_typer(import_module(f"secondment.cli.{name}").app, name=name)


def _add_command(name: str) -> None:
    if find_spec(f"secondment.cli.{name}"):
        app.command(name)(getattr(import_module(f"secondment.cli.{name}"), name))


_add_group("knowledge")
_add_command("up")
