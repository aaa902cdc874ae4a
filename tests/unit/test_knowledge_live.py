"""The live switch: noticed, built beside, switched in one step; a broken edit keeps the last good one."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import cast

import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge import live
from secondment.knowledge.article import read_folder
from secondment.knowledge.live import Build, LiveKnowledge
from tests.knowledge_folder import small_folder, write_article


class Built:
    """Stands in for an index: the ids of the folder at the time of building, and the index it was built from."""

    def __init__(self, folder: Path, before: Built | None) -> None:
        self.articles = tuple(article.id for article in read_folder(folder))
        self.before, self.is_provisional = before, before is not None


class Builder:
    """Counts builds, and can be held up in the middle of one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.go_on, self.began = threading.Event(), threading.Event()
        self.go_on.set()

    def __call__(self, before: Built | None) -> Built:
        """Build, after the gate has been opened."""
        self.count += 1
        built = Built(self.folder, before)
        self.began.set()
        self.go_on.wait(10)
        return built


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small folder."""
    return small_folder(tmp_path)


@pytest.fixture
def builder(folder: Path) -> Builder:
    """A builder of that folder."""
    return Builder(folder)


@pytest.fixture
def knowledge(folder: Path, builder: Builder, monkeypatch: pytest.MonkeyPatch) -> LiveKnowledge:
    """Live knowledge that looks at the files at every question."""
    monkeypatch.setattr(live, "_LOOK_EVERY_SECONDS", -1.0)
    return LiveKnowledge(folder, cast(Build, builder))


def settle() -> None:
    """Wait until no rebuild is under way."""
    for thread in threading.enumerate():
        if thread.name == "knowledge-rebuild":
            thread.join(10)


def in_force(knowledge: LiveKnowledge) -> tuple[str, ...]:
    """What is in force after a change has been noticed and dealt with."""
    knowledge.current()
    settle()
    told: tuple[str, ...] = knowledge.current().articles  # type: ignore[assignment]
    settle()
    return told


def test_nothing_is_built_before_the_first_question(knowledge: LiveKnowledge, builder: Builder) -> None:
    """Making the object does no work."""
    assert 0 == builder.count


def test_the_same_files_are_built_once(knowledge: LiveKnowledge, builder: Builder) -> None:
    """Looking is cheap, building is not."""
    first = knowledge.current()
    in_force(knowledge)

    assert knowledge.current() is first
    assert 1 == builder.count


def test_a_new_article_comes_into_force(knowledge: LiveKnowledge, folder: Path) -> None:
    """No restart, no retraining."""
    knowledge.current()
    write_article(folder, "extension")

    assert "extension" in in_force(knowledge)


def test_a_changed_one_may_take_over_from_the_one_in_force(knowledge: LiveKnowledge, folder: Path) -> None:
    """What takes long to learn need not be learned before a new question is known."""
    first = cast(Built, knowledge.current())
    write_article(folder, "extension")
    in_force(knowledge)

    assert first is cast(Built, knowledge.current()).before


@pytest.mark.parametrize(("settled", "builds"), [(-1.0, 3), (60.0, 2)], ids=["left alone", "just changed"])
def test_what_took_over_is_built_anew_once_the_files_are_left_alone(
    knowledge: LiveKnowledge,
    folder: Path,
    builder: Builder,
    monkeypatch: pytest.MonkeyPatch,
    settled: float,
    builds: int,
) -> None:
    """So that what is answered hangs on the files, and not on the order in which they came to be so."""
    monkeypatch.setattr(live, "_SETTLED_SECONDS", settled)
    knowledge.current()
    write_article(folder, "extension")
    for _ in range(3):
        in_force(knowledge)

    assert builds == builder.count
    assert (builds == 2) is cast(Built, knowledge.current()).is_provisional


def test_a_deleted_article_goes(knowledge: LiveKnowledge, folder: Path) -> None:
    """What HR takes away is no longer told."""
    knowledge.current()
    (folder / "immigration" / "visa.md").unlink()

    assert "visa" not in in_force(knowledge)


def test_an_old_revision_put_back_is_noticed(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """Its file time may lie in the past, and the newest time of all files may stay the same."""
    path = folder / "immigration" / "visa.md"
    knowledge.current()
    path.write_text(path.read_text().replace("work visa", "work pass."))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    in_force(knowledge)

    assert 2 == builder.count


def test_touching_a_file_builds_nothing(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """The content decides."""
    knowledge.current()
    (folder / "immigration" / "visa.md").touch()
    in_force(knowledge)

    assert 1 == builder.count


def test_answers_go_on_while_the_new_one_is_built(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """A question never waits for a rebuild."""
    before = knowledge.current()
    write_article(folder, "extension")
    builder.go_on.clear()
    during = [knowledge.current() for _ in range(3)]
    builder.go_on.set()

    assert [before] * 3 == during
    assert "extension" in in_force(knowledge)


def test_only_one_rebuild_runs_at_a_time(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """Many questions during a rebuild start no second one."""
    knowledge.current()
    write_article(folder, "extension")
    builder.go_on.clear()
    for _ in range(20):
        knowledge.current()
    builder.go_on.set()
    settle()

    assert 2 == builder.count


def test_an_edit_during_a_rebuild_is_not_lost(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """It was made after the files were read, so it is one more change."""
    knowledge.current()
    write_article(folder, "extension")
    builder.go_on.clear()
    builder.began.clear()
    knowledge.current()
    builder.began.wait(10)
    write_article(folder, "notice")
    builder.go_on.set()
    settle()

    assert "notice" in in_force(knowledge)


def test_a_broken_edit_keeps_the_last_good_one(
    knowledge: LiveKnowledge, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged with the file, and people go on getting answers."""
    before = in_force(knowledge)
    write_article(folder, "visa", topic="weather")
    with caplog.at_level(logging.ERROR):
        after = in_force(knowledge)

    assert before == after
    assert "visa.md" in caplog.text


def test_a_broken_edit_is_tried_once(knowledge: LiveKnowledge, builder: Builder, folder: Path) -> None:
    """Not again at every question, until it changes."""
    knowledge.current()
    write_article(folder, "visa", topic="weather")
    in_force(knowledge)
    tried = builder.count
    in_force(knowledge)

    assert tried == builder.count


def test_what_took_over_is_not_tried_again_for_ever(
    knowledge: LiveKnowledge, builder: Builder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken edit after it is tried once, however long the index in force has been provisional."""
    monkeypatch.setattr(live, "_SETTLED_SECONDS", 60.0)
    knowledge.current()
    write_article(folder, "extension")
    in_force(knowledge)
    (folder / "immigration" / "visa.md").write_text("no front matter")
    monkeypatch.setattr(live, "_SETTLED_SECONDS", -1.0)
    for _ in range(3):
        in_force(knowledge)

    assert 3 == builder.count


def test_a_mended_edit_comes_into_force(knowledge: LiveKnowledge, folder: Path) -> None:
    """After a broken one, too."""
    knowledge.current()
    write_article(folder, "extension", topic="weather")
    in_force(knowledge)
    write_article(folder, "extension")

    assert "extension" in in_force(knowledge)


def test_a_file_in_another_encoding_keeps_the_last_good_one(knowledge: LiveKnowledge, folder: Path) -> None:
    """Whatever is wrong with a file, the rebuild must not die of it."""
    before = in_force(knowledge)
    (folder / "immigration" / "visa.asked.txt").write_bytes(b"permis de s\xe9jour\n")

    assert before == in_force(knowledge)


def test_without_any_good_knowledge_the_question_fails(tmp_path: Path) -> None:
    """At the very first there is nothing to fall back to."""
    with pytest.raises(KnowledgeError, match="no articles found"):
        LiveKnowledge(tmp_path, cast(Build, Builder(tmp_path))).current()
