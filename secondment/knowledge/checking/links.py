"""Checks of what articles, and the tables beside them, say of articles: ids, related articles, facts, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from secondment.errors import KnowledgeError
from secondment.knowledge.article import Article
from secondment.knowledge.checking.findings import Finding, Lines
from secondment.knowledge.facts import FACTS_FILE, QUESTIONS_FILE, articles_by_fact, read_facts


def one_id_each(articles: Sequence[Article]) -> Iterable[Finding]:
    """No id belongs to two articles."""
    seen: dict[str, Article] = {}
    for article in articles:
        first = seen.setdefault(article.id, article)
        if first is not article:
            what = f"the id {article.id} belongs to {first.path.parent.name}/{first.path.name} already"
            yield Finding(article.path, Lines(article.path).of("id"), "ids", what, "choose another id and file name")


def related_exist(articles: Sequence[Article]) -> Iterable[Finding]:
    """Each related id is that of another article."""
    known = {article.id for article in articles}
    for article in articles:
        for number, other in enumerate(article.related):
            if other in known and other != article.id:
                continue
            what = "is related to itself" if other == article.id else f"the related article {other} does not exist"
            line = Lines(article.path).of("related", number)
            yield Finding(article.path, line, "links", what, "name two to four ids of other articles")


def facts_agree(articles: Sequence[Article], folder: Path) -> Iterable[Finding]:
    """The fact table and the articles' sources say the same, in both directions."""
    path = folder / FACTS_FILE
    try:
        table = read_facts(path)
    except KnowledgeError as error:
        yield Finding(path, 1, "facts", str(error).removeprefix(f"{path}: "), _WRITE_ANEW)
        return
    claimed = articles_by_fact(articles)
    for fact, told in table.items():
        for article in sorted(set(told.articles) - set(claimed.get(fact, ()))):
            yield Finding(path, told.line, "facts", f"{article} does not name {fact} in its sources", _WRITE_ANEW)
        if not claimed.get(fact):
            remedy = f"let an article's answer hold it, and name {fact} in that article's sources"
            yield Finding(path, told.line, "facts", f"no article answers {fact}", remedy)
    yield from _claims(articles, {fact: set(told.articles) for fact, told in table.items()})


def _claims(articles: Sequence[Article], table: dict[str, set[str]]) -> Iterable[Finding]:
    where: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for article in articles:
        for number, source in enumerate(article.sources):
            where[article.id] += [(number, fact) for fact in source.facts]
        for number, fact in where[article.id]:
            if article.id in table.get(fact, ()):
                continue
            unknown = f"the fact {fact} is not in {FACTS_FILE}"
            what = unknown if fact not in table else f"{FACTS_FILE} does not name this article for {fact}"
            yield Finding(article.path, Lines(article.path).of("sources", number, "facts"), "facts", what, _WRITE_ANEW)


def questions_answered(articles: Sequence[Article], folder: Path) -> Iterable[Finding]:
    """The table of the usual questions, where there is one, names articles that exist."""
    path, known = folder / QUESTIONS_FILE, {article.id for article in articles}
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
    for number, line in enumerate(lines, 2):
        question, _, told = line.partition("\t")
        for article in told.partition("\t")[0].split(","):
            if article.strip() not in known:
                what = f"question {question}: the article {article.strip() or '(none)'} does not exist"
                yield Finding(path, number, "links", what, "name the articles that answer it")


_WRITE_ANEW = "mend the number, or write the table anew: uv run secondment knowledge facts"
