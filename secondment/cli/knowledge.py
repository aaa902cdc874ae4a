"""`secondment knowledge …`: check the articles, ask the retrieval alone, fit its ranking."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import yaml
from rich.progress import track
from rich.table import Table

from secondment.cli.console import err, out, services
from secondment.cli.knowledge_check import check, facts

if TYPE_CHECKING:
    from secondment.knowledge.index import Ranking  # at run time it would cost every command a second

app = typer.Typer(no_args_is_help=True, help="The articles: check them, ask them, fit the ranking.")
app.command()(check)
app.command()(facts)


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


@app.command()
def tune(
    out_of_scope: Annotated[Path, typer.Argument(help="folder or file of messages that no article answers")],
    every: Annotated[int, typer.Option(help="use one unseen example in so many")] = 1,
    wrong_at_most: Annotated[
        float | None, typer.Option(help="choose thresholds anew: the share of messages that may be answered wrongly")
    ] = None,
) -> None:
    """Fit the weights and the calibration of the ranking and write them to ranking.json (thresholds only if asked)."""
    from secondment.knowledge.ranking import DEFAULT_FILE
    from secondment.knowledge.self_test import foreign_samples, own_samples
    from secondment.knowledge.tuning import choose_thresholds, first_hits, fit_calibration, fit_weights
    from secondment.text.unseen import unseen

    with services() as found:
        index = found.build_index()
        own = list(track(own_samples(index, every), "own questions", console=err))
        messages = [one for one in read_messages(out_of_scope) if unseen(found.speller.mend(one))][::every]
        foreign = list(track(foreign_samples(index, messages), "out of scope", console=err))
    kept = json.loads(DEFAULT_FILE.read_text(encoding="utf-8"))
    weights = fit_weights(own)
    calibration, intercept = fit_calibration(weights, [*own, *foreign])
    told = kept | {"weights": weights, "calibration": calibration, "intercept": round(intercept, 4)}
    scores, right = first_hits(weights, calibration, intercept, [*own, *foreign])
    if wrong_at_most is not None:
        told["answer_from"], told["clarify_from"] = choose_thresholds(scores, right, wrong_at_most)
    DEFAULT_FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    share = right[: len(own)].mean()
    out.print(f"{len(own)} questions, first hit right {share:.1%}; {len(foreign)} foreign messages")
    out.print(told)


def read_messages(path: Path) -> list[str]:
    """The example lines of Rasa training files in a folder or of one file."""
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    blocks = [block for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]
    return [line for block in blocks for line in re.findall(r"^- (.+)$", block["examples"], re.MULTILINE)]


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
