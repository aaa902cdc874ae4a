"""The command line: `secondment …`. Each command group stands in a file of its own."""

from __future__ import annotations

import typer

from secondment.cli import audit, bindings, cases, explain, knowledge, people, records, retention, token, up

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help="The Secondment Assistant.")
records.app.add_typer(bindings.app, name="bindings")
app.add_typer(records.app, name="records")
app.add_typer(bindings.app, name="bindings")
app.add_typer(cases.app, name="cases")
app.add_typer(people.app, name="people")
app.command("token")(token.token)
app.command("audit")(audit.audit)

app.add_typer(knowledge.app, name="knowledge")
app.command("explain")(explain.explain)
app.command("up")(up.up)
app.command("retention")(retention.retention)
