"""How the report of rivals is told, to people and to machines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from secondment.cli.console import out, short

if TYPE_CHECKING:
    from secondment.knowledge.checking.rivals import Rivalry

QUESTIONS_SHOWN = 3


def show_rivals(report: Sequence[Rivalry], folder: Path) -> None:
    """Each article with its rivals and its questions in most danger; the one that loses most stands last, in view."""
    for one in reversed(report):
        kept = one.asked - len(one.at_risk)
        of = f" (asked: {one.asked} of {one.questions})" if one.asked < one.questions else ""
        out.print(f"[bold]{escape(one.article)}[/bold]: {kept} of {one.asked} questions find it without themselves{of}")
        rivals = ", ".join(f"{rival.article} {rival.share:.0%} (takes {rival.taken})" for rival in one.rivals)
        out.print(f"      rivals: {escape(rivals) or 'none'}", soft_wrap=True)
        for risk in one.at_risk[:QUESTIONS_SHOWN]:
            place = f"{short(risk.example.path, folder)}:{risk.example.line}"
            what = f"“{risk.example.text}” finds {risk.finds} ({risk.share:.2f} to {risk.own_share:.2f})"
            out.print(f"      at risk: {escape(place)} {escape(what)}", soft_wrap=True)


def told_rivals(report: Sequence[Rivalry], folder: Path) -> list[dict[str, Any]]:
    """The report for machines, every question at risk with its place."""
    return [
        {
            "article": one.article,
            "questions": one.questions,
            "asked": one.asked,
            "rivals": [
                {"article": rival.article, "share": round(rival.share, 4), "taken": rival.taken} for rival in one.rivals
            ],
            "at_risk": [
                {"file": short(risk.example.path, folder), "line": risk.example.line, "question": risk.example.text}
                | {"finds": risk.finds, "share": round(risk.share, 3), "own_share": round(risk.own_share, 3)}
                for risk in one.at_risk
            ],
        }
        for one in report
    ]
