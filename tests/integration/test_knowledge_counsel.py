"""What an answer may say: one's own agreement before general practice, and somebody to ask instead of a verdict."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from secondment.knowledge.article import Article, read_folder

_FOLDER = Path(__file__).resolve().parents[2] / "knowledge"
# told whole by the two source documents: what it is, who takes part, what for, which risks, how to settle in
_OF_THE_SOURCES = {1, 2, 3, 6, 7, 8, 18, 36, 39, 40, 41}
_OWN_PAPERS = re.compile(r"\bagreements?\b|\bletter\b|\bpolicy\b|\bown contract\b|\bpaperwork\b|\bpapers\b|\brecord\b")
_WHOM_TO_ASK = re.compile(r"\bHR\b|\badvisers?\b")
_NO_VERDICT_TOPICS = ("tax_social_security", "immigration")
# redundancy, pregnancy and discipline stand among other topics
_NO_VERDICT = ("job-gone-while-away", "pregnancy-and-family-leave", "whose-policies-apply")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """All shipped articles by id."""
    return {one.id: one for one in read_folder(_FOLDER)}


def test_the_first_answer_to_a_usual_question_points_to_ones_own_papers(articles: dict[str, Article]) -> None:
    """Those of the sixty that go beyond the sources name agreement, letter, contract or policy at once."""
    with (_FOLDER / "questions.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if int(row["question"]) not in _OF_THE_SOURCES]
    first = {row["question"]: articles[row["articles"].split(",")[0]] for row in rows}

    assert len(rows) == 60 - len(_OF_THE_SOURCES)
    assert {} == {number: one.id for number, one in first.items() if not _OWN_PAPERS.search(one.answer)}


def test_where_no_verdict_may_be_given_somebody_is_named_to_ask(articles: dict[str, Article]) -> None:
    """Tax, visa, redundancy, pregnancy and discipline: every answer says whom to ask."""
    careful = [one for one in articles.values() if one.topic in _NO_VERDICT_TOPICS or one.id in _NO_VERDICT]

    assert set(_NO_VERDICT) <= set(articles)
    assert [] == [one.id for one in careful if not _WHOM_TO_ASK.search(one.answer)]
