"""`secondment knowledge check` and `secondment knowledge facts`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from secondment.cli.console import err, out, services, short
from secondment.cli.knowledge_rivals import show_rivals, told_rivals
from secondment.wiring import Services

if TYPE_CHECKING:
    from secondment.knowledge.checking import Finding
    from secondment.knowledge.checking.rivals import Rivalry
    from secondment.knowledge.index import KnowledgeIndex
    from secondment.text.vectors import Progress

NOTICES_SHOWN = 20
CODE = [Path(__file__).resolve().parents[2] / name for name in ("secondment", "actions", "gateway")]


def check(
    online: Annotated[bool, typer.Option("--online", help="also ask whether the sources' addresses answer")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="for machines: one JSON object")] = False,
    rivals: Annotated[
        bool, typer.Option("--rivals", help="also tell each article's nearest rivals and questions at risk")
    ] = False,
    every: Annotated[
        bool, typer.Option("--every", help="for --rivals, ask every question of a large knowledge base: takes minutes")
    ] = False,
) -> None:
    """Check every article: exit 1 when there is an error, each with file, line and remedy."""
    if every and not rivals:
        raise typer.BadParameter("--every goes with --rivals")
    with services() as built:
        findings, index = _findings(built, online)
        folder = built.settings.knowledge_folder
        report = _rivalries(built, index, every) if rivals and index else ()
    if as_json:
        told = _told(findings, folder) | ({"rivals": told_rivals(report, folder) if index else None} if rivals else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        show_rivals(report, folder)
        if rivals and not index:
            err.print("no rivals are told: the articles cannot be indexed before their errors are mended")
        _show(findings, folder)
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


def facts() -> None:
    """Write facts.tsv anew from the articles' sources."""
    from secondment.knowledge.article import read_folder
    from secondment.knowledge.facts import FACTS_FILE, articles_by_fact, facts_table

    with services() as built:
        folder = built.settings.knowledge_folder
        articles = read_folder(folder)
        (folder / FACTS_FILE).write_text(facts_table(articles), encoding="utf-8")
    out.print(f"{len(articles_by_fact(articles))} facts in {folder / FACTS_FILE}", markup=False, soft_wrap=True)


def _findings(built: Services, online: bool) -> tuple[list[Finding], KnowledgeIndex | None]:
    """What is found, and the index where one could be built."""
    from secondment.knowledge.checking import check_files, check_index, check_online
    from secondment.knowledge.checking.sources import reach

    articles, findings = check_files(built.settings.knowledge_folder, built.clock.today(), CODE)
    if online:
        findings += check_online(articles, reach)
    # an index of half the articles would blame the other half
    if any(finding.check in ("schema", "ids") for finding in findings):
        return findings, None
    with _progress("reading the articles") as progress:
        index = built.build_index(progress)
    with _progress("asking the questions") as progress:
        findings += check_index(index, built.vectors, progress)
    return findings, index


def _rivalries(built: Services, index: KnowledgeIndex, every: bool) -> tuple[Rivalry, ...]:
    from secondment.knowledge.checking.rivals import rivalries

    with _progress("looking for rivals") as progress:
        return rivalries(index, built.vectors, progress, every=every)


@contextmanager
def _progress(what: str) -> Iterator[Progress]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show(findings: Sequence[Finding], folder: Path) -> None:
    errors = [finding for finding in findings if finding.level == "error"]
    notices = [finding for finding in findings if finding.level == "notice"]
    for finding in (*errors, *notices[:NOTICES_SHOWN]):
        colour = "red" if finding.level == "error" else "yellow"
        place = f"{short(finding.path, folder)}:{finding.line}"
        out.print(f"[{colour}]{finding.level}[/{colour}] {escape(place)} {escape(finding.what)}", soft_wrap=True)
        out.print(f"      → {escape(finding.remedy)}", soft_wrap=True)
    if len(notices) > NOTICES_SHOWN:
        out.print(f"… and {len(notices) - NOTICES_SHOWN} notices more (all with --json)")
    out.print(f"{len(errors)} errors, {len(notices)} notices")


def _told(findings: Sequence[Finding], folder: Path) -> dict[str, object]:
    rows = [
        {"level": one.level, "file": short(one.path, folder), "line": one.line, "check": one.check}
        | {"what": one.what, "remedy": one.remedy}
        for one in findings
    ]
    counts = {level: sum(one.level == level for one in findings) for level in ("error", "notice")}
    return {"errors": counts["error"], "notices": counts["notice"], "findings": rows}
