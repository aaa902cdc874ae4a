"""Which article answers which fact of the two source documents: `knowledge/facts.tsv`, made from the front matters.

And which articles answer the usual questions: `knowledge/questions.tsv`, kept by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from secondment.errors import KnowledgeError
from secondment.knowledge.article import Article, read_text

FACTS_FILE = "facts.tsv"
QUESTIONS_FILE = "questions.tsv"
_HEAD = "fact\tarticles"


@dataclass(frozen=True)
class FactLine:
    """A line of the table: the articles that answer the fact, and the line's number."""

    articles: tuple[str, ...]
    line: int


def articles_by_fact(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """For each fact named in a source, the ids of the articles that name it, both in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for fact in article.facts:
            found[fact].add(article.id)
    return {fact: tuple(sorted(found[fact])) for fact in sorted(found)}


def facts_table(articles: Iterable[Article]) -> str:
    """The text of the table."""
    lines = (f"{fact}\t{','.join(ids)}" for fact, ids in articles_by_fact(articles).items())
    return "\n".join((_HEAD, *lines)) + "\n"


def read_facts(path: Path) -> dict[str, FactLine]:
    """The table of a file; raises `KnowledgeError` with file and line when it cannot be read."""
    found: dict[str, FactLine] = {}
    head, *rest = read_text(path).splitlines() or [""]
    if head != _HEAD:
        raise KnowledgeError(f"{path}: the first line is not “fact<tab>articles”")
    for number, line in enumerate(rest, 2):
        fact, tab, ids = line.partition("\t")
        if not tab or not ids.strip() or fact in found:
            raise KnowledgeError(f"{path}:{number}: not one fact with its articles")
        found[fact] = FactLine(tuple(one.strip() for one in ids.split(",")), number)
    return found


def read_questions(path: Path) -> dict[str, tuple[str, ...]]:
    """The articles that answer each of the usual questions, by its number."""
    rows = (line.split("\t") for line in read_text(path).splitlines()[1:] if line.strip())
    return {row[0]: tuple(one.strip() for one in row[1].split(",")) for row in rows}
