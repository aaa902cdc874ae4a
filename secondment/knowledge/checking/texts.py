"""Checks of the texts themselves: the same question twice, lengths, review dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from secondment.knowledge.article import HOME, HOST, MORE, Article, asked_path, read_text
from secondment.knowledge.checking.findings import Finding, Lines
from secondment.text.normalise import same_message

ANSWER_WORDS, MORE_WORDS, SIDE_WORDS = 80, 200, 90
TITLE_CHARACTERS = 80
FEWEST_QUESTIONS = 8


@dataclass(frozen=True)
class Example:
    """An example question with the place it stands in: the front matter or the asked file beside it."""

    text: str
    article: Article
    path: Path
    line: int


def examples(article: Article) -> Iterable[Example]:
    """All example questions of an article, in the order of the index (without the title)."""
    lines = Lines(article.path)
    for number, text in enumerate(article.questions):
        yield Example(text, article, article.path, lines.of("questions", number))
    beside = asked_path(article.path)
    if beside.exists():
        for number, text in enumerate(read_text(beside).splitlines(), 1):
            if text.strip():
                yield Example(text.strip(), article, beside, number)


def no_question_twice(told: Iterable[Example]) -> Iterable[Finding]:
    """No two examples anywhere are the same message, whatever their case and punctuation."""
    seen: dict[str, Example] = {}
    for example in told:
        first = seen.setdefault(same_message(example.text), example)
        if first is not example:
            where = f"{first.path.parent.name}/{first.path.name}, line {first.line}"
            remedy = f"delete one of the two; keep it where the answer is ({first.article.id}, {example.article.id})"
            what = f"“{example.text}” stands in {where} already"
            yield Finding(example.path, example.line, "duplicates", what, remedy)


def no_title_twice(articles: Sequence[Article]) -> Iterable[Finding]:
    """No two articles have the same title."""
    seen: dict[str, Article] = {}
    for article in articles:
        first = seen.setdefault(same_message(article.title), article)
        if first is not article:
            what = f"“{article.title}” is the title of {first.id} already"
            yield Finding(
                article.path, Lines(article.path).of("title"), "duplicates", what, "say what differs, or merge"
            )


def lengths(articles: Sequence[Article]) -> Iterable[Finding]:
    """Answer, sections and title are short enough; there are enough questions."""
    for article in articles:
        lines = Lines(article.path)
        limits = ((MORE, MORE_WORDS), (HOME, SIDE_WORDS), (HOST, SIDE_WORDS))
        measured = [("the answer", article.answer, ANSWER_WORDS, lines.answer)]
        measured += [(f"“{h}”", article.sections[h], n, lines.heading(h)) for h, n in limits if h in article.sections]
        for name, text, most, line in measured:
            count = len(text.split())
            if count > most:
                what = f"{name} has {count} words, {most} are allowed"
                yield Finding(article.path, line, "length", what, f"cut {count - most} words or move them on")
        if len(article.title) > TITLE_CHARACTERS:
            what = f"the title has {len(article.title)} characters, {TITLE_CHARACTERS} are allowed"
            yield Finding(article.path, lines.of("title"), "length", what, "ask the question more plainly")
        if len(article.questions) < FEWEST_QUESTIONS:
            what = f"{len(article.questions)} questions, at least {FEWEST_QUESTIONS} are needed"
            yield Finding(
                article.path, lines.of("questions"), "length", what, "add questions as people really ask them"
            )


def reviews(articles: Sequence[Article], today: date) -> Iterable[Finding]:
    """No review is overdue (told as a notice), none lies in the future."""
    for article in articles:
        due = article.reviewed + relativedelta(months=article.review_every_months)
        line = Lines(article.path).of("reviewed")
        if article.reviewed > today:
            what = f"reviewed on {article.reviewed}, which is still to come"
            yield Finding(article.path, line, "review", what, "set the day on which a person checked it")
        elif due < today:
            what = f"the review by {article.owner} was due on {due}"
            remedy = "check the answer against its sources, then set today's date as reviewed"
            yield Finding(article.path, line, "review", what, remedy, "notice")
