"""One article: what stands in `knowledge/<topic>/<slug>.md` (the format is explained in `knowledge/README.md`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from secondment.answers import Source
from secondment.errors import KnowledgeError
from secondment.knowledge.shape import shape_problems

MORE = "More"
HOME = "For the home organisation"
HOST = "For the host organisation"

# the C loader reads ten times as fast, where PyYAML was built with it
LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class CitedSource:
    """A source of an article: its title, the source facts it stands for, and its address if it has one."""

    title: str
    facts: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One published article.

    `answer` is the text told first; `sections` maps a heading to its text; `asked` are further messages people sent
    that this article answers, from `<slug>.asked.txt` beside it.
    """

    id: str
    title: str
    topic: str
    questions: tuple[str, ...]
    asked: tuple[str, ...]
    answer: str
    sections: dict[str, str]
    audience: tuple[str, ...]
    forms: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    sources: tuple[CitedSource, ...]
    owner: str
    reviewed: date
    review_every_months: int
    related: tuple[str, ...]
    record_fields: tuple[str, ...]
    path: Path

    @property
    def facts(self) -> tuple[str, ...]:
        """The numbers of the source facts this article answers."""
        return tuple(fact for source in self.sources for fact in source.facts)

    @property
    def told_sources(self) -> tuple[Source, ...]:
        """The sources as an answer shows them."""
        return tuple(Source(source.title) for source in self.sources)

    def section(self, heading: str) -> str | None:
        """The text under a heading, or None where the article has no such section."""
        return self.sections.get(heading)


def read_article(path: Path) -> Article:
    """Read one file; raises `KnowledgeError` with file and reason when it has no answer or departs from the schema."""
    front, body = split_front_matter(path)
    for problem in shape_problems(front):
        raise KnowledgeError(f"{path}: front matter: {problem}")
    parts = _SECTION.split(body)
    if not parts[0].strip():
        raise KnowledgeError(f"{path}: no answer before the first heading")
    return Article(
        id=front["id"],
        title=front["title"].strip(),
        topic=front["topic"],
        questions=tuple(question.strip() for question in front["questions"]),
        asked=_asked(path),
        answer=unwrap(parts[0]),
        sections={heading: unwrap(text) for heading, text in zip(parts[1::2], parts[2::2])},
        audience=tuple(front["audience"]),
        forms=tuple(front["applies_to"]["forms"]),
        jurisdictions=tuple(front["applies_to"]["jurisdictions"]),
        sources=tuple(_source(told) for told in front["sources"]),
        owner=front["owner"],
        reviewed=front["reviewed"],
        review_every_months=front["review_every_months"],
        related=tuple(front["related"]),
        record_fields=tuple(front["record_fields"]),
        path=path,
    )


def read_folder(folder: Path) -> tuple[Article, ...]:
    """Every article of a knowledge folder, in the order of their ids.

    Raises `KnowledgeError` for the first bad one, for two articles of one id, and when there is none.
    """
    articles = sorted((read_article(path) for path in article_files(folder)), key=lambda article: article.id)
    if not articles:
        raise KnowledgeError(f"{folder}: no articles found")
    for one, other in pairwise(articles):
        if one.id == other.id:
            raise KnowledgeError(f"{other.path}: the id {other.id} belongs to {one.path} already")
    return tuple(articles)


def article_files(folder: Path) -> list[Path]:
    """The files that hold articles: those in a topic folder."""
    return sorted(folder.glob("*/*.md"))


def asked_files(folder: Path) -> list[Path]:
    """The files of further messages people sent."""
    return sorted(folder.glob("*/*.asked.txt"))


def asked_path(path: Path) -> Path:
    """The file of further messages that belongs to an article's file."""
    return path.with_suffix(".asked.txt")


def split_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a file; raises `KnowledgeError` when it cannot be read."""
    found = FRONT.match(read_text(path))
    if not found:
        raise KnowledgeError(f"{path}:1: no front matter between two lines of ---")
    try:
        front = yaml.load(found.group(1), Loader=LOADER)
    except (yaml.YAMLError, ValueError) as error:
        # PyYAML leaves the error of an impossible date as it is
        raise KnowledgeError(f"{path}: front matter is not YAML: {error}") from error
    if not isinstance(front, dict):
        raise KnowledgeError(f"{path}:1: front matter is not a mapping")
    return front, found.group(2)


def read_text(path: Path) -> str:
    """The text of a file with plain line ends; raises `KnowledgeError` when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}") from error


def fingerprint(folder: Path) -> str:
    """A digest of all article files: it changes when and only when one of them does."""
    digest = hashlib.sha256()
    for path in [*article_files(folder), *asked_files(folder)]:
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(read_text(path).encode())
    return digest.hexdigest()


def unwrap(text: str) -> str:
    """Join wrapped lines to paragraphs; list items and blank lines between paragraphs stay."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(re.sub(r"\n(?!\s*(?:[-*]|\d+\.) )\s*", " ", part.strip()) for part in paragraphs if part.strip())


def texts_of(article: Article) -> Iterable[str]:
    """The passages of an article: the sentences of its answer and its sections."""
    for text in (article.answer, *article.sections.values()):
        yield from (part.strip() for part in re.split(r"(?<=[.!?;:])\s+|\n+", text) if len(part.split()) > 3)


def _asked(path: Path) -> tuple[str, ...]:
    beside = asked_path(path)
    if not beside.exists():
        return ()
    return tuple(line.strip() for line in read_text(beside).splitlines() if line.strip())


def _source(told: dict[str, Any]) -> CitedSource:
    return CitedSource(title=told["title"], facts=tuple(told.get("facts") or ()), url=told.get("url"))
