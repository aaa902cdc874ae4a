"""The fact table: made from the articles, read with its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge.article import read_folder
from secondment.knowledge.facts import FACTS_FILE, articles_by_fact, facts_table, read_facts
from tests.knowledge_folder import small_folder, write_article


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The table of the articles, as text and back."""
    folder = small_folder(tmp_path)
    write_article(folder, "extension", facts=["F001", "F009"])
    articles = read_folder(folder)
    (folder / FACTS_FILE).write_text(facts_table(articles))

    told = {fact: line.articles for fact, line in read_facts(folder / FACTS_FILE).items()}

    assert articles_by_fact(articles) == told
    assert ("extension", "who-pays-salary") == told["F001"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("F001\tvisa\n", "the first line is not"),
        ("", "the first line is not"),
        ("fact\tarticles\nF001 visa\n", ":2: not one fact with its articles"),
        ("fact\tarticles\nF001\t\n", ":2: not one fact with its articles"),
        ("fact\tarticles\nF001\tvisa\nF001\tmentor\n", ":3: not one fact with its articles"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    """Nothing is guessed from a broken table."""
    path = tmp_path / FACTS_FILE
    path.write_text(text)

    with pytest.raises(KnowledgeError, match=reason):
        read_facts(path)
