"""What is held out is not taught: no message of some length stands among the examples, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from secondment.knowledge.article import read_folder
from tests.inner_servers import ROOT
from tests.nlu.held_out import SETS, rows
from tests.nlu.scripted import conversations

FREE_WORDS = 4  # "my extension" and "hello there" are said by everybody
_ENTITY = re.compile(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})")


def plain(text: str) -> str:
    """The words of a text, whatever the case and the marks between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def taught() -> Iterator[str]:
    """Every example of the engine, and every question of the articles."""
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (_ENTITY.sub(r"\1", line[2:]) for line in intent["examples"].splitlines())
    for article in read_folder(ROOT / "knowledge"):
        yield from (article.title, *article.questions, *article.asked)


@pytest.mark.parametrize("name", [*SETS, "conversation_moves", "scripted"])
def test_no_held_out_message_is_an_example(name: str) -> None:
    """Else the sets would measure memory and not understanding."""
    known = {plain(text) for text in taught()}
    turns = [turn["user"] for one in conversations() for turn in one["turns"]]
    held_out = turns if name == "scripted" else [row["text"] for row in rows(name)]

    assert len(known) > 1000
    assert [] == [text for text in held_out if len(plain(text).split()) > FREE_WORDS and plain(text) in known]
