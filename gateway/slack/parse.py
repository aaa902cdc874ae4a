"""From a verified payload of Slack to a message, or None when nothing in it is for the assistant. Never raises."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from gateway.platform.message import Account, Place, PlatformMessage
from gateway.slack.settings import PROVIDER
from gateway.slack.settled import settled
from gateway.slack.verify import team_of
from gateway.slack.words import named_users, names_everybody, words_of

ASK_SHORTCUT = "ask_assistant"
ASK_VIEW = "ask_question"
_SAID_BY_PEOPLE = (None, "", "file_share", "thread_broadcast")
Told = Mapping[str, Any]


def message_event(body: Told) -> PlatformMessage | None:
    """A message in a chat with the assistant, in a channel, or one that names it; the two events of one are one."""
    event = part(body, "event")
    user, channel, ts = text(event, "user"), text(event, "channel"), text(event, "ts")
    if event.get("subtype") not in _SAID_BY_PEOPLE or event.get("bot_id") or not (user and channel and ts):
        return None
    if text(event, "user_team") not in ("", team_of(body)) or event.get("hidden"):
        return None
    is_personal = event.get("channel_type") == "im" or channel.startswith("D")
    named = named_users(text(event, "text"))
    ourselves = _own_users(body)
    is_mention = event.get("type") == "app_mention" or bool(named & ourselves)
    if not is_personal and not is_mention and named and not ourselves:
        return None  # whom it names cannot be told; if it is the assistant, the other event says so
    thread = text(event, "thread_ts") or ("" if is_personal else ts)
    words = words_of(text(event, "text")) or ("?" if is_mention else "")
    if not words:
        return None
    return PlatformMessage(
        Account(PROVIDER, team_of(body), user),
        Place("personal" if is_personal else "group", channel, thread),
        f"message:{channel}:{ts}",
        words,
        {"team": team_of(body), "user": user, "channel": channel, "thread": thread},
        mentioned=is_mention,
        names_others=bool(named - ourselves) or names_everybody(text(event, "text")),
    )


def button(body: Told) -> PlatformMessage | None:
    """A pressed button of an answer, in a message or on the home page."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], Mapping) else {}
    value, user = text(action, "value"), text(part(body, "user"), "id")
    if not value.startswith("~") or not user:
        return None
    account = Account(PROVIDER, team_of(body), user)
    container = part(body, "container")
    channel, ts = text(container, "channel_id"), text(container, "message_ts")
    if not channel:
        return _direct(account, f"press:{text(body, 'trigger_id')}", value)
    thread = text(container, "thread_ts") or text(part(body, "message"), "thread_ts")
    is_alone = bool(container.get("is_ephemeral"))
    is_personal = channel.startswith("D") and not is_alone
    address: dict[str, Any] = {"team": account.tenant, "user": user, "channel": channel, "thread": thread}
    if is_alone:
        address["response_url"] = text(body, "response_url")
    if is_personal:
        address["pressed"] = settled(part(body, "message"), action, channel, ts)
    # hashed: the key outlives the message, and whose press it was is nobody's business then
    which = hashlib.sha256("\x1f".join((channel, ts, user, value)).encode()).hexdigest()
    return PlatformMessage(
        account,
        Place("personal" if is_personal else "group", channel, thread),
        f"press:{which}",
        value,
        address,
        alone=is_alone,
    )


def command(body: Told, help_words: str) -> PlatformMessage | None:
    """`/secondment …`: answered to the asker alone, wherever it was typed; without words it asks for help."""
    words = words_of(text(body, "text")) or help_words
    return _asked_alone(body, text(body, "user_id"), text(body, "channel_id"), "", words)


def shortcut(body: Told) -> PlatformMessage | None:
    """A message somebody wants to have answered, to them alone."""
    asked = part(body, "message")
    words = words_of(text(asked, "text"))
    channel = text(part(body, "channel"), "id")
    if body.get("callback_id") != ASK_SHORTCUT or not words:
        return None
    thread = text(asked, "thread_ts") or text(asked, "ts")
    return _asked_alone(body, text(part(body, "user"), "id"), channel, thread, words)


def submission(body: Told) -> PlatformMessage | None:
    """The question of the window that the home page opens; answered in the personal chat."""
    view = part(body, "view")
    values = part(part(view, "state"), "values")
    words = text(part(part(values, ASK_VIEW), ASK_VIEW), "value").strip()
    user = text(part(body, "user"), "id")
    if view.get("callback_id") != ASK_VIEW or not words or not user:
        return None
    return _direct(Account(PROVIDER, team_of(body), user), f"view:{text(view, 'id')}", words)


def opened(body: Told, greeting: str) -> PlatformMessage | None:
    """The chat with the assistant was opened for the first time, or a new thread beside it: time for a welcome."""
    event = part(body, "event")
    thread = part(event, "assistant_thread")
    user = text(thread, "user_id") or text(event, "user")
    channel, ts = text(thread, "channel_id") or text(event, "channel"), text(thread, "thread_ts")
    if not user or not channel or (not ts and event.get("tab") != "messages"):
        return None
    return PlatformMessage(
        Account(PROVIDER, team_of(body), user),
        Place("personal", channel, ts),
        f"welcome:{channel}:{ts}",
        greeting,
        {"team": team_of(body), "user": user, "channel": channel, "thread": ts},
    )


def opened_home(body: Told) -> PlatformMessage | None:
    """Whose home page was opened, as a message without words."""
    event = part(body, "event")
    user = text(event, "user")
    if not user or event.get("tab") != "home":
        return None
    return _direct(Account(PROVIDER, team_of(body), user), "", "")


def part(told: Told, key: str) -> Told:
    """The object under a key; an empty one when there is none."""
    value = told.get(key)
    return value if isinstance(value, Mapping) else {}


def text(told: Told, key: str) -> str:
    """The text under a key; an empty one when there is none."""
    value = told.get(key)
    return value if isinstance(value, str) else ""


def _own_users(body: Told) -> set[str]:
    """The ids of our own bot user, as Slack tells them with each event."""
    told = body.get("authorizations")
    rows = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    return {text(one, "user_id") for one in rows if one.get("is_bot")} - {""}


def _asked_alone(body: Told, user: str, channel: str, thread: str, words: str) -> PlatformMessage | None:
    if not user or not channel:
        return None
    account = Account(PROVIDER, team_of(body), user)
    address = {
        "team": account.tenant,
        "user": user,
        "channel": channel,
        "thread": thread,
        "response_url": text(body, "response_url"),
    }
    key = f"ask:{text(body, 'trigger_id')}"
    return PlatformMessage(account, Place("group", channel, thread), key, words, address, alone=True)


def _direct(account: Account, key: str, words: str) -> PlatformMessage:
    """Something asked outside any chat: the answer goes to the chat with the assistant."""
    address = {"team": account.tenant, "user": account.user, "way": "direct"}
    return PlatformMessage(account, Place("personal", account.user), key, words, address)
