"""`secondment token`: a bearer token for the chat API."""

from __future__ import annotations

from typing import Annotated

import typer

from secondment.cli.console import services
from secondment.identity import Person, Role, issue_chat_token


def token(
    employee: Annotated[str, typer.Option(help="employee number the token speaks for", metavar="NUMBER")],
    role: Annotated[Role, typer.Option(help="what the person may do")] = "employee",
    ttl: Annotated[int, typer.Option(min=1, max=30 * 86400, help="seconds until it expires")] = 3600,
) -> None:
    """Print a bearer token for the chat API."""
    with services() as built:
        typer.echo(issue_chat_token(built.keys, Person(employee, role), ttl))
