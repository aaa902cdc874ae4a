"""Who is speaking, proved from the door to the record.

The gateway signs every message it passes on (Ed25519, 120 seconds); engine and actions check the signature. Nothing
else (text, slot, entity, button, client metadata) may select whose record is read. Runs on Python 3.10 and 3.13.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from secondment.errors import IdentityError

Role = Literal["employee", "hr", "host_contact"]
Surface = Literal["personal", "group"]

ASSERTION_LIFE_SECONDS = 120
_EPOCH_DIGITS = 24
_ISSUER = "secondment-gateway"
_AUDIENCE = "secondment-engine"
_CHAT_AUDIENCE = "secondment-chat"
_MARK = "~"
_REMINDER = re.compile(r"^(?:[\s/]*EXTERNAL:)+", re.IGNORECASE)  # how Rasa marks what no person said


@dataclass(frozen=True)
class Person:
    """A verified person. Only this module's checks make one; whoever holds one may read that person's own record."""

    employee_number: str
    role: Role = "employee"


@dataclass(frozen=True)
class Choice:
    """What a pressed button stands for: `kind` names the goal, `value` its argument (an article id, a case number)."""

    kind: str
    value: str = ""


FORGET = Choice("forget")  # no button stands for it: only the gateway and `people erase` wish it, for a whole epoch


@dataclass(frozen=True)
class Assertion:
    """What the gateway vouches for about one message."""

    person: Person
    conversation: str
    surface: Surface
    message_id: str
    text_hash: str
    choice: Choice | None = None


@dataclass(frozen=True)
class Keys:
    """All keys, derived from the one signing key; none of them reveals another."""

    assertion_private: Ed25519PrivateKey
    assertion_public_pem: str
    chat_secret: bytes
    conversation_secret: bytes
    button_secret: bytes
    cookie_secret: str
    content_secret: bytes
    internal_secret: str


def derive_keys(signing_key: str) -> Keys:
    """Derive every key of the product from the signing key (at least 32 characters; RFC 5869, HKDF-SHA256)."""
    if len(signing_key) < 32:
        raise IdentityError("the signing key must have at least 32 characters")

    def part(name: str) -> bytes:
        return HKDF(hashes.SHA256(), 32, b"secondment/1", name.encode()).derive(signing_key.encode())

    private = Ed25519PrivateKey.from_private_bytes(part("assertion"))
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Keys(
        assertion_private=private,
        assertion_public_pem=public.decode(),
        chat_secret=part("chat"),
        conversation_secret=part("conversation"),
        button_secret=part("button"),
        cookie_secret=part("cookie").hex(),
        content_secret=part("content"),
        internal_secret=part("internal").hex(),
    )


def hash_text(text: str) -> str:
    """A short digest that binds an assertion to the words it was made for."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def account_lane(*place: str) -> str:
    """The lane of an account (provider, tenant, user) or of a thread: its messages are answered in order."""
    return hashlib.sha256("\x1f".join(place).encode()).hexdigest()[:40]


def conversation_id(keys: Keys, provider: str, tenant: str, user: str, place: str) -> str:
    """The keyed conversation id of a person at a place; a client can neither choose nor guess it."""
    told = "\x1f".join((provider, tenant, user, place)).encode()
    return hmac.new(keys.conversation_secret, told, hashlib.sha256).hexdigest()[:40]


def epoch_id(keys: Keys, tenant: str, user: str, epoch: int) -> str:
    """What the ids of all conversations of a person begin with until they have them forgotten; then it is another."""
    return conversation_id(keys, "", tenant, user, str(epoch))[:_EPOCH_DIGITS]


def epoch_of(conversation: str) -> str:
    """The epoch a conversation belongs to, at whatever door and in whatever thread: the beginning of its id."""
    return conversation[:_EPOCH_DIGITS]


def personal_conversations(keys: Keys, employee_number: str, epochs: Mapping[str, int]) -> set[str]:
    """The ids of somebody's conversations on the web page and through the API, those forgotten too.

    Conversations that a program named itself are not among them: their names are not kept.
    """
    nameless = hashlib.sha256(b"").hexdigest()[:16]
    return {
        # without the beginning: the ids of before there were epochs in them
        begun + conversation_id(keys, door, "default", employee_number, f"{surface}/{epoch}/{nameless}")
        for door in ("web", "api")
        for surface in ("personal", "group")
        for epoch in range(epochs.get(surface, 0) + 1)
        for begun in (epoch_id(keys, "default", employee_number, epoch), "")
    }


def sign_assertion(keys: Keys, assertion: Assertion, *, now: float | None = None) -> str:
    """The signed form of an assertion, good for 120 seconds."""
    issued = int(time.time() if now is None else now)
    claims: dict[str, Any] = {
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "iat": issued,
        "exp": issued + ASSERTION_LIFE_SECONDS,
        "sub": assertion.person.employee_number,
        "role": assertion.person.role,
        "conv": assertion.conversation,
        "srf": assertion.surface,
        "jti": assertion.message_id,
        "txt": assertion.text_hash,
    }
    if assertion.choice is not None:
        claims["cho"] = [assertion.choice.kind, assertion.choice.value]
    return jwt.encode(claims, keys.assertion_private, algorithm="EdDSA")


def sign_forgetting(keys: Keys, person: Person, epoch: str) -> tuple[str, str]:
    """A person's wish that an epoch is forgotten (see `epoch_id`), signed as messages are, and the text it is bound to.

    As a message it is refused, and no message is taken for it.
    """
    text = f"{_MARK}{FORGET.kind}"
    wish = Assertion(person, epoch, "personal", secrets.token_hex(16), hash_text(text), FORGET)
    return sign_assertion(keys, wish), text


def verify_assertion(token: object, public_key_pem: str) -> Assertion:
    """Check a signed assertion and return it; raises `IdentityError` for anything that is not wholly right."""
    claims = _decode(token, public_key_pem, "EdDSA", _AUDIENCE, ["exp", "iat", "sub", "conv", "srf", "jti", "txt"])
    if claims.get("iss") != _ISSUER:
        raise IdentityError("assertion of another issuer")
    chosen = claims.get("cho")
    return Assertion(
        person=_person(claims),
        conversation=claims["conv"],
        surface="personal" if claims["srf"] == "personal" else "group",
        message_id=claims["jti"],
        text_hash=claims["txt"],
        choice=Choice(*chosen) if chosen else None,
    )


def issue_chat_token(keys: Keys, person: Person, ttl_seconds: int, *, now: float | None = None) -> str:
    """A bearer token for the chat API, for `ttl_seconds` from now."""
    issued = int(time.time() if now is None else now)
    claims = {
        "aud": _CHAT_AUDIENCE,
        "iat": issued,
        "exp": issued + ttl_seconds,
        "sub": person.employee_number,
        "role": person.role,
    }
    return jwt.encode(claims, keys.chat_secret, algorithm="HS256")


def verify_chat_token(keys: Keys, token: str) -> Person:
    """The person a bearer token was issued for; raises `IdentityError` when it is not ours, expired or altered."""
    return _person(_decode(token, keys.chat_secret, "HS256", _CHAT_AUDIENCE, ["exp", "sub"]))


def sign_choice(keys: Keys, choice: Choice, conversation: str) -> str:
    """A button payload that only the same conversation can send back."""
    body = base64.urlsafe_b64encode(json.dumps([choice.kind, choice.value]).encode()).decode().rstrip("=")
    return f"{_MARK}{body}.{_button_mac(keys, body, conversation)}"


def read_choice(keys: Keys, message: str, conversation: str) -> Choice | None:
    """The choice a message stands for, or None when it is not a payload we signed for this conversation."""
    if not message.startswith(_MARK) or "." not in message:
        return None
    body, _, mac = message[len(_MARK) :].partition(".")
    if not hmac.compare_digest(mac.encode(), _button_mac(keys, body, conversation).encode()):
        return None
    kind, value = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return Choice(kind, value)


def neutralise(text: str) -> str:
    """Take from a typed text what Rasa would read as a command: a leading slash makes it an intent with entities."""
    return re.sub(r"^[\s/\u200b-\u200f\u2060\ufeff]+", "", text)


def heard(text: str) -> str:
    """The words of a typed text as the engine may read them; never empty, never a command, the same when done twice.

    Engine and actions both apply it, so that the words acted on are provably those the assertion was made for.
    """
    words = _REMINDER.sub("", neutralise(text)).strip()
    return neutralise(words) or "?"


def _button_mac(keys: Keys, body: str, conversation: str) -> str:
    told = f"{body}\x1f{conversation}".encode()
    return hmac.new(keys.button_secret, told, hashlib.sha256).hexdigest()[:32]


def _person(claims: dict[str, Any]) -> Person:
    role = claims.get("role", "employee")
    if role not in ("employee", "hr", "host_contact") or not isinstance(claims["sub"], str) or not claims["sub"]:
        raise IdentityError("token with an unknown role or without a person")
    return Person(employee_number=claims["sub"], role=role)


def _decode(token: object, key: Any, algorithm: str, audience: str, required: list[str]) -> dict[str, Any]:
    if not isinstance(token, str):
        raise IdentityError("no token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=[algorithm], audience=audience, options={"require": required}
        )
    except jwt.PyJWTError as error:
        raise IdentityError(f"token refused: {type(error).__name__}") from error
    return claims
