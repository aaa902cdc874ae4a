"""The door of Slack from outside: who is believed, what is answered where, and that each thing happens once."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from secondment.errors import RecordsError
from secondment.identity import Choice
from tests.gateway_fakes import END, PAYER
from tests.slack_world import SlackWorld, slack_world
from tests.stand_ins.slack import (
    ADA,
    APP,
    BEN,
    BOT,
    GUEST,
    HOME,
    HOST,
    STRANGER,
    Slack,
    buttons,
    command,
    direct,
    event,
    in_channel,
    mention,
    pressed,
    signed,
    slack_running,
)


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A stand-in Slack."""
    with slack_running() as told:
        yield told


@pytest.fixture
async def world(tmp_path: Path, slack: Slack) -> AsyncIterator[SlackWorld]:
    """The gateway in front of it."""
    async with slack_world(tmp_path, slack) as told:
        yield told


BODY = json.dumps(direct("Who pays?")).encode()


# --- who is believed


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        (signed(BODY, secret="another secret"), BODY),
        ({**signed(BODY), "X-Slack-Request-Timestamp": "soon"}, BODY),
        ({**signed(BODY), "X-Slack-Request-Timestamp": "９" * 10}, BODY),
        ({**signed(BODY), "X-Slack-Signature": ""}, BODY),
        (signed(BODY), BODY.replace(b"Who pays?", b"Who lies?")),
        (signed(BODY), b"\xff\xfe"),
    ],
    ids=[
        "unsigned",
        "other secret",
        "no number",
        "odd digits",
        "no mac",
        "altered",
        "no text",
    ],
)
async def test_what_slack_did_not_sign_just_now_is_refused(
    world: SlackWorld, headers: dict[str, str], body: bytes
) -> None:
    """With 401, and nothing is taken in."""
    plain = [(name.encode(), value.encode()) for name, value in headers.items()]
    response = await world.http.post("/slack/events", content=body, headers=plain)

    assert (401, []) == (response.status_code, world.engine.asked)


@pytest.mark.parametrize("seconds", [-302, 302])
async def test_what_slack_signed_more_than_five_minutes_away_is_refused(world: SlackWorld, seconds: int) -> None:
    """Older, or ahead of our clock."""
    response = await world.take(BODY, signed(BODY, at=time.time() + seconds))

    assert (401, []) == (response.status_code, world.engine.asked)


async def test_the_address_is_confirmed_to_slack(world: SlackWorld) -> None:
    """The challenge comes back."""
    response = await world.event({"type": "url_verification", "challenge": "3eZbr", "token": "x"})

    assert (200, "3eZbr") == (response.status_code, response.json()["challenge"])


@pytest.mark.parametrize(
    "payload",
    [
        {**direct("Who pays?"), "api_app_id": "A666"},
        {**direct("Who pays?"), "team_id": "T666"},
        direct("Who pays?", user_team="T666"),
        direct("Who pays?", GUEST),
    ],
    ids=["another app", "another workspace", "a guest of a shared channel", "a guest"],
)
async def test_outsiders_get_no_turn(world: SlackWorld, payload: dict[str, Any]) -> None:
    """Acknowledged, and left alone."""
    response = await world.event(payload)
    await world.quiet()

    assert (200, [], []) == (response.status_code, world.engine.asked, world.slack.posted)


# --- once


async def test_an_event_sent_three_times_is_one_turn_and_one_reply(world: SlackWorld) -> None:
    """Signed anew with each reason Slack gives for it."""
    payload = direct("Who pays?")
    reasons: list[dict[str, str]] = [
        {},
        {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"},
        {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "connection_failed"},
        {"X-Slack-Retry-Num": "3", "X-Slack-Retry-Reason": "http_error"},
    ]
    answers = [(await world.event(payload, **headers)).status_code for headers in reasons]
    await world.posts(1)
    await world.quiet()

    assert ([200] * 4, 1, [PAYER.text]) == (answers, len(world.engine.asked), world.slack.texts)


async def test_the_two_events_of_a_mention_are_one_turn(world: SlackWorld) -> None:
    """`app_mention` and `message` of one time stamp, in either order."""
    named = mention("who pays?")
    same = mention("who pays?", kind="message", ts=named["event"]["ts"])
    await world.event(same)
    await world.event(named)
    await world.posts(1)
    await world.quiet()

    assert (1, 1) == (len(world.engine.asked), len(world.slack.posted))


async def test_a_button_pressed_twice_is_one_turn(world: SlackWorld) -> None:
    """At the same moment, too."""
    await world.event(direct("Who pays?"))
    (message,) = await world.posts(1)
    press = pressed(buttons(message)["Tell me more"], message)
    await asyncio.gather(world.form(press), world.form(press))
    await world.posts(2)
    await world.quiet()

    assert 2 == len(world.engine.asked)


async def test_a_handover_confirmed_twice_is_one_case(world: SlackWorld) -> None:
    """In parallel and replayed: the same message id reaches the use case at most once."""
    from secondment.identity import sign_choice
    from tests.gateway_fakes import KEYS

    await world.event(direct("Who pays?"))
    (message,) = await world.posts(1)
    conversation = world.engine.asked[0][0].conversation
    value = sign_choice(KEYS, Choice("pass_to_hr"), conversation)
    press = pressed(value, message)
    await asyncio.gather(*(world.form(press) for _ in range(3)))
    await world.form({**press, "trigger_id": "later"})
    await world.posts(2)
    await world.quiet()
    asked = [assertion.message_id for assertion, _ in world.engine.asked if assertion.choice]

    assert 1 == len(asked)


async def test_what_cannot_be_kept_is_not_acknowledged(world: SlackWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the database away Slack hears an error, and sends it again."""

    async def down(*_: object) -> bool:
        raise RecordsError("database: OperationalError")

    monkeypatch.setattr(world.app.state.chain.desk, "take_in", down)
    payload = direct("Who pays?")
    first = await world.event(payload)
    monkeypatch.undo()
    second = await world.event(payload)
    await world.posts(1)

    assert (503, 200) == (first.status_code, second.status_code)


# --- where it is answered


async def test_a_direct_message_is_answered_in_the_chat(world: SlackWorld) -> None:
    """With the workspace's own token, without previews of links."""
    await world.event(direct("When does mine end?"))
    (message,) = await world.posts(1)
    call = next(call for call in world.slack.calls if call.method == "chat.postMessage")

    assert (f"D{ADA}", END.text, "xoxb-home") == (message["channel"], message["text"], call.token)


async def test_a_mention_is_answered_in_its_thread(world: SlackWorld) -> None:
    """The channel's other messages are not pushed away."""
    named = mention("who pays?")
    await world.event(named)
    (message,) = await world.posts(1)

    assert ("C1", named["event"]["ts"]) == (message["channel"], message["thread_ts"])


async def test_a_record_asked_for_in_public_is_told_to_the_asker_alone(world: SlackWorld) -> None:
    """The channel gets nothing at all."""
    await world.event(mention("when does mine end?"))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))
    await world.quiet()
    (told,) = world.slack.of("chat.postEphemeral")

    assert (ADA, "C1", END.text, []) == (told["user"], told["channel"], told["text"], world.slack.posted)
    assert ["group", "personal"] == [assertion.surface for assertion, _ in world.engine.asked]


async def test_who_is_not_in_the_channel_gets_it_in_the_chat(world: SlackWorld) -> None:
    """Where Slack cannot show it to one person alone."""
    from tests.stand_ins.slack import Fault

    world.slack.faults = [Fault("chat.postEphemeral", error="user_not_in_channel")]
    await world.event(mention("when does mine end?"))
    (message,) = await world.posts(1)

    assert (f"D{ADA}", END.text) == (message["channel"], message["text"])


async def test_a_thread_goes_on_without_naming_the_assistant(world: SlackWorld) -> None:
    """And is left alone when people talk to each other."""
    named = mention("who pays?")
    thread = named["event"]["ts"]
    await world.event(named)
    await world.posts(1)
    await world.event(in_channel("and who pays for travel", thread_ts=thread))
    await world.posts(2)
    for payload in (
        in_channel("I think finance does", BEN, thread_ts=thread),
        in_channel("Who pays what?", thread_ts=thread),
        in_channel("Who pays elsewhere?"),
    ):
        await world.event(payload)
    await world.quiet()

    assert ["who pays?", "and who pays for travel"] == [text for _, text in world.engine.asked]


async def test_an_unknown_member_gets_a_link_and_no_turn(world: SlackWorld) -> None:
    """In the chat; the link leads to our own page."""
    await world.event(direct("When does mine end?", STRANGER))
    (message,) = await world.posts(1)

    assert "http://127.0.0.1:8080/link/" in buttons(message)["Link my account"]
    assert [] == world.engine.asked


# --- everything one can do


async def test_a_command_is_answered_to_the_asker_alone(world: SlackWorld) -> None:
    """Through the address that came with it, with a button to share what is general."""
    address = world.slack.address.replace("/api/", "/respond/now")
    await world.form(command("who pays?", response_url=address))
    await world.until(lambda: world.slack.of("respond/now"))
    (told,) = world.slack.of("respond/now")

    assert ("ephemeral", PAYER.text, []) == (told["response_type"], told["text"], world.slack.posted)
    assert "Share with everyone" in buttons(told)


async def test_what_is_shared_goes_to_the_channel(world: SlackWorld) -> None:
    """As the article alone, asked on the group's surface."""
    address = world.slack.address.replace("/api/", "/respond/now")
    await world.form(command("who pays?", response_url=address))
    await world.until(lambda: world.slack.of("respond/now"))
    (told,) = world.slack.of("respond/now")
    container = {"type": "message", "message_ts": "1.5", "channel_id": "C1", "is_ephemeral": True}
    shown = {**told, "ts": "1.5", "channel": "C1"}
    await world.form(pressed(buttons(told)["Share with everyone"], shown, container=container))
    (message,) = await world.posts(1)
    assertion = world.engine.asked[-1][0]

    assert ("C1", PAYER.text) == (message["channel"], message["text"])
    assert ("group", Choice("article", "who-pays-salary")) == (assertion.surface, assertion.choice)


async def test_an_answer_to_a_command_that_comes_too_late_goes_to_the_chat(world: SlackWorld) -> None:
    """Slack takes answers to a command for half an hour."""
    await world.form(command("who pays?", response_url=world.slack.address.replace("/api/", "/respond/old")))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))

    assert [PAYER.text] == [told["text"] for told in world.slack.of("chat.postEphemeral")]


async def test_an_answer_goes_to_no_address_but_slacks(world: SlackWorld) -> None:
    """Whatever address a command names."""
    await world.form(command("who pays?", response_url="http://127.0.0.1:1/steal"))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))

    assert [] == [call for call in world.slack.calls if call.method.startswith("respond")]


async def test_a_command_without_words_asks_for_help(world: SlackWorld) -> None:
    """Instead of nothing."""
    await world.form(command(""))
    await world.until(lambda: world.engine.asked)

    assert "help" == world.engine.asked[0][1]


async def test_the_shortcut_answers_a_message_of_the_channel_alone(world: SlackWorld) -> None:
    """“Ask the secondment assistant”, asked by who used it."""
    payload = {
        "type": "message_action",
        "callback_id": "ask_assistant",
        "trigger_id": "t1",
        "team": {"id": HOME},
        "api_app_id": APP,
        "user": {"id": ADA},
        "channel": {"id": "C1"},
        "message": {"type": "message", "user": BEN, "ts": "5.5", "text": "Who pays?"},
        "response_url": "",
    }
    await world.form(payload)
    await world.until(lambda: world.slack.of("chat.postEphemeral"))
    (told,) = world.slack.of("chat.postEphemeral")

    assert (ADA, "5.5", PAYER.text) == (told["user"], told["thread_ts"], told["text"])
    assert "E-1001" == world.engine.asked[0][0].person.employee_number


async def test_the_chat_opened_for_the_first_time_is_greeted_once(world: SlackWorld) -> None:
    """However often it is opened."""
    payload = event({"type": "app_home_opened", "user": ADA, "channel": f"D{ADA}", "tab": "messages"})
    for _ in range(3):
        await world.event(payload)
    await world.posts(1)
    await world.quiet()

    assert 1 == len(world.slack.posted)


async def test_a_new_thread_beside_the_chat_is_greeted_there(world: SlackWorld) -> None:
    """The assistant pane."""
    thread = {"user_id": ADA, "channel_id": f"D{ADA}", "thread_ts": "7.7", "context": {}}
    await world.event(event({"type": "assistant_thread_started", "assistant_thread": thread}))
    (message,) = await world.posts(1)

    assert "7.7" == message["thread_ts"]


async def test_the_home_page_shows_the_own_secondment(world: SlackWorld) -> None:
    """And questions to begin with, whose answers go to the chat."""
    await world.event(event({"type": "app_home_opened", "user": ADA, "channel": f"D{ADA}", "tab": "home"}))
    await world.until(lambda: world.slack.of("views.publish"))
    (told,) = world.slack.of("views.publish")
    title, value = next(iter(buttons(told["view"]).items()))
    press = pressed(value, {**told["view"], "ts": "", "channel": ""}, container={"type": "view", "view_id": "V1"})
    await world.form(press)
    (message,) = await world.posts(1)

    assert (ADA, "home", f"D{ADA}") == (told["user_id"], told["view"]["type"], message["channel"])
    assert title == world.engine.asked[0][1]


async def test_a_question_can_be_asked_in_a_window(world: SlackWorld) -> None:
    """Opened from the home page; its answer goes to the chat."""
    press = {**pressed("ask", {"blocks": [], "ts": "", "channel": ""}), "container": {"type": "view"}}
    press["actions"] = [{"type": "button", "action_id": "open_question", "block_id": "ask_0", "value": "ask"}]
    await world.form(press)
    (window,) = world.slack.of("views.open")
    state = {"values": {"ask_question": {"ask_question": {"type": "plain_text_input", "value": "Who pays?"}}}}
    view = {"id": "V2", "callback_id": window["view"]["callback_id"], "state": state, "type": "modal"}
    submitted = {"type": "view_submission", "team": {"id": HOME}, "api_app_id": APP, "user": {"id": ADA}, "view": view}
    await world.form(submitted)
    (message,) = await world.posts(1)

    assert (f"D{ADA}", PAYER.text) == (message["channel"], message["text"])


async def test_a_pressed_button_is_used_up_in_the_message(world: SlackWorld) -> None:
    """A choice among titles goes, and what was chosen stays."""
    await world.event(direct("How long?"))
    (message,) = await world.posts(1)
    title, value = next(iter(buttons(message).items()))
    await world.form(pressed(value, message))
    await world.until(lambda: world.slack.of("chat.update"))
    (update,) = world.slack.of("chat.update")

    assert message["ts"] == update["ts"]
    assert title not in buttons(update)
    assert f"✓ {title}" in json.dumps(update["blocks"], ensure_ascii=False)


async def test_home_and_host_workspace_lead_to_one_person(world: SlackWorld) -> None:
    """Each account has a binding of its own and is answered with its workspace's token."""
    from secondment.records.store import Binding
    from tests.builders import TODAY

    world.store.bind([Binding("slack", HOST, "UHOST", "E-1001", TODAY)])
    world.slack.users["UHOST"] = {"team_id": HOST}
    await world.event({**direct("Who pays?", "UHOST"), "team_id": HOST})
    await world.posts(1)

    assert "E-1001" == world.engine.asked[0][0].person.employee_number
    assert {"xoxb-host"} == {call.token for call in world.slack.calls}


# --- the payload zoo


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
