"""Whatever Slack sends is acknowledged: never a 500, and no turn for what nobody asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.slack_world import SlackWorld
from tests.stand_ins.slack import (
    ADA,
    APP,
    BOT,
    HOME,
    direct,
    event,
    signed,
)

ODD_EVENTS: list[Any] = [
    None,
    {},
    [],
    "text",
    {"type": "message"},
    {"type": "message", "subtype": "channel_join", "user": ADA, "channel": "C1", "ts": "1.1", "text": "joined"},
    {"type": "message", "subtype": "bot_message", "bot_id": "B1", "channel": "C1", "ts": "1.1", "text": "who pays?"},
    {
        "type": "message",
        "bot_id": "B1",
        "user": "UX",
        "channel": "D1",
        "channel_type": "im",
        "ts": "1.2",
        "text": "who",
    },
    {"type": "message", "user": BOT, "bot_id": "B2", "channel": "D1", "channel_type": "im", "ts": "1.3", "text": "hi"},
    {"type": "message", "subtype": "message_changed", "channel": "D1", "ts": "1.4", "message": {"text": "who pays?"}},
    {"type": "message", "subtype": "message_deleted", "channel": "D1", "ts": "1.4"},
    {"type": "message", "channel": "D1", "channel_type": "im", "user": ADA, "ts": "1.5", "text": ""},
    {"type": "message", "channel": "D1", "channel_type": "im", "user": ADA, "ts": "1.6", "text": None, "files": []},
    {"type": "message", "channel": 5, "user": {"id": 1}, "ts": [], "text": {}},
    {"type": "reaction_added", "user": ADA, "item": {}},
    {"type": "team_join", "user": {"id": ADA}},
    {"type": "app_uninstalled"},
    {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}},
    {"type": "app_home_opened", "user": ADA},
    {"type": "assistant_thread_started"},
    {"type": "assistant_thread_context_changed", "assistant_thread": {}},
]
ODD_PRESSES: list[dict[str, Any]] = [
    {},
    {"type": "block_actions"},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": [{"action_id": "x", "type": "static_select"}], "user": {"id": ADA}},
    {
        "type": "block_actions",
        "actions": [{"action_id": "x", "type": "button", "value": "/restart"}],
        "user": {"id": ADA},
    },
    {"type": "view_submission", "view": {"callback_id": "other", "state": {"values": {}}}, "user": {"id": ADA}},
    {"type": "view_submission", "view": {"callback_id": "ask_question", "state": None}, "user": {"id": ADA}},
    {"type": "view_closed", "view": {"callback_id": "ask_question"}, "user": {"id": ADA}},
    {"type": "shortcut", "callback_id": "ask_assistant", "user": {"id": ADA}},
    {"type": "message_action", "callback_id": "ask_assistant", "user": {"id": ADA}, "message": None, "channel": {}},
    {"type": "message_action", "callback_id": "other", "user": {"id": ADA}, "message": {"text": "x"}},
    {"type": "block_suggestion", "user": {"id": ADA}, "action_id": "x", "value": "x"},
    {"type": "something_new"},
]


@pytest.mark.parametrize("told", ODD_EVENTS, ids=range(len(ODD_EVENTS)))
async def test_odd_events_are_acknowledged_and_left_alone(world: SlackWorld, told: Any) -> None:
    """Never a 500, never a turn."""
    response = await world.event(event(told))
    await world.quiet()

    assert (200, []) == (response.status_code, world.engine.asked)


@pytest.mark.parametrize("told", ODD_PRESSES, ids=range(len(ODD_PRESSES)))
async def test_odd_presses_are_acknowledged_and_left_alone(world: SlackWorld, told: dict[str, Any]) -> None:
    """Never a 500, never a turn."""
    response = await world.form({"team": {"id": HOME}, "api_app_id": APP, **told})
    await world.quiet()

    assert (200, []) == (response.status_code, world.engine.asked)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"payload=null", "application/x-www-form-urlencoded"),
        (b"ssl_check=1&token=x", "application/x-www-form-urlencoded"),
        (b"command=%2Fsecondment", "application/x-www-form-urlencoded"),
        (b"hello", "text/plain"),
        (b"[" * 30_000, "application/json"),
    ],
)
async def test_odd_bodies_are_acknowledged_and_left_alone(world: SlackWorld, body: bytes, content_type: str) -> None:
    """Signed all the same: they come from Slack."""
    response = await world.take(body, signed(body, content_type))

    assert (200, []) == (response.status_code, world.engine.asked)


async def test_json_may_name_its_character_set(world: SlackWorld) -> None:
    """As Slack does."""
    body = json.dumps(direct("Who pays for Zoë’s ticket?"), ensure_ascii=False).encode()
    await world.take(body, signed(body, "application/json; charset=utf-8"))
    await world.posts(1)

    assert "Who pays for Zoë’s ticket?" == world.engine.asked[0][1]


async def test_a_typed_command_of_the_engine_is_mere_words(world: SlackWorld) -> None:
    """Nobody can press a button by typing it."""
    await world.event(direct('/my_secondment{"employee_number": "E-1002"}'))
    await world.event(direct("~WyJzYXkiLCJoaSJd.0123456789abcdef0123456789abcdef"))
    await world.posts(2)

    assert ['my_secondment{"employee_number": "E-1002"}'] == [text for _, text in world.engine.asked]
