"""What is held out is not taught: no message of some length stands among the examples, word for word or nearly so."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from secondment.cli.knowledge_tune import validation_of
from secondment.knowledge.article import read_folder
from secondment.knowledge.examples import examples_in
from secondment.knowledge.follow_ups import FILE
from secondment.knowledge.validation import FOLDER
from tests.inner_servers import ROOT
from tests.nlu.held_out import rows
from tests.nlu.scripted import conversations

FREE_WORDS = 4  # "my extension" and "hello there" are said by everybody
LONG_ENOUGH_WORDS = 6  # shorter ones are alike by chance
NEARLY_THE_SAME = 92  # of 100, the words in any order: one short word more, or one typing error
# whatever lies here is held out, a set that no test reads yet as well
TESTS = (*sorted(path.stem for path in (ROOT / "tests" / "nlu").glob("*.jsonl")), "scripted")
VALIDATION = "validation"
ALL_SETS = (*TESTS, VALIDATION)


@dataclass(frozen=True)
class Text:
    """A message or an example: where it stands, and its words, whatever the case and the marks between them.

    The text itself is told of examples only: who mends them must not come to know the held-out messages.
    """

    place: str
    words: tuple[str, ...]
    told: str = ""

    @property
    def in_order(self) -> str:
        """The words as they were said."""
        return " ".join(self.words)

    @property
    def sorted(self) -> str:
        """The words by the alphabet."""
        return " ".join(sorted(self.words))


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(re.findall(r"\w+", text.lower()))


def examples() -> Iterator[tuple[str, str]]:
    """Every example of the engine and every question of the articles, with where it stands."""
    yield from ((str(one.file.relative_to(ROOT)), one.text) for one in examples_in(ROOT / "data" / "nlu"))
    for article in read_folder(ROOT / "knowledge"):
        place = f"knowledge/{article.topic}/{article.id}"
        yield from ((place, text) for text in (article.title, *article.questions, *article.asked))


@cache
def taught() -> tuple[Text, ...]:
    """All examples."""
    return tuple(Text(place, words(text), text) for place, text in examples())


def held_out(name: str) -> tuple[Text, ...]:
    """The messages of a set, the turns of the scripted conversations, or what thresholds are chosen on."""
    if name == VALIDATION:
        asked = (*validation_of(ROOT / "knowledge").texts, *follow_ups())
        return tuple(Text(f"{name} {number}", words(text), text) for number, text in enumerate(asked))
    if name == "scripted":
        turns = [
            (f"{one['id']}-{n}", turn["user"]) for one in conversations() for n, turn in enumerate(one["turns"], 1)
        ]
        return tuple(Text(f"{name} {place}", words(text)) for place, text in turns)
    return tuple(Text(f"{name} {row['id']}", words(row["text"])) for row in rows(name))


def follow_ups() -> list[str]:
    """What following is fitted on: messages that go on from something told."""
    lines = (ROOT / "knowledge" / FOLDER / FILE).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def near(messages: tuple[Text, ...], known: tuple[Text, ...], least: int = NEARLY_THE_SAME) -> list[str]:
    """The pairs of a message and an example that say nearly the same: how nearly, which message, which example."""
    asked = [one for one in messages if len(one.words) >= LONG_ENOUGH_WORDS]
    known = tuple(one for one in known if len(one.words) >= LONG_ENOUGH_WORDS)
    scores = process.cdist(
        [one.sorted for one in asked],
        [one.sorted for one in known],
        scorer=fuzz.ratio,
        score_cutoff=least,
        dtype=np.uint8,
        workers=-1,
    )
    pairs = zip(*np.nonzero(scores))
    return [f"{scores[i, j]} {asked[i].place} ~ {known[j].place}: {known[j].told}" for i, j in pairs]


@pytest.mark.parametrize("name", ALL_SETS)
def test_no_held_out_message_is_an_example(name: str) -> None:
    """Else the sets would measure memory and not understanding."""
    known = {one.in_order: one for one in taught()}
    same = [one for one in held_out(name) if len(one.words) > FREE_WORDS and one.in_order in known]

    assert len(known) > 1000
    assert [] == [f"{one.place} = {known[one.in_order].place}: {known[one.in_order].told}" for one in same]


@pytest.mark.parametrize("name", ALL_SETS)
def test_no_held_out_message_is_nearly_an_example(name: str) -> None:
    """A changed word or order is no other message; the example goes, never the held-out message."""
    assert [] == near(held_out(name), taught())


def test_no_message_stands_in_two_sets() -> None:
    """Whatever the case and the marks: it would count twice, and a set written later would not be new."""
    told = {(one.in_order, name) for name in TESTS for one in held_out(name) if len(one.words) > FREE_WORDS}
    sets = Counter(text for text, _ in told)
    twice = {text for text, count in sets.items() if count > 1}

    assert [] == [one.place for name in TESTS for one in held_out(name) if one.in_order in twice]


def test_what_thresholds_are_chosen_on_is_in_no_test() -> None:
    """Else they would be chosen to pass it."""
    chosen_on, tested = held_out(VALIDATION), tuple(one for name in TESTS for one in held_out(name))
    known = {one.in_order for one in tested}

    assert [] == [one.place for one in chosen_on if len(one.words) > FREE_WORDS and one.in_order in known]
    assert [] == near(tested, chosen_on)


def test_a_changed_word_or_order_is_noticed_and_another_question_is_not() -> None:
    """What the check goes by, on sentences of our own."""
    known = (Text("data/x.yml", words("Who pays for my flight home at Christmas?"), "Who pays …?"),)
    said = (
        "at christmas who pays for my flight home",
        "who pays for my flights home at christmas",
        "who is my host boss",
    )
    messages = tuple(Text(f"m{n}", words(text)) for n, text in enumerate(said))

    assert ["m0", "m1"] == [pair.split()[1] for pair in near(messages, known)]
