"""From a verified activity to what it means for us: a message, an installation, a search, or a reason to ignore it.

Only the few fields that count are read, and leniently: an unknown value elsewhere must not lose a person's message.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.platform.message import Account, Place, PlatformMessage
from gateway.teams.verify import person_of, tenant_of

PROVIDER = "teams"
PRESSED = "secondment"  # where a button of ours keeps its signed payload
_SEARCH = "composeExtension/query"
SEARCH_COMMAND = "secondment"
_ID = re.compile(r"[A-Za-z0-9:;=@._|+-]{1,400}")  # becomes part of an address we call


@dataclass(frozen=True)
class Ignored:
    """Nothing for us; `reason` is for the log."""

    reason: str


@dataclass(frozen=True)
class Installed:
    """The assistant was added to a chat; `message` is as if the person who did it had written, still without words."""

    message: PlatformMessage


@dataclass(frozen=True)
class Search:
    """Somebody searches from the box where messages are written; `words` are empty when it was only opened."""

    account: Account
    key: str
    words: str


Parsed = PlatformMessage | Installed | Search | Ignored


def parse(activity: Mapping[str, Any]) -> Parsed:
    """What a verified activity means."""
    kind = activity.get("type")
    if not all(_ID.fullmatch(one) for one in (_text(activity, "id"), _conversation(activity))):
        return Ignored("no id")
    if not person_of(activity) or _text(activity, "from", "id") == _text(activity, "recipient", "id"):
        return Ignored("not a person of a directory")
    if kind == "message":
        return _message(activity)
    if kind == "invoke" and activity.get("name") == _SEARCH:
        return _search(activity)
    if _is_installed(activity):
        day = _text(activity, "timestamp")[:10]
        return Installed(_platform_message(activity, "", _key("installed", _conversation(activity), day)))
    return Ignored(f"{kind} {activity.get('name') or ''}".strip())


def _message(activity: Mapping[str, Any]) -> Parsed:
    value = activity.get("value")
    pressed = value.get(PRESSED) if isinstance(value, Mapping) else None
    text = pressed if isinstance(pressed, str) else words_of(activity)
    if not text:
        return Ignored("no words")
    message = _platform_message(activity, text, _key("message", _conversation(activity), _text(activity, "id")))
    if message.place.surface == "group" and not message.place.thread and not message.mentioned:
        # a group chat is one endless thread: following up in it would mean following everything
        return Ignored("not named in a group chat")
    return message


def _search(activity: Mapping[str, Any]) -> Search:
    asked = activity.get("value")
    parameters = asked.get("parameters") if isinstance(asked, Mapping) else None
    told = [one for one in parameters or () if isinstance(one, Mapping) and one.get("name") != "initialRun"]
    words = " ".join(str(one.get("value") or "") for one in told).strip()
    return Search(_account(activity), _key("search", _conversation(activity), _text(activity, "id")), words[:400])


def _is_installed(activity: Mapping[str, Any]) -> bool:
    """It is told twice: as an installation, and as a new member, which in a group may have been there before."""
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("add")
    is_news = activity.get("type") == "conversationUpdate" and _place(activity).surface == "personal"
    added = activity.get("membersAdded") if is_news else None
    us = _text(activity, "recipient", "id")
    return isinstance(added, list) and any(_text(one, "id") == us for one in added)


def _platform_message(activity: Mapping[str, Any], text: str, key: str) -> PlatformMessage:
    us = _text(activity, "recipient", "id")
    mentioned = {_text(one, "mentioned", "id") for one in _mentions(activity)}
    return PlatformMessage(
        account=_account(activity),
        place=_place(activity),
        key=key,
        text=text,
        address=_address(activity),
        mentioned=us in mentioned or text.startswith("~"),
        names_others=bool(mentioned - {us}),
    )


def _account(activity: Mapping[str, Any]) -> Account:
    return Account(PROVIDER, tenant_of(activity), person_of(activity))


def _place(activity: Mapping[str, Any]) -> Place:
    channel, _, thread = _conversation(activity).partition(";messageid=")
    is_personal = _text(activity, "conversation", "conversationType") == "personal"
    return Place("personal" if is_personal else "group", channel, thread)


def _address(activity: Mapping[str, Any]) -> dict[str, Any]:
    """The way back, as plain JSON; for a pressed button also which card it stood on, and what that card said."""
    address: dict[str, Any] = {
        "service": _text(activity, "serviceUrl"),
        "conversation": _conversation(activity),
        "bot": _text(activity, "recipient", "id"),
        "member": _text(activity, "from", "id"),
        "name": _text(activity, "from", "name"),
        "tenant": tenant_of(activity),
    }
    value = activity.get("value")
    if isinstance(value, Mapping) and isinstance(value.get(PRESSED), str):
        address["pressed"] = {
            "payload": value[PRESSED],
            "card": _text(activity, "replyToId"),
            "state": str(value.get("card") or ""),
            "group": _place(activity).surface == "group",
        }
    return address


def words_of(activity: Mapping[str, Any]) -> str:
    """What was typed: our own mention left out, others told by name."""
    text, us = _text(activity, "text"), _text(activity, "recipient", "id")
    for mention in _mentions(activity):
        shown = _text(mention, "text")
        name = "" if _text(mention, "mentioned", "id") == us else re.sub(r"</?at[^>]*>", "", shown)
        text = text.replace(shown, name) if shown else text
    # a mention in the middle leaves two spaces behind; Teams puts no-break spaces next to mentions
    return re.sub(r"[ \u00a0]{2,}", " ", text.replace("\u00a0", " ")).strip()


def _mentions(activity: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    entities = activity.get("entities")
    for one in entities if isinstance(entities, list) else ():
        if isinstance(one, Mapping) and one.get("type") == "mention":
            yield one


def _key(*parts: str) -> str:
    """The name of a delivery: the same for the same activity, however often it is sent; short, whatever its ids are."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def _conversation(activity: Mapping[str, Any]) -> str:
    return _text(activity, "conversation", "id")


def _text(told: Any, *path: str) -> str:
    for name in path:
        told = told.get(name) if isinstance(told, Mapping) else None
    return told.replace("\0", "") if isinstance(told, str) else ""
