"""The door of Slack from outside: who is believed, and that each thing happens once."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from structlog.testing import capture_logs

from secondment.errors import RecordsError
from secondment.identity import Choice
from tests.gateway_fakes import PAYER
from tests.slack_world import SlackWorld
from tests.stand_ins.slack import (
    ADA,
    GUEST,
    STRANGER,
    buttons,
    direct,
    event,
    mention,
    pressed,
    signed,
)

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


async def home_pages(world: SlackWorld, user: str) -> list[dict[str, Any]]:
    """The home pages that were shown when somebody, and then Ada, opened theirs."""
    for one in (user, ADA):
        await world.event(event({"type": "app_home_opened", "user": one, "channel": f"D{one}", "tab": "home"}))
    await world.until(lambda: any(told["user_id"] == ADA for told in world.slack.of("views.publish")))
    return world.slack.of("views.publish")


async def test_a_guest_has_no_home_page(world: SlackWorld) -> None:
    """Not even one that says how to link an account."""
    assert [ADA] == [told["user_id"] for told in await home_pages(world, GUEST)]


async def test_the_home_page_of_an_unknown_member_tells_of_nobody(world: SlackWorld) -> None:
    """Only how to link the account."""
    page, _ = await home_pages(world, STRANGER)

    assert (STRANGER, {}) == (page["user_id"], buttons(page["view"]))


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


@pytest.mark.parametrize(
    ("error", "status"), [(RecordsError("database: OperationalError"), 503), (KeyError("zebra"), 500)],
    ids=["the records are away", "unforeseen"],
)  # fmt: skip
async def test_what_cannot_be_kept_is_not_acknowledged(
    world: SlackWorld, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    """Slack hears an error and sends it again, and then it is answered."""

    async def down(*_: object) -> bool:
        raise error

    monkeypatch.setattr(world.app.state.chain.desk, "take_in", down)
    payload = direct("Who pays?")
    first = await world.event(payload)
    monkeypatch.undo()
    second = await world.event(payload)
    await world.posts(1)

    assert (status, 200) == (first.status_code, second.status_code)
    assert [PAYER.text] == world.slack.texts


# --- what is logged of an unforeseen failure


@pytest.mark.parametrize("tab", ["messages", "home"])
async def test_an_unforeseen_failure_is_logged_under_a_reference_without_words(
    world: SlackWorld, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tab: str
) -> None:
    """Neither by us nor by the SDK, which logs the text of errors that are left to it."""

    async def fail(*_: object) -> None:
        raise ValueError("zebra")

    for name in ("take_in", "card"):
        monkeypatch.setattr(world.app.state.chain.desk, name, fail)
    with capture_logs() as log:
        await world.event(event({"type": "app_home_opened", "user": ADA, "channel": f"D{ADA}", "tab": tab}))
        await world.until(lambda: any(line["log_level"] == "error" for line in log))
    (line,) = [line for line in log if line["log_level"] == "error"]

    assert ("slack", "ValueError") == (line["door"], line["reason"])
    assert line["reference"]
    assert "zebra" not in f"{log}{capfd.readouterr()}"
