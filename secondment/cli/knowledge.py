"""`secondment knowledge …`: check the articles, ask the retrieval alone, fit its ranking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from secondment.cli.console import out, services
from secondment.cli.knowledge_check import check, facts
from secondment.cli.knowledge_tune import tune

if TYPE_CHECKING:
    from secondment.knowledge.index import Ranking  # at run time it would cost every command a second

app = typer.Typer(no_args_is_help=True, help="The articles: check them, ask them, fit the ranking.")
app.command()(check)
app.command()(facts)
app.command()(tune)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="what somebody would ask")],
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Rank the articles for a question by the retrieval alone, without Rasa."""
    with services() as found:
        ranking = found.knowledge.current().search(question)
    if as_json:
        print(json.dumps(_told(ranking), ensure_ascii=False, indent=1))
        return
    table = Table("article", "share", "what spoke for it", title=f"score {ranking.score:.2f}")
    for hit in ranking.hits:
        strongest = sorted(hit.parts.items(), key=lambda one: -one[1])[:4]
        table.add_row(hit.article.id, f"{hit.share:.2f}", ", ".join(f"{kind} {value:.2f}" for kind, value in strongest))
    out.print(table)


def _told(ranking: Ranking) -> dict[str, object]:
    return {
        "question": ranking.question,
        "score": round(ranking.score, 4),
        "gap": round(ranking.gap, 4),
        "articles": [
            {
                "article": hit.article.id,
                "title": hit.article.title,
                "topic": hit.article.topic,
                "score": round(ranking.score_of(place), 4),
                "share": round(hit.share, 4),
                "evidence": {kind: round(value, 3) for kind, value in hit.parts.items()},
            }
            for place, hit in enumerate(ranking.hits)
        ],
    }
