"""Reading a knowledge folder for its checks: every file is looked at, also when one before it is broken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from secondment.errors import KnowledgeError
from secondment.knowledge.article import (
    HOME,
    HOST,
    MORE,
    Article,
    article_files,
    asked_files,
    read_article,
    split_front_matter,
)
from secondment.knowledge.checking.findings import Finding, Lines
from secondment.knowledge.shape import shape_problems


def read_all(folder: Path) -> tuple[list[Article], list[Finding]]:
    """The articles that can be read, and what is wrong with the shape of any."""
    articles: list[Article] = []
    findings: list[Finding] = []
    for path in article_files(folder):
        wrong = list(_shape(path))
        findings += wrong
        if not any(finding.check == "schema" for finding in wrong):
            articles.append(read_article(path))
    findings += _asked_alone(folder)
    if not articles and not findings:
        findings.append(
            Finding(folder, 1, "schema", "no articles found", "name the folder that holds <topic>/<slug>.md")
        )
    return articles, findings


def _shape(path: Path) -> Iterable[Finding]:
    try:
        front, _ = split_front_matter(path)
    except KnowledgeError as error:
        yield Finding(path, 1, "schema", _reason(error, path), "see the example in knowledge/README.md")
        return
    lines, problems = Lines(path), shape_problems(front)
    for problem in problems:
        remedy = "see the format in knowledge/README.md"
        yield Finding(path, lines.of(*problem.place), "schema", str(problem), remedy)
    if problems:
        return
    try:
        article = read_article(path)
    except KnowledgeError as error:
        yield Finding(path, lines.answer, "schema", _reason(error, path), "begin the body with the short answer")
        return
    yield from _names(article, lines)


def _names(article: Article, lines: Lines) -> Iterable[Finding]:
    if article.id != article.path.stem:
        remedy = f"name it {article.path.stem}, or rename the file"
        yield Finding(article.path, lines.of("id"), "names", f"the id {article.id} is not the file's name", remedy)
    if article.topic != article.path.parent.name:
        what = f"the topic {article.topic} is not the folder's name"
        yield Finding(article.path, lines.of("topic"), "names", what, f"name it {article.path.parent.name}, or move it")
    for heading in set(article.sections) - {MORE, HOME, HOST}:
        what, remedy = f"the heading “{heading}” is never told", f"use “{MORE}”, “{HOME}” or “{HOST}”"
        yield Finding(article.path, lines.heading(heading), "names", what, remedy)


def _asked_alone(folder: Path) -> Iterable[Finding]:
    for path in asked_files(folder):
        article = path.with_name(path.name.removesuffix(".asked.txt") + ".md")
        if not article.exists():
            remedy = "move its messages to the article that answers them, or delete it"
            yield Finding(path, 1, "asked", f"there is no article {article.name} beside it", remedy)


def _reason(error: KnowledgeError, path: Path) -> str:
    return str(error).removeprefix(str(path)).lstrip(":1 ")
