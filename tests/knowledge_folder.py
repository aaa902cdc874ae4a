"""A tiny real knowledge folder, and articles with one thing changed or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LEFT_OUT = object()

_QUESTIONS = {
    "who-pays-salary": ("Who pays my salary?", "which company runs my payroll over there", "wages while seconded"),
    "annual-leave": ("Who approves my annual leave?", "how do I book holiday at the host", "days off while seconded"),
    "right-to-old-job": ("Do I get my old job back?", "is my post kept for me", "return to previous role"),
    "mentor": ("What does a mentor do?", "somebody to show me the ropes", "trusted guide at the host"),
    "visa": ("Do I need a visa?", "work permit for going abroad", "immigration papers before I leave"),
}
_ANSWERS = {
    "who-pays-salary": "Your home employer usually keeps paying your salary and runs payroll while you are seconded.",
    "annual-leave": "The host manager approves the dates of your annual leave; the number of days comes from home.",
    "right-to-old-job": "Usually you return to your old job or to an equivalent post; look at your letter first.",
    "mentor": "A mentor is a trusted guide who offers insights and support while you settle in at the host.",
    "visa": "Abroad you nearly always need a work visa or permit; your employer's adviser applies for it.",
}
_TOPICS = {
    "who-pays-salary": "pay_allowances",
    "annual-leave": "leave_absence",
    "right-to-old-job": "return_rights",
    "mentor": "cultural_adjustment",
    "visa": "immigration",
}
IDS = tuple(_TOPICS)


def small_folder(root: Path) -> Path:
    """Five well-formed articles, one sentence file and the fact table, below `root`/knowledge."""
    folder = root / "knowledge"
    for number, name in enumerate(IDS, 1):
        write_article(folder, name, facts=[f"F{number:03}"], related=[other for other in IDS if other != name][:2])
    (folder / "facts.tsv").write_text(
        "fact\tarticles\n" + "".join(f"F{number:03}\t{name}\n" for number, name in enumerate(IDS, 1))
    )
    (folder / "sentences").mkdir()
    (folder / "sentences" / "words.yml").write_text('hello: "Hello {name}."\n')
    return folder


def front_of(name: str, **changes: Any) -> dict[str, Any]:
    """The front matter of a well-formed article with some keys changed, or left out with `LEFT_OUT`."""
    title, *others = _QUESTIONS.get(name, (f"What about {name}?", f"tell me of {name}", f"{name} explained"))
    facts = changes.pop("facts", None)
    front = {
        "id": name,
        "title": title,
        "topic": _TOPICS.get(name, "benefits"),
        "questions": [*others, *(f"{others[0]}, question number {count} of them" for count in range(8))],
        "audience": ["secondee"],
        "applies_to": {"forms": ["any"], "jurisdictions": ["any"]},
        "sources": [{"title": "General practice", **({"facts": facts} if facts else {})}],
        "owner": "HR Mobility",
        "reviewed": "2026-06-01",
        "review_every_months": 12,
        "related": [],
        "record_fields": [],
        **changes,
    }
    return {key: value for key, value in front.items() if value is not LEFT_OUT}


def write_article(
    folder: Path, name: str, *, answer: str = "", asked: str = "", more: str = "", **changes: Any
) -> Path:
    """Write an article; `changes` go into its front matter. Returns its path."""
    front = front_of(name, **changes)
    text = yaml.safe_dump(front, sort_keys=False, allow_unicode=True).replace("'2026-06-01'", "2026-06-01")
    path = folder / _TOPICS.get(name, "benefits") / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = answer or _ANSWERS.get(name, f"This is what there is to say about {name}.")
    path.write_text(f"---\n{text}---\n{body}\n" + (f"\n## More\n\n{more}\n" if more else ""), encoding="utf-8")
    if asked:
        path.with_suffix(".asked.txt").write_text(asked, encoding="utf-8")
    return path
