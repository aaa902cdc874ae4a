"""The knowledge that is shipped: well formed, complete, and every fact found by a question aimed at it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from secondment.clock import SystemClock
from secondment.knowledge.article import Article, read_folder
from secondment.knowledge.checking import check_files
from secondment.knowledge.facts import FACTS_FILE, articles_by_fact, read_facts
from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.ranking import load_ranker
from secondment.knowledge.wording import kept_wording_in
from secondment.text.encoder import SentenceEncoder
from secondment.text.spelling import Speller
from secondment.text.vectors import VectorCache, kept_in
from tests.inner_servers import HOME

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "knowledge"
_CODE = [_ROOT / name for name in ("secondment", "actions", "gateway")]
_SOURCE = _ROOT.parent / "shared" / "domain" / "source_facts.jsonl"


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    """All shipped articles."""
    return read_folder(_FOLDER)


@pytest.fixture(scope="module")
def index(articles: tuple[Article, ...], encoder: SentenceEncoder, speller: Speller) -> KnowledgeIndex:
    """The whole index; its vectors are kept between test runs, with those of the other parts of the suite."""
    vectors, wording = VectorCache(encoder, kept_in(HOME)), kept_wording_in(HOME)
    return KnowledgeIndex(articles, encoder, speller, load_ranker(), vectors, wording_file=wording)


def test_the_shipped_files_have_no_error() -> None:
    """What `knowledge check` tells of the files alone."""
    told = [one for one in check_files(_FOLDER, SystemClock().today(), _CODE)[1] if one.level == "error"]

    assert [] == told


def test_there_are_130_to_180_articles(articles: tuple[Article, ...]) -> None:
    """Fewer would leave questions open, more would stand too near to each other."""
    assert 130 <= len(articles) <= 180


def test_all_facts_of_the_source_documents_are_answered() -> None:
    """The two documents hold 180 facts."""
    assert [f"F{number:03}" for number in range(1, 181)] == sorted(read_facts(_FOLDER / FACTS_FILE))


def test_each_article_of_the_table_names_the_fact(articles: tuple[Article, ...]) -> None:
    """The table is what the articles say."""
    table = {fact: line.articles for fact, line in read_facts(_FOLDER / FACTS_FILE).items()}

    assert articles_by_fact(articles) == table


def test_the_sixty_usual_questions_are_answered() -> None:
    """By articles that exist and, where one's own record says it, by a field that exists."""
    with (_FOLDER / "questions.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    ids = {path.stem for path in _FOLDER.glob("*/*.md")}
    fields = {path.stem for path in (_ROOT / "data" / "nlu" / "my_secondment").glob("*.yml")}

    assert [str(number) for number in range(1, 61)] == [row["question"] for row in rows]
    assert set() == {one for row in rows for one in row["articles"].split(",")} - ids
    assert set() == {one for row in rows for one in row["fields"].split(",") if one} - fields


def test_a_question_of_an_article_with_facts_finds_it(index: KnowledgeIndex) -> None:
    """Asked as somebody would, through the way questions take."""
    lost = {
        article.id: found
        for article in index.articles
        if article.facts and (found := index.search(article.questions[0]).best.article.id) != article.id
    }

    assert {} == lost


@pytest.mark.skipif(not _SOURCE.is_file(), reason="the source facts (shared/domain) are not beside this repository")
def test_the_table_holds_the_facts_of_the_source() -> None:
    """Number by number."""
    numbers = [json.loads(line)["fact_id"] for line in _SOURCE.read_text().splitlines() if line.strip()]

    assert sorted(numbers) == sorted(read_facts(_FOLDER / FACTS_FILE))


@pytest.mark.skipif(not _SOURCE.is_file(), reason="the source facts (shared/domain) are not beside this repository")
def test_the_statement_of_a_fact_leads_to_an_article_that_holds_it(index: KnowledgeIndex) -> None:
    """A fact asked for in its own words is among the first three for at least 95 in 100."""
    table = read_facts(_FOLDER / FACTS_FILE)
    facts = [json.loads(line) for line in _SOURCE.read_text().splitlines() if line.strip()]
    found = [
        bool(
            {hit.article.id for hit in index.search(fact["statement"]).hits[:3]} & set(table[fact["fact_id"]].articles)
        )
        for fact in facts
    ]

    assert 0.95 <= float(np.mean(found))
