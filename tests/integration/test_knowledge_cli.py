"""`secondment knowledge check` and `facts` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secondment.cli import app
from secondment.knowledge.checking import rivals
from tests.knowledge_folder import small_folder, write_article

_EIGHT_ABOUT_GUIDES = [f"a guide who shows me the ropes, number {one}" for one in range(8)]
_EIGHT_ABOUT_VISAS = [f"visa for the trip, number {one}" for one in range(8)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small folder, with the sentences the product says, as the knowledge of the command."""
    folder = small_folder(tmp_path)
    (folder / "sentences" / "words.yml").unlink()
    for path in (Path(__file__).resolve().parents[2] / "knowledge" / "sentences").glob("*.yml"):
        (folder / "sentences" / path.name).write_bytes(path.read_bytes())
    for name, value in {"KNOWLEDGE_FOLDER": folder, "HOME": tmp_path / "var", "TODAY": "2026-11-21"}.items():
        monkeypatch.setenv(f"SECONDMENT_{name}", str(value))
    return folder


def test_a_good_folder_exits_0(folder: Path) -> None:
    """And says so in one line."""
    told = CliRunner().invoke(app, ["knowledge", "check"])

    assert (0, "0 errors, 0 notices\n") == (told.exit_code, told.output)


def test_an_error_exits_1_with_file_line_and_remedy(folder: Path) -> None:
    """What HR needs to mend it."""
    write_article(folder, "visa", topic="weather")
    told = CliRunner().invoke(app, ["knowledge", "check"])

    assert 1 == told.exit_code
    assert "error knowledge/immigration/visa.md:4 topic: 'weather' is not known" in told.output
    assert "→ see the format in knowledge/README.md" in told.output


def test_a_notice_exits_0(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A review that fell due must not stop a publish."""
    monkeypatch.setenv("SECONDMENT_TODAY", "2027-07-01")
    told = CliRunner().invoke(app, ["knowledge", "check"])

    assert 0 == told.exit_code
    assert "notice knowledge/immigration/visa.md" in told.output
    assert "0 errors, 5 notices" in told.output


def test_machines_get_the_same_as_json(folder: Path) -> None:
    """One object with the counts and each finding."""
    write_article(folder, "visa", facts=["F005"], related=["nowhere"])
    told = json.loads(CliRunner().invoke(app, ["knowledge", "check", "--json"]).output)

    assert (1, 0) == (told["errors"], told["notices"])
    assert {"level", "file", "line", "check", "what", "remedy"} == set(told["findings"][0])


def test_the_fact_table_is_written_anew(folder: Path) -> None:
    """After that the check of the facts is content."""
    write_article(folder, "extension", facts=["F777"])
    before = CliRunner().invoke(app, ["knowledge", "check"])
    CliRunner().invoke(app, ["knowledge", "facts"])

    assert 1 == before.exit_code
    assert "F777\textension\n" in (folder / "facts.tsv").read_text()


def test_rivals_are_told_for_each_article(folder: Path) -> None:
    """With `--rivals`: what comes up for its questions too, and which of them another article would take."""
    write_article(folder, "mentor", questions=["which embassy stamps my passport", *_EIGHT_ABOUT_GUIDES])
    write_article(folder, "visa", questions=["an embassy stamps my passport, which one", *_EIGHT_ABOUT_VISAS])
    told = json.loads(CliRunner().invoke(app, ["knowledge", "check", "--rivals", "--json"]).output)
    mentor = next(one for one in told["rivals"] if one["article"] == "mentor")

    assert 5 == len(told["rivals"])
    assert mentor["questions"] == mentor["asked"]
    assert "which embassy stamps my passport" in [risk["question"] for risk in mentor["at_risk"]]
    assert "visa" in [rival["article"] for rival in mentor["rivals"]]


def test_of_a_large_folder_every_question_is_asked_only_when_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else those the encoder has not learned from, and the report says how many they were."""
    monkeypatch.setattr(rivals, "ALL_OF", 10)
    some, every = (
        json.loads(CliRunner().invoke(app, ["knowledge", "check", "--rivals", "--json", *option]).output)["rivals"]
        for option in ([], ["--every"])
    )

    assert 0 < sum(one["asked"] for one in some) < sum(one["questions"] for one in some)
    assert all(one["asked"] == one["questions"] for one in every)


def test_without_the_option_no_rivals_are_told(folder: Path) -> None:
    """The report takes longer than the check."""
    assert "rivals" not in json.loads(CliRunner().invoke(app, ["knowledge", "check", "--json"]).output)


def test_all_questions_are_asked_for_rivals_only(folder: Path) -> None:
    """By itself the option would be ignored in silence."""
    assert 2 == CliRunner().invoke(app, ["knowledge", "check", "--every"]).exit_code


def test_rivals_that_cannot_be_told_are_not_told_as_none(folder: Path) -> None:
    """Articles with errors have no index."""
    write_article(folder, "visa", topic="weather")
    told = json.loads(CliRunner().invoke(app, ["knowledge", "check", "--rivals", "--json"]).stdout)

    assert told["rivals"] is None
