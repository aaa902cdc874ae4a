"""What the disturbances make of a message, and which messages they are put to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from tests.nlu.disturb import (
    DISTURBANCES,
    SETS,
    bare_lower_case,
    disturbed,
    missing_space,
    neighbouring_key,
    stay_right,
    swapped_letters,
    words_of_elsewhere,
)
from tests.nlu.held_out import Verdict, say_at_once

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
        ("a public holiday", "a bank holiday"),
        ("recognised by my neighbours", "recognized by my neighbors"),
    ],
)
def test_words_of_another_country_stand_for_ours(said: str, elsewhere: str) -> None:
    """Whole words only, the longest first."""
    assert elsewhere == words_of_elsewhere(said, dice())


def test_a_message_is_disturbed_alike_in_every_run() -> None:
    """Else a share would move without anything having changed."""
    assert disturbed(TEXT) == disturbed(TEXT)


def test_a_message_is_put_in_all_five_disturbances() -> None:
    """Slips of two kinds, spaces, marks and words of elsewhere, each for itself."""
    changed = disturbed(TEXT)

    assert list(DISTURBANCES) == list(changed)
    assert 5 == len(set(changed.values()) - {TEXT})


def test_a_disturbance_that_changes_nothing_is_left_out() -> None:
    """Small letters without marks, and no word that has another name elsewhere."""
    assert ["neighbouring key", "swapped letters", "missing space"] == list(disturbed("who covers expenses"))


def test_the_same_letter_twice_cannot_be_swapped() -> None:
    """Such a message is not counted as one that stayed right."""
    assert "swapped letters" not in disturbed("week off")


def verdict(number: int, right: bool) -> Verdict:
    """A verdict on a question about benefits."""
    row = {"id": f"A{number}", "text": f"what do i gain from place {number}", "topic": "benefits", "style": "casual"}
    return Verdict("casual", right, row, "")


def found(asked: Sequence[Verdict]) -> dict[str, Sequence[Verdict]]:
    """What was found, where only one set holds messages."""
    return {**dict.fromkeys(SETS, ()), "questions_2": asked}


def answering(kind: str, **answer: Any) -> dict[str, Any]:
    """A message as the chat API gives it."""
    return {"text": "", "answer": {"kind": kind, **answer}}


def test_every_message_that_was_right_is_put_again_in_every_disturbance() -> None:
    """Each in a conversation of its own; what was wrong before says nothing about disturbances."""
    heard = {}

    def say(text: str, conversation: str) -> dict[str, Any]:
        heard[conversation] = text
        return answering("knowledge", article="benefits-for-employee")

    stay_right(say, found([verdict(1, right=True), verdict(2, right=False), verdict(3, right=True)]))

    assert heard == {
        f"disturbed-{kind}-questions_2-A{number}": text
        for number in (1, 3)
        for kind, text in disturbed(f"what do i gain from place {number}").items()
    }


def test_a_verdict_tells_the_disturbance_and_the_disturbed_words() -> None:
    """So that a table can be made by disturbance, and a miss be read."""
    verdicts = stay_right(lambda *_: answering("knowledge", article="benefits-for-employee"), found([verdict(1, True)]))
    changed = disturbed("what do i gain from place 1")

    assert list(changed.items()) == [(one.group, one.asked["text"]) for one in verdicts]
    assert all(one.right for one in verdicts)


def test_a_message_that_is_no_longer_understood_counts_as_wrong() -> None:
    """Judged by the same rule as before."""
    verdicts = stay_right(lambda *_: answering("fallback"), found([verdict(1, right=True)]))

    assert {False} == {one.right for one in verdicts}


def test_answers_come_back_in_the_order_of_the_messages() -> None:
    """Whichever conversation is answered first."""

    def say(text: str, conversation: str) -> dict[str, Any]:
        time.sleep(0.02 if text == "0" else 0)
        return {"text": text, "conversation": conversation}

    told = say_at_once(say, [(str(number), f"talk {number}") for number in range(20)])

    assert [{"text": str(number), "conversation": f"talk {number}"} for number in range(20)] == told
