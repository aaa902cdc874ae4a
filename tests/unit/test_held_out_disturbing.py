"""What the disturbances make of a message, and which messages they are put to."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.nlu.disturb import (
    DISTURBANCES,
    EVERY,
    bare_lower_case,
    disturbed,
    missing_space,
    neighbouring_key,
    stay_right,
    swapped_letters,
    words_of_elsewhere,
)
from tests.nlu.held_out import Verdict

TEXT = "Who approves my holidays while I'm with the host organisation?"


def dice() -> Random:
    """The same throws each time."""
    return Random(4)


def test_a_neighbouring_key_changes_one_letter() -> None:
    """The length stays, and a message of ten words has one slip."""
    changed = neighbouring_key(TEXT, dice())

    assert len(TEXT) == len(changed)
    assert 1 == sum(one != other for one, other in zip(TEXT, changed))


def test_swapped_letters_are_the_same_letters() -> None:
    """In another order, inside a word."""
    changed = swapped_letters("Please extend my placement", dice())

    assert changed != "Please extend my placement"
    assert sorted("Please extend my placement") == sorted(changed)


def test_a_missing_space_leaves_every_letter() -> None:
    """Two words run together."""
    changed = missing_space(TEXT, dice())

    assert TEXT.replace(" ", "") == changed.replace(" ", "")
    assert TEXT.count(" ") - 1 == changed.count(" ")


def test_longer_messages_have_more_slips() -> None:
    """One in ten words."""
    text = " ".join(["extension"] * 30)

    assert 3 == text.count(" ") - missing_space(text, dice()).count(" ")


def test_nothing_but_words_is_left_of_a_message_in_lower_case() -> None:
    """No capitals, no marks."""
    assert "who pays my a1 and whens that" == bare_lower_case("Who pays my A1, and when's that?!", dice())


@pytest.mark.parametrize(
    ("said", "elsewhere"),
    [
        ("my home organisation", "my parent organisation"),
        ("Organisation of labour law", "organization of labor law"),
        ("my annual leave", "my vacation"),
        ("secondary school", "secondary school"),
        ("hostel", "hostel"),
    ],
)
def test_words_of_another_country_stand_for_ours(said: str, elsewhere: str) -> None:
    """Whole words only, the longest first."""
    assert elsewhere == words_of_elsewhere(said, dice())


def test_a_message_is_disturbed_alike_in_every_run() -> None:
    """Else a share would move without anything having changed."""
    assert [disturbed(TEXT, turn) for turn in range(5)] == [disturbed(TEXT, turn) for turn in range(5)]


def test_the_disturbances_take_turns() -> None:
    """As long as each finds something to change."""
    assert list(DISTURBANCES) == [disturbed(TEXT, turn)[0] for turn in range(5)]


def test_a_disturbance_that_finds_nothing_leaves_its_turn_to_the_next() -> None:
    """A message without a word that differs elsewhere gets a slip of the thumb instead."""
    kind, changed = disturbed("who pays", 4)

    assert ("neighbouring key", True) == (kind, changed != "who pays")


def verdict(number: int, right: bool) -> Verdict:
    """A verdict on a question about benefits."""
    row = {"id": f"A{number}", "text": f"what do i gain from place {number}", "topic": "benefits", "style": "casual"}
    return Verdict("casual", right, row, "")


def test_every_third_rightly_answered_message_is_put_again() -> None:
    """What was wrong before says nothing about disturbances."""
    heard = []

    def say(text: str, conversation: str) -> dict[str, Any]:
        heard.append((text, conversation))
        return {"text": "", "answer": {"kind": "knowledge", "article": "benefits-for-employee"}}

    asked = [verdict(number, number % 2 == 0) for number in range(12)]
    verdicts = stay_right(say, {"facts": [], "questions": asked, "own_record": []})

    assert ["disturbed-questions-A0", f"disturbed-questions-A{2 * EVERY}"] == [place for _, place in heard]
    assert not {text for text, _ in heard} & {one.asked["text"] for one in asked}
    assert [True, True] == [one.right for one in verdicts]


def test_a_message_that_is_no_longer_understood_counts_as_wrong() -> None:
    """Judged by the same rule as before."""
    verdicts = stay_right(
        lambda *_: {"text": "", "answer": {"kind": "fallback"}},
        {"facts": [], "questions": [verdict(1, True)], "own_record": []},
    )

    assert [False] == [one.right for one in verdicts]
