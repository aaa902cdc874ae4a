"""How much is held out: numbers that were promised, so that no set shrinks unnoticed."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.inner_servers import ROOT
from tests.nlu.disturb import DISTURBANCES
from tests.nlu.floors import DISTURBED_BY, SCRIPTED_BY
from tests.nlu.held_out import SETS, rows
from tests.nlu.scripted import PHENOMENA, conversations

MESSAGES = 1500
LONG_ONES = 60
STYLES = ("plain", "keyword", "nonnative", "casual", "verbose", "typo", "hr", "manager")
EACH_STYLE = 60
CONVERSATIONS = 120
TURNS = range(3, 9)
PROMISED = (
    "ellipsis",
    "correction",
    "switch and return",
    "two questions",
    "negation",
    "pronouns",
    "general to own and back",
    "none of these",
    "small talk in between",
    "anger",
    "thanks",
)


def test_there_are_enough_first_messages() -> None:
    """All sets together; what is said later in a conversation is not counted."""
    assert MESSAGES <= sum(len(rows(name)) for name in SETS)


@pytest.mark.parametrize("style", STYLES)
def test_people_write_in_every_style(style: str) -> None:
    """Many messages of each, so that its share means something."""
    assert EACH_STYLE <= sum(row.get("style") == style for name in SETS for row in rows(name))


def test_there_are_enough_long_stories_and_dictated_messages() -> None:
    """The stories are 100 to 250 words long, what is dictated has no marks and goes on and on."""
    told = rows("stories")
    dictated = [row["text"] for row in told if row["style"] == "voice"]

    assert LONG_ONES <= len(told)
    assert {"story", "voice"} == {row["style"] for row in told}
    assert 50 <= min(len(text.split()) for text in dictated)
    assert [] == [text for text in dictated if any(mark in text for mark in ".,;:?!")]


def test_no_identifier_is_given_twice() -> None:
    """A miss is told by its identifier alone, whichever set or conversation it is of."""
    sets = (path.stem for path in (ROOT / "tests" / "nlu").glob("*.jsonl"))
    given = Counter([row["id"] for name in sets for row in rows(name)] + [one["id"] for one in conversations()])

    assert [] == [identifier for identifier, times in given.items() if times > 1]


def test_there_are_enough_conversations() -> None:
    """Each of several turns, and none so long that nobody would write it."""
    held = conversations()

    assert CONVERSATIONS <= len(held)
    assert [] == [one["id"] for one in held if len(one["turns"]) not in TURNS]


@pytest.mark.parametrize("phenomenon", PROMISED)
def test_every_phenomenon_that_was_promised_is_held(phenomenon: str) -> None:
    """By conversations that were written for it."""
    about = Counter(one["about"] for one in conversations())

    assert all(about[name] for name in PHENOMENA[phenomenon])


def test_every_conversation_belongs_to_one_phenomenon() -> None:
    """Else its turns would be under no floor but the common one."""
    known = [name for names in PHENOMENA.values() for name in names]

    assert sorted(known) == sorted({one["about"] for one in conversations()})


def test_everything_that_is_told_apart_has_a_floor() -> None:
    """Phenomena and disturbances."""
    assert list(PHENOMENA) == list(SCRIPTED_BY)
    assert list(DISTURBANCES) == list(DISTURBED_BY)
