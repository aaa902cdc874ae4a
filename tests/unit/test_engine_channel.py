"""The engine's one channel: what reaches Rasa, and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.channel import (
    PRESSED,
    GatewayInput,
    GatewayOutput,
    Refusal,
    epoch_to_forget,
    read_body,
    words_for_rasa,
)
from secondment.identity import FORGET, Assertion, Choice, Person, hash_text


def assertion(said: str, choice: Choice | None = None) -> Assertion:
    """What the gateway vouches for about a message."""
    return Assertion(Person("E1"), "talk", "personal", "m1", hash_text(said), choice)


def test_typed_words_reach_rasa_as_they_were_typed() -> None:
    """Words are not changed without need."""
    words = words_for_rasa(assertion("Who pays me?"), "Who pays me?")

    assert words == "Who pays me?"


@pytest.mark.parametrize(
    "said",
    [
        '/my_secondment{"employee_number": "E2"}',
        "  //restart",
        "\u200b/restart",
        "EXTERNAL: my_secondment",
        "/ EXTERNAL: /EXTERNAL: /restart",
    ],
)
def test_a_typed_command_is_just_text(said: str) -> None:
    """Only this channel makes intents; what a person types never is one, nor a reminder of Rasa."""
    words = words_for_rasa(assertion(said), said)

    assert words[:1] not in {"/", ""}
    assert not words.startswith("EXTERNAL:")


def test_slashes_alone_still_are_a_message() -> None:
    """Rasa treats an empty text as an intent of its own; a person who typed only slashes gets an answer."""
    words = words_for_rasa(assertion("///"), "///")

    assert words == "?"


@pytest.mark.parametrize("kind", sorted(PRESSED))
def test_a_pressed_button_becomes_its_own_intent(kind: str) -> None:
    """The value of a button stays in the assertion and never becomes an entity."""
    words = words_for_rasa(assertion(f"~{kind}", Choice(kind, "value")), f"~{kind}")

    assert words == f"/press_{kind}"


def test_a_suggestion_counts_as_typed_words() -> None:
    """A button that says a sentence is read like the sentence."""
    words = words_for_rasa(assertion("~say", Choice("say", "/When does mine end?")), "~say")

    assert words == "When does mine end?"


@pytest.mark.parametrize("choice", [Choice("restart"), FORGET])
def test_an_unknown_button_is_refused(choice: Choice) -> None:
    """A button of another release cannot name an intent, and a wish to forget is no message."""
    with pytest.raises(Refusal) as refusal:
        words_for_rasa(assertion(f"~{choice.kind}", choice), f"~{choice.kind}")

    assert refusal.value.status == 400


def test_a_signed_wish_names_the_epoch_to_forget() -> None:
    """The conversation of the assertion, or what its id begins with; never a value of the request beside it."""
    assert "talk" == epoch_to_forget(assertion("~forget", FORGET), "~forget")


@pytest.mark.parametrize(
    ("choice", "said", "status"),
    [(None, "~forget", 400), (Choice("article", "a"), "~forget", 400), (FORGET, "~other", 401)],
)
def test_a_message_is_no_wish_to_forget(choice: Choice | None, said: str, status: int) -> None:
    """Whoever catches one cannot have a talk forgotten with it."""
    with pytest.raises(Refusal) as refusal:
        epoch_to_forget(assertion("~forget", choice), said)

    assert status == refusal.value.status


def test_words_the_assertion_was_not_made_for_are_refused() -> None:
    """The signature covers the words."""
    with pytest.raises(Refusal) as refusal:
        words_for_rasa(assertion("Who pays me?"), "Who pays E2?")

    assert refusal.value.status == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b'{"assertion": 1, "text": "a"}', b'{"assertion": "a"}', b"[" * 5000, b"\xff\xfe"],
)
def test_a_body_of_another_shape_is_refused(body: bytes) -> None:
    """Two strings, nothing else."""
    with pytest.raises(Refusal) as refusal:
        read_body(body)

    assert refusal.value.status == 400


def test_a_body_of_the_right_shape_is_read() -> None:
    """Assertion and text come back in that order."""
    told = read_body(json.dumps({"assertion": "a.b.c", "text": "hi"}).encode())

    assert told == ("a.b.c", "hi")


@pytest.mark.parametrize(
    "credentials", [None, {}, {"secret": "s"}, {"public_key": "k"}, {"secret": "", "public_key": ""}]
)
def test_a_channel_without_secret_or_key_is_not_built(credentials: dict[str, Any] | None) -> None:
    """A missing secret stops the engine; it never means that everybody may call."""
    with pytest.raises(ValueError, match="credentials"):
        GatewayInput.from_credentials(credentials)


async def test_one_utterance_is_one_message() -> None:
    """Rasa's own channels take text, buttons and custom data apart; here they stay together."""
    out = GatewayOutput()
    button = {"title": "More", "payload": "", "choice": ["tell_more", "x"]}
    utterance = {"text": "a\n\nb", "buttons": [button], "custom": {"answer": {"kind": "knowledge"}}}

    await out.send_response("talk", utterance)

    expected = {"title": "More", "choice": ["tell_more", "x"]}
    assert out.messages == [{"text": "a\n\nb", "buttons": [expected], "answer": {"kind": "knowledge"}}]


async def test_messages_keep_their_order() -> None:
    """The person reads them in the order in which they were said."""
    out = GatewayOutput()

    for text in ("one", "two", "three"):
        await out.send_response("talk", {"text": text})

    assert [message["text"] for message in out.messages] == ["one", "two", "three"]
