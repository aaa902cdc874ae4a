"""`secondment explain`: everything that had a part in a decision, and nobody's data."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console

from secondment.cli import explained as module
from secondment.cli.explain_tables import as_tables
from secondment.cli.explained import explained
from secondment.cli.running import ask_running
from secondment.cli.understanding import goal_of
from secondment.errors import SettingsError
from secondment.settings import Settings
from secondment.wiring import Services
from tests.usecase_fakes import CLEAR, FakeIndex, FakeServices

PARSED = {
    "tokens": ["Who", "pays", "Ada", "?"],
    "intent": {"name": "pay_allowances", "confidence": 0.9},
    "intent_ranking": [{"name": "pay_allowances", "confidence": 0.9}, {"name": "benefits", "confidence": 0.1}],
    "entities": [
        {"entity": "PERSON", "value": "Ada"},
        {"entity": "field", "value": "salary_payer", "confidence_entity": 0.7},
    ],
}


class Mender:
    """Mends nothing."""

    def mend(self, text: str) -> str:
        """The text."""
        return text


def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The explanation of a question that one article clearly answers."""
    monkeypatch.setattr(module, "understand", lambda messages: [PARSED for _ in messages])
    services = FakeServices(FakeIndex({"pays": ("pay", CLEAR)}))
    cast(Any, services).speller = Mender()
    return explained("Who pays?", "", cast(Services, services))


def test_it_tells_words_intents_fields_and_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the tokens to what decided."""
    found = told(monkeypatch)

    assert (["Who", "pays", "Ada", "?"], [{"kind": "PERSON", "words": "Ada"}]) == (found["tokens"], found["entities"])
    assert ({"pay_allowances": 0.9, "benefits": 0.1}, {"salary_payer": 0.7}) == (found["intents"], found["fields"])
    assert ("answer_question", "answer", CLEAR) == (found["goal"], found["rule"], found["score"])
    assert pytest.approx(0.4) == found["gap"]
    assert {
        "answer_from": 0.7,
        "gap_from": 0.1,
        "nearest_from": 0.55,
        "clarify_from": 0.3,
        "subject_from": 0.2,
    } == found["thresholds"]


def test_an_article_has_the_sum_of_its_evidence() -> None:
    """What each kind contributed adds up."""
    from secondment.knowledge.index import Hit, Ranking
    from tests.usecase_fakes import PAY

    hit = Hit(PAY, 0.5, {"words": 1.25, "passage": 0.5})

    assert 1.75 == module._article(hit, Ranking("who pays", (hit,), 0.8, 0.8), 0)["sum"]


def test_the_tables_fit_a_terminal_and_hold_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten articles with all their evidence, in eighty columns, and nothing cut off."""
    found = told(monkeypatch)
    kinds = ("nearest_question", "near_questions", "passage", "discriminant", "words", "characters", "article_words")
    one = {"title": "", "evidence": {kind: 12.345 for kind in kinds}, "sum": 16.32, "share": 1.0, "score": 0.98}
    found["articles"] = [{"article": f"article-{place}", **one} for place in range(10)]
    paper = io.StringIO()
    as_tables(found, Console(file=paper, width=80))

    assert (10 * len(kinds), 10) == (paper.getvalue().count("12.3"), paper.getvalue().count("16.32"))
    assert "…" not in paper.getvalue()
    assert "What decided: answer" in paper.getvalue()


def test_the_goal_is_read_from_the_rules() -> None:
    """An intent no rule knows is put to the knowledge."""
    assert ["my_secondment", "answer_question", "welcome", "utter_thank", "answer_question"] == [
        goal_of(intent) for intent in ("my_secondment", "benefits", "greet", "thank", "never heard of")
    ]


def test_the_goal_of_a_yes_is_read_from_the_stories() -> None:
    """By what was told last; what no story knows is as if nothing had been told."""
    kinds = ("fallback", "handoff", "clarify", "knowledge", None, "never heard of")

    assert ["ask_human", "share_turns", *["affirm"] * 4] == [goal_of("affirm", kind) for kind in kinds]
    assert ["deny", "deny", "choose_none", *["deny"] * 3] == [goal_of("deny", kind) for kind in kinds]


def test_the_running_assistant_is_asked_in_the_name_of_demo_people_only(tmp_path: Path) -> None:
    """A real record must not come to an operator's screen."""
    with pytest.raises(SettingsError, match="none of the demo people"):
        ask_running(Services(Settings(home=tmp_path)), "When does mine end?", "E4711")


def test_asking_makes_no_signing_key(tmp_path: Path) -> None:
    """A key made now would open nothing; the error says what to do."""
    with pytest.raises(SettingsError, match="no signing key is at hand"):
        ask_running(Services(Settings(home=tmp_path, signing_key="")), "When does mine end?", "D1001")

    assert [] == list(tmp_path.iterdir())
