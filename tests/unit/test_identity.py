"""Who is speaking: keys, assertions, tokens, buttons and conversation ids; whatever is not wholly right is refused."""

from __future__ import annotations

import time
from dataclasses import replace

import jwt
import pytest

from secondment.errors import IdentityError
from secondment.identity import (
    ASSERTION_LIFE_SECONDS,
    FORGET,
    Assertion,
    Choice,
    Person,
    conversation_id,
    derive_keys,
    epoch_id,
    epoch_of,
    hash_text,
    heard,
    issue_chat_token,
    personal_conversations,
    read_choice,
    sign_assertion,
    sign_choice,
    sign_forgetting,
    verify_assertion,
    verify_chat_token,
)

KEYS = derive_keys("a signing key for tests, of 32 characters and more")
OTHERS = derive_keys("another signing key, which the gateway does not have")
TOLD = Assertion(Person("E1", "hr"), "talk", "personal", "m1", hash_text("When does mine end?"), Choice("article", "a"))


def test_the_same_signing_key_gives_the_same_keys() -> None:
    """So that processes agree without being told."""
    again = derive_keys("a signing key for tests, of 32 characters and more")

    assert (KEYS.assertion_public_pem, KEYS.internal_secret) == (again.assertion_public_pem, again.internal_secret)


def test_no_two_derived_keys_are_alike() -> None:
    """None reveals another."""
    secrets = [KEYS.chat_secret, KEYS.conversation_secret, KEYS.button_secret]
    told = [secret.hex() for secret in secrets] + [KEYS.cookie_secret, KEYS.internal_secret]

    assert 5 == len(set(told))


def test_a_short_signing_key_is_refused() -> None:
    """At least 32 characters."""
    with pytest.raises(IdentityError):
        derive_keys("k" * 31)


def test_an_assertion_comes_back_as_it_was_signed() -> None:
    """Person, role, conversation, place, message, words and button."""
    assert TOLD == verify_assertion(sign_assertion(KEYS, TOLD), KEYS.assertion_public_pem)


def test_a_place_that_is_not_personal_counts_as_a_group() -> None:
    """The stricter of the two."""
    group = replace(TOLD, surface="group")

    assert "group" == verify_assertion(sign_assertion(KEYS, group), KEYS.assertion_public_pem).surface


@pytest.mark.parametrize("age", [-3600, ASSERTION_LIFE_SECONDS + 5])
def test_an_assertion_of_another_time_is_refused(age: int) -> None:
    """Too old, or from the future."""
    signed = sign_assertion(KEYS, TOLD, now=time.time() - age)

    with pytest.raises(IdentityError):
        verify_assertion(signed, KEYS.assertion_public_pem)


def claims(**changes: object) -> dict[str, object]:
    """Claims of a good assertion, some changed; None leaves one out."""
    now = int(time.time())
    told = {"iss": "secondment-gateway", "aud": "secondment-engine", "iat": now, "exp": now + 60, "sub": "E1"}
    told |= {"role": "employee", "conv": "c", "srf": "personal", "jti": "m", "txt": "t"}
    return {key: value for key, value in {**told, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [{"iss": "somebody"}, {"aud": "secondment-chat"}, {"role": "admin"}, {"sub": ""}]
    + [{key: None} for key in ("exp", "iat", "sub", "conv", "srf", "jti", "txt")],
)
def test_an_assertion_with_a_wrong_or_missing_claim_is_refused(changes: dict[str, object]) -> None:
    """Even when it is signed by our key."""
    signed = jwt.encode(claims(**changes), KEYS.assertion_private, algorithm="EdDSA")

    with pytest.raises(IdentityError):
        verify_assertion(signed, KEYS.assertion_public_pem)


def test_only_our_key_and_our_algorithm_count() -> None:
    """Another key, no algorithm, and the public key misused as a secret."""
    unsigned = jwt.encode(claims(), "", algorithm="none")
    for token in (sign_assertion(OTHERS, TOLD), unsigned, "no token", "", None, 7, b"bytes"):
        with pytest.raises(IdentityError):
            verify_assertion(token, KEYS.assertion_public_pem)


def test_a_chat_token_speaks_for_its_person() -> None:
    """With the role, until it expires."""
    person = Person("E1", "host_contact")

    assert person == verify_chat_token(KEYS, issue_chat_token(KEYS, person, 60))


@pytest.mark.parametrize(
    "token",
    [
        issue_chat_token(KEYS, Person("E1"), -1),
        issue_chat_token(OTHERS, Person("E1"), 60),
        jwt.encode({"sub": "E1", "aud": "secondment-chat"}, KEYS.chat_secret, algorithm="HS256"),
        jwt.encode({"sub": "E1", "aud": "elsewhere", "exp": time.time() + 60}, KEYS.chat_secret, algorithm="HS256"),
        jwt.encode({"sub": "E1", "aud": "secondment-chat", "exp": time.time() + 60}, "", algorithm="none"),
        "garbage",
    ],
    ids=["expired", "other key", "without end", "other audience", "unsigned", "garbage"],
)
def test_any_other_token_is_refused(token: str) -> None:
    """Expired, of another key or audience, unsigned."""
    with pytest.raises(IdentityError):
        verify_chat_token(KEYS, token)


def test_a_button_is_read_in_its_conversation_only() -> None:
    """Another conversation, another key, a changed body: it is only text."""
    payload = sign_choice(KEYS, Choice("article", "who-pays-salary"), "talk")

    assert Choice("article", "who-pays-salary") == read_choice(KEYS, payload, "talk")
    assert [None] * 4 == [
        read_choice(KEYS, payload, "another talk"),
        read_choice(OTHERS, payload, "talk"),
        read_choice(KEYS, "~" + "A" + payload[2:], "talk"),
        read_choice(KEYS, "When does mine end?", "talk"),
    ]


def test_a_conversation_id_depends_on_every_part() -> None:
    """Provider, tenant, person and place; it cannot be guessed without the key, nor made by shifting parts."""
    parts = ("web", "t", "E1", "personal")
    others = [("slack", "t", "E1", "personal"), ("web", "u", "E1", "personal"), ("web", "t", "E2", "personal")]
    others += [("web", "t", "E1", "group"), ("webt", "", "E1", "personal"), ("web", "tE1", "", "personal")]
    ids = {conversation_id(KEYS, *told) for told in [parts, *others]} | {conversation_id(OTHERS, *parts)}

    assert (8, conversation_id(KEYS, *parts)) == (len(ids), conversation_id(KEYS, *parts))


def test_all_conversations_of_an_epoch_begin_alike() -> None:
    """Those of web page and API, of each epoch; by the beginning they are forgotten together."""
    epochs = {epoch_id(KEYS, "default", "E1", epoch) for epoch in range(3)}
    talks = personal_conversations(KEYS, "E1", {"personal": 2})
    begun = [talk for talk in talks if epoch_of(talk) in epochs]

    assert (8, epochs) == (len(begun), {epoch_of(talk) for talk in begun})


def test_ids_of_before_there_were_epochs_are_known_too() -> None:
    """What was stored under them is erased with the rest."""
    talks = personal_conversations(KEYS, "E1", {"personal": 2})
    begun = [talk for talk in talks if len(talk) > 40]

    assert {talk[-40:] for talk in begun} == talks - set(begun)


def test_an_epoch_depends_on_every_part() -> None:
    """Tenant, person, number and key."""
    others = [(KEYS, "u", "E1", 1), (KEYS, "t", "E2", 1), (KEYS, "t", "E1", 2), (OTHERS, "t", "E1", 1)]

    assert 5 == len({epoch_id(*told) for told in [(KEYS, "t", "E1", 1), *others]})


def test_a_wish_to_forget_is_signed_as_messages_are() -> None:
    """By the same key, for the same time; its choice is one that no button has."""
    token, text = sign_forgetting(KEYS, Person("E1"), "epoch")
    told = verify_assertion(token, KEYS.assertion_public_pem)

    assert (Person("E1"), "epoch", FORGET, hash_text(text)) == (
        told.person,
        told.conversation,
        told.choice,
        told.text_hash,
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('/my_secondment{"employee_number": "E2"}', 'my_secondment{"employee_number": "E2"}'),
        (" \u200b//restart", "restart"),
        ("EXTERNAL: reminder", "reminder"),
        ("/EXTERNAL: /external: do it", "do it"),
        ("/", "?"),
        ("", "?"),
        ("and/or", "and/or"),
    ],
)
def test_typed_commands_are_only_words(typed: str, words: str) -> None:
    """Never a command, never empty, and the same when done twice."""
    assert (words, words) == (heard(typed), heard(heard(typed)))
