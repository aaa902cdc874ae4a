"""What the model is trained from, and when it is trained again."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.importer import BadArticle, read_examples, read_questions
from engine.train import digest_of, is_current

GOOD = "---\nid: a\ntopic: benefits\nquestions:\n  - What is in it for me?\n  - [1, 2]\n---\nText.\n"


def article(folder: Path, name: str, text: str) -> Path:
    """An article file in a topic folder."""
    path = folder / "benefits" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_of_an_article_become_examples_of_its_topic(tmp_path: Path) -> None:
    """HR's questions teach the engine without a second list."""
    article(tmp_path, "a", GOOD)

    examples = read_examples(tmp_path, {"benefits"})

    assert {("What is in it for me?", "benefits"), ("[1, 2]", "benefits")} == {
        (example.get("text"), example.get("intent")) for example in examples
    }


@pytest.mark.parametrize("text", ["", "no front matter", "---\n: : :\n  - [\n---\n", "---\ntopic: benefits\n---\n"])
def test_an_article_without_questions_is_named_as_bad(tmp_path: Path, text: str) -> None:
    """What cannot be read has a reason."""
    with pytest.raises(BadArticle):
        read_questions(article(tmp_path, "bad", text))


def test_a_bad_article_is_reported_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One editor's slip does not stop training for everybody."""
    article(tmp_path, "bad", "---\n[\n---\n")
    article(tmp_path, "good", GOOD)

    with caplog.at_level(logging.WARNING):
        examples = read_examples(tmp_path, {"benefits"})

    assert len(examples) == 2
    assert "bad.md" in caplog.text


def test_an_article_of_an_unknown_topic_is_left_out(tmp_path: Path) -> None:
    """An intent the domain does not know would be an answer nobody wrote a rule for."""
    article(tmp_path, "a", GOOD)

    assert [] == read_examples(tmp_path, {"challenges"})


def test_the_digest_changes_with_the_inputs_only(tmp_path: Path) -> None:
    """Training is repeated when what the model is made from changes, and not otherwise."""
    (tmp_path / "config.yml").write_text("a")
    before = digest_of(tmp_path)
    (tmp_path / "README.md").write_text("b")
    same = digest_of(tmp_path)
    (tmp_path / "config.yml").write_text("c")

    assert (before, True) == (same, digest_of(tmp_path) != before)


def test_a_renamed_input_changes_the_digest(tmp_path: Path) -> None:
    """A file's place tells what it is for."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text("x")
    before = digest_of(tmp_path)
    (tmp_path / "data" / "a.yml").rename(tmp_path / "data" / "b.yml")

    assert before != digest_of(tmp_path)


def test_a_model_without_its_note_is_not_current(tmp_path: Path) -> None:
    """A training that was broken off leaves no note, so it is done again."""
    model = tmp_path / "secondment.tar.gz"
    model.write_bytes(b"")

    assert not is_current(model, "digest")
