"""Checking the knowledge base: what `secondment knowledge check` tells, and what must be empty before going live.

The checks of the files alone run without a model; those of the index need the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from secondment.knowledge.article import Article
from secondment.knowledge.checking.findings import Finding
from secondment.knowledge.checking.likeness import alike, find_themselves
from secondment.knowledge.checking.links import facts_agree, one_id_each, questions_answered, related_exist
from secondment.knowledge.checking.reading import read_all
from secondment.knowledge.checking.sentences import sentence_files
from secondment.knowledge.checking.sources import Reach, addresses_reachable, addresses_well_formed
from secondment.knowledge.checking.texts import examples, lengths, no_question_twice, no_title_twice, reviews
from secondment.knowledge.index import KnowledgeIndex
from secondment.text.vectors import Progress, VectorCache

__all__ = ["Finding", "check_files", "check_index", "check_online"]


def check_files(folder: Path, today: date, code: Sequence[Path] = ()) -> tuple[list[Article], list[Finding]]:
    """The articles that can be read, and everything the files themselves show; `code` holds what says sentences."""
    articles, findings = read_all(folder)
    findings += one_id_each(articles)
    findings += related_exist(articles)
    findings += facts_agree(articles, folder)
    findings += questions_answered(articles, folder)
    findings += lengths(articles)
    findings += reviews(articles, today)
    findings += no_title_twice(articles)
    findings += no_question_twice(example for article in articles for example in examples(article))
    findings += addresses_well_formed(articles)
    findings += sentence_files(folder, code)
    return articles, findings


def check_index(index: KnowledgeIndex, vectors: VectorCache, progress: Progress | None = None) -> list[Finding]:
    """What only the index shows: articles alike, and examples that find another."""
    return [*alike(index, vectors), *find_themselves(index, vectors, progress)]


def check_online(articles: Sequence[Article], reach: Reach) -> list[Finding]:
    """The sources that cannot be reached."""
    return list(addresses_reachable(articles, reach))
