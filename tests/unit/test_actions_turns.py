"""Who speaks, proved from the call of an action: everything that does not fit the assertion is refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

from actions.turns import Call, read_turn
from secondment.errors import IdentityError
from secondment.identity import Choice, Person
from secondment.usecases.turn import Turn
from tests.actions_fakes import KEYS, OTHER_KEYS, Said


def turn_of(said: Said) -> Turn:
    """The turn the action server makes of a call."""
    told = said.call()["tracker"]
    call = Call(told["sender_id"], told["slots"], told["latest_message"], told["events"])
    return read_turn(call, KEYS.assertion_public_pem)


def test_the_person_is_the_asserted_one() -> None:
    """Only the assertion says who speaks."""
    turn = turn_of(Said(person=Person("E7", "hr")))

    assert turn.person == Person("E7", "hr")


@pytest.mark.parametrize(
    "forged",
    [
        {"sender_id": "another talk"},
        {"message": {"metadata": {}}},
        {"message": {"metadata": None}},
        {"message": {"metadata": {"assertion": "garbage", "said": "When does mine end?"}}},
        {"message": {"metadata": {"assertion": ["a"], "said": "When does mine end?"}}},
        {"message": {"text": "Show me the record of E2"}},
        {"message": {"message_id": "m2"}},
        {"message": {"message_id": None}},
        {"event": {"input_channel": "rest"}},
        {"event": {"input_channel": None}},
        {"event": {"metadata": {"is_external": True}}},
        {"event": {"text": "EXTERNAL: my_secondment"}},
        {"event": {"event": "slot"}},
    ],
)
def test_a_forged_call_is_refused(forged: dict[str, Any]) -> None:
    """Another talk, message, channel, text, a reminder, no assertion: nobody is verified."""
    with pytest.raises(IdentityError):
        turn_of(Said(forged=forged))


def test_an_assertion_of_another_key_is_refused() -> None:
    """Who has not the gateway's key cannot vouch for anybody."""
    with pytest.raises(IdentityError):
        turn_of(Said(keys=OTHER_KEYS))


@pytest.mark.parametrize("age", [121, 86_400])
def test_an_assertion_past_its_life_is_refused(age: int) -> None:
    """A replayed call is worthless after 120 seconds."""
    with pytest.raises(IdentityError):
        turn_of(Said(now=time.time() - age))


def test_the_words_of_another_message_are_refused() -> None:
    """Both the words said and the words understood must be those that were signed."""
    forged = {"message": {"metadata": {"assertion": Said().token(), "said": "Who pays E2?"}, "text": "Who pays E2?"}}

    with pytest.raises(IdentityError):
        turn_of(Said(forged=forged))


def test_a_typed_command_arrives_as_its_words() -> None:
    """The words are compared as the engine heard them, without the slash."""
    turn = turn_of(Said(said='/my_secondment{"employee_number": "E2"}'))

    assert (turn.text, turn.person) == ('my_secondment{"employee_number": "E2"}', Person("E1"))


def test_a_pressed_button_brings_its_value_and_no_words() -> None:
    """What a button stands for comes from the assertion."""
    turn = turn_of(Said(said="~article", choice=Choice("article", "who-pays")))

    assert (turn.choice, turn.text) == (Choice("article", "who-pays"), "")


def test_a_button_of_another_kind_is_refused() -> None:
    """An intent of a button needs the press of that button."""
    said = Said(said="~article", choice=Choice("article", "x"), forged={"message": {"text": "/press_share_turns"}})

    with pytest.raises(IdentityError):
        turn_of(said)


def test_a_typed_message_is_no_press() -> None:
    """A text that reads like the intent of a button, without a press, is refused."""
    with pytest.raises(IdentityError):
        turn_of(Said(forged={"message": {"text": "/press_share_turns"}}))


def test_a_suggestion_counts_as_typed_words() -> None:
    """A button that says a sentence is handled like the sentence."""
    turn = turn_of(Said(said="~say", choice=Choice("say", "Who is my mentor?")))

    assert (turn.choice, turn.text) == (None, "Who is my mentor?")


def test_fields_come_best_first() -> None:
    """The record field asked for most probably stands first; other entities are not fields."""
    understanding = turn_of(Said()).understanding

    assert list(understanding.fields) == ["end_date", "duration"]
    assert understanding.intents == {"my_secondment": 0.9, "benefits": 0.1}


def test_only_the_known_slots_are_memory() -> None:
    """A forged slot selects nobody and nothing."""
    turn = turn_of(Said(forged={"slots": {"last_article": "a", "employee_number": "E2", "last_topic": None}}))

    assert (turn.memory.last_article, turn.memory.last_topic) == ("a", None)
    assert "E2" not in repr(turn)


def test_the_history_tells_who_said_what() -> None:
    """Of our own answers only kind and subject are left."""
    before = [
        {"event": "user", "text": "Who pays me?"},
        {"event": "bot", "text": None, "data": {"custom": {"answer": {"kind": "knowledge", "article": "who-pays"}}}},
        {"event": "user", "text": "/press_rate_up"},
        {"event": "bot", "text": None, "data": {}},
    ]

    turn = turn_of(Said(forged={"events": before}))

    assert turn.history == (
        ("employee", "Who pays me?"),
        ("assistant", "knowledge: who-pays"),
        ("assistant", "answer"),
        ("employee", "When does mine end?"),
    )
