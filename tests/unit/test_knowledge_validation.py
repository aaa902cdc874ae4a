"""The messages that thresholds are chosen on."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge.evidence import KINDS, Gathered
from secondment.knowledge.facts import read_questions
from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.validation import Validation, read_validation, samples_of
from tests.usecase_fakes import ARTICLES

FACTS, QUESTIONS = {"F001": ("a", "b")}, {"1": ("c",)}


def folder_with(folder: Path, questions: str) -> Path:
    """A folder with those questions and one foreign message."""
    (folder / "questions.jsonl").write_text(questions, encoding="utf-8")
    (folder / "foreign.txt").write_text("will it rain\n\n", encoding="utf-8")
    return folder


def test_a_message_is_answered_by_its_articles_or_those_of_its_fact_or_question(tmp_path: Path) -> None:
    """And a foreign one by none."""
    lines = (
        '{"text": "what is it", "fact": "F001"}\n{"text": "who pays", "question": 1}\n'
        '{"text": "my story", "articles": ["d"]}\n'
    )
    told = read_validation(folder_with(tmp_path, lines), FACTS, QUESTIONS)

    assert (("what is it", ("a", "b")), ("who pays", ("c",)), ("my story", ("d",))) == told.questions
    assert ("what is it", "who pays", "my story", "will it rain") == told.texts


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"text": "x"}', '{"text": "x", "fact": "F999"}', '{"fact": "F001"}']
)
def test_a_line_that_is_no_message_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    """Thresholds must not be chosen on half of them."""
    with pytest.raises(KnowledgeError, match=r"questions\.jsonl:1"):
        read_validation(folder_with(tmp_path, line), FACTS, QUESTIONS)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """Without the messages nothing is chosen."""
    with pytest.raises(KnowledgeError):
        read_validation(tmp_path, FACTS, QUESTIONS)


def test_the_table_of_usual_questions_is_read(tmp_path: Path) -> None:
    """Number, articles, fields."""
    path = tmp_path / "questions.tsv"
    path.write_text("question\tarticles\tfields\n1\ta,b\tend_date\n2\tc\t\n", encoding="utf-8")

    assert {"1": ("a", "b"), "2": ("c",)} == read_questions(path)


class OneForAll:
    """An index that finds the same articles for every message."""

    articles = ARTICLES

    def gather(self, text: str) -> Gathered:
        """All articles, with no evidence."""
        return Gathered(np.arange(len(ARTICLES)), np.zeros((len(ARTICLES), len(KINDS))))


def test_messages_that_the_same_articles_answer_are_of_one_group() -> None:
    """They are held out together; a foreign message is about what it says."""
    asked = Validation(
        (("who pays", ("pay", "leave")), ("my wages", ("leave", "pay")), ("a visa", ("visa",))), ("rain",)
    )
    samples = samples_of(asked, cast(KnowledgeIndex, OneForAll()))

    assert ["leave pay", "leave pay", "visa", "rain"] == [sample.group for sample in samples]
    assert [2, 2, 1, 0] == [int(sample.right.sum()) for sample in samples]


def test_an_article_that_is_none_is_told() -> None:
    """A threshold chosen on it would be too careful."""
    asked = Validation((("who pays", ("pay", "gone")),), ())

    with pytest.raises(KnowledgeError, match="that are none: gone"):
        samples_of(asked, cast(KnowledgeIndex, OneForAll()))
