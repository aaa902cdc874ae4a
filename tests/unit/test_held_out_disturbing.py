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
    assert "who pays my a1 and whens my check in" == bare_lower_case("Who pays my A1, and when's my check-in?!", dice())


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
    assert disturbed(TEXT, {}) == disturbed(TEXT, {})


def test_the_disturbance_used_least_is_taken() -> None:
    """So that each is tried about equally often."""
    used = dict.fromkeys(DISTURBANCES, 2) | {"missing space": 1}

    assert "missing space" == disturbed(TEXT, used)[0]


def test_a_disturbance_that_changes_nothing_is_passed_over() -> None:
    """Small letters without marks, and no word that has another name elsewhere."""
    used = dict.fromkeys(DISTURBANCES, 1) | {"no marks, lower case": 0, "words of elsewhere": 0}
    kind, changed = disturbed("who pays", used)

    assert ("neighbouring key", True) == (kind, changed != "who pays")


def verdict(number: int, right: bool) -> Verdict:
    """A verdict on a question about benefits."""
    row = {"id": f"A{number}", "text": f"what do i gain from place {number}", "topic": "benefits", "style": "casual"}
    return Verdict("casual", right, row, "")


def test_every_third_message_is_put_again_if_it_was_right() -> None:
    """What was wrong before says nothing about disturbances."""
    heard = []

    def say(text: str, conversation: str) -> dict[str, Any]:
        heard.append((text, conversation))
        return {"text": "", "answer": {"kind": "knowledge", "article": "benefits-for-employee"}}

    asked = [verdict(number, right=number != EVERY) for number in range(3 * EVERY)]
    verdicts = stay_right(say, {"facts": [], "questions": asked, "own_record": []})

    assert ["disturbed-questions-A0", f"disturbed-questions-A{2 * EVERY}"] == [place for _, place in heard]
    assert not {text for text, _ in heard} & {one.asked["text"] for one in asked}
    assert [True, True] == [one.right for one in verdicts]


def test_what_is_done_to_a_message_does_not_depend_on_the_answers_to_others() -> None:
    """Two measurements of different quality put the same messages."""
    heard: list[str] = []

    def say(text: str, conversation: str) -> dict[str, Any]:
        heard.append(text)
        return {"text": "", "answer": {"kind": "fallback"}}

    for first_right in (True, False):
        asked = [verdict(0, first_right), *(verdict(number, right=True) for number in range(1, 3 * EVERY))]
        stay_right(say, {"facts": asked, "questions": [], "own_record": []})

    assert heard[1:3] == heard[3:]


def test_a_message_that_is_no_longer_understood_counts_as_wrong() -> None:
    """Judged by the same rule as before."""
    verdicts = stay_right(
        lambda *_: {"text": "", "answer": {"kind": "fallback"}},
        {"facts": [], "questions": [verdict(1, right=True)], "own_record": []},
    )

    assert [False] == [one.right for one in verdicts]
