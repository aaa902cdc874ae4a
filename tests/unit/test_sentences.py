"""The fixed sentences: filled places, and an error at once for what is missing or told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondment.errors import KnowledgeError
from secondment.sentences import Sentences, load_sentences
from tests.builders import the_sentences


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of sentences."""
    (tmp_path / "one.yml").write_text('hello: "Hello {name}."\n', encoding="utf-8")
    (tmp_path / "two.yml").write_text('bye: " Good bye. "\nempty:\n', encoding="utf-8")
    return tmp_path


def test_all_files_are_read_and_blanks_around_taken_off(folder: Path) -> None:
    """One set of sentences."""
    sentences = load_sentences(folder)

    assert ("Hello Edda.", "Good bye.") == (sentences.say("hello", name="Edda"), sentences.say("bye"))
    assert {"hello", "bye", "empty"} == sentences.keys()


def test_the_places_of_a_sentence_are_known() -> None:
    """By name."""
    assert {"name", "end"} == Sentences({"a": "{name} ends {end}, {name}."}).places("a")


@pytest.mark.parametrize(("key", "places"), [("hallo", {"name": "Edda"}), ("hello", {}), ("hello", {"nam": "Edda"})])
def test_an_unknown_key_or_an_unfilled_place_is_an_error(folder: Path, key: str, places: dict[str, str]) -> None:
    """Never an empty answer."""
    with pytest.raises(KnowledgeError):
        load_sentences(folder).say(key, **places)


def test_two_sentences_of_one_key_are_an_error(folder: Path) -> None:
    """The file is named."""
    (folder / "three.yml").write_text("bye: Again.\n", encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"two\.yml.*bye"):
        load_sentences(folder)


def test_a_folder_without_sentences_is_an_error(tmp_path: Path) -> None:
    """A wrong path is noticed at once."""
    with pytest.raises(KnowledgeError):
        load_sentences(tmp_path)


def test_the_shipped_sentences_are_whole() -> None:
    """None is empty, none has markup of a door."""
    sentences = the_sentences()
    keys = sorted(sentences.keys())
    told = {key: sentences.say(key, **dict.fromkeys(sentences.places(key), "x")) for key in keys}

    assert [] == [key for key, text in told.items() if not text.strip() or "<" in text or "**" in text]
