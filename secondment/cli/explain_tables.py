"""An explanation as tables for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from secondment.cli.console import out

Told = dict[str, Any]
_SHOWN_INTENTS = 5


def as_tables(told: Told, console: Console = out) -> None:
    """Print what was understood, the articles, and what decided."""
    console.print(understood(told))
    console.print(articles(told))
    console.print(evidence(told))
    console.print(decision(told))
    for one in told.get("answers", ()):
        console.print(running(one))


def understood(told: Told) -> Table:
    """Words, entities, intents and fields."""
    table = Table(title="What was understood", show_header=False, title_justify="left")
    rows = {
        "message": told["message"],
        "as mended": " | ".join(told["mended"]),
        "tokens": " · ".join(told["tokens"]),
        "entities": ", ".join(f"{one['kind']} {one['words']}" for one in told["entities"]) or "none",
        "intents": _best(told["intents"]),
        "record fields": _best(told["fields"]),
        "intent → goal": f"{told['intent']} → {told['goal']}",
        "language": told["language"] or "English",
    }
    for name, value in rows.items():
        table.add_row(name, escape(value))
    return table


def articles(told: Told) -> Table:
    """The articles, best first."""
    joined = ", read with the question before" if told["read_with_the_question_before"] else ""
    title = f"The articles{joined}: score {told['score']:.3f}, belief {told['belief']:.3f}, gap {told['gap']:.3f}"
    table = Table("", "article", title=title, title_justify="left")
    for name in ("sum", "share", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    for place, one in enumerate(told["articles"], 1):
        table.add_row(str(place), one["article"], f"{one['sum']:.2f}", f"{one['share']:.3f}", f"{one['score']:.3f}")
    return table


def evidence(told: Told) -> Table:
    """What each kind of evidence contributed to each article; the columns are the places of the articles."""
    # turned on its side and without lines, so that ten articles stand beside one another in eighty columns
    table = Table(title="What spoke for each", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("evidence", no_wrap=True)
    for place in range(1, len(told["articles"]) + 1):
        table.add_column(str(place), justify="right", no_wrap=True)
    for kind in told["articles"][0]["evidence"]:
        table.add_row(kind, *(f"{one['evidence'][kind]:.2f}" for one in told["articles"]))
    return table


def decision(told: Told) -> Table:
    """The rules in their order, what each looked at, and the one that decided."""
    table = Table("", "rule", "what it looks at", title=f"What decided: {told['rule']}", title_justify="left")
    for one in told["checks"]:
        because = ", ".join(f"{name} {_short(value)}" for name, value in one["because"].items())
        table.add_row("→" if one["decided"] else "", one["rule"], escape(because))
    return table


def running(message: Told) -> Table:
    """A message of the assistant that runs."""
    answer = message["answer"]
    table = Table(title="What the running assistant answers", show_header=False, title_justify="left")
    for name in ("kind", "article", "topic", "field", "score"):
        if answer.get(name) is not None:
            table.add_row(name, str(answer[name]))
    table.add_row("text", escape(message["text"]))
    return table


def _best(told: dict[str, float]) -> str:
    return ", ".join(f"{name} {chance:.3f}" for name, chance in list(told.items())[:_SHOWN_INTENTS]) or "none"


def _short(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value or "none")
