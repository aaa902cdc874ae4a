"""`secondment explain`: why a message is answered as it is, from its words to the rule that decided."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from secondment.cli.console import services


def explain(
    question: Annotated[str, typer.Argument(help="the message, as somebody wrote it")],
    after: Annotated[str, typer.Option(help="the question asked before it, for a message that leans on it")] = "",
    running: Annotated[bool, typer.Option("--running", help="also ask the assistant that runs")] = False,
    employee: Annotated[str, typer.Option(help="the demo person who asks it", metavar="NUMBER")] = "D1001",
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Explain a message: tokens, entities, intents, fields, the articles and their evidence, and what decided."""
    # imported here: what ranks articles would cost every other command a second
    from secondment.cli.explain_tables import as_tables
    from secondment.cli.explained import explained
    from secondment.cli.running import ask_running

    with services() as found:
        told = explained(question, after, found)
        if running:
            told["answers"] = ask_running(found, question, employee)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        as_tables(told)
