"""The way to Slack: what is worth another try, what is not, and to which addresses anything is sent at all."""

from __future__ import annotations

import pytest

from gateway.platform.message import Account, Place, PlatformMessage, TryAgain, Undeliverable
from gateway.slack.connector import SlackConnector, is_response_address
from gateway.slack.people import People, named
from gateway.slack.settings import bot_tokens, is_open
from secondment.errors import SettingsError
from tests.gateway_fakes import SENTENCES, FakeSettings, free_port
from tests.stand_ins.slack import ADA, GUEST, HOME, HOST, Fault, Slack

PAYLOAD = {"text": "Hello", "blocks": []}
CHAT = {"team": HOME, "user": ADA, "channel": f"D{ADA}", "thread": ""}


def connector(slack: Slack) -> SlackConnector:
    """A way to it."""
    return SlackConnector({HOME: "xoxb-home"}, SENTENCES, slack.address)


@pytest.mark.parametrize(
    ("fault", "seconds", "uncertain"),
    [
        (Fault("chat.postMessage", retry_after="7"), 7.0, False),
        (Fault("chat.postMessage", status=503), None, True),
        (Fault("chat.postMessage", error="ratelimited"), None, False),
        (Fault("chat.postMessage", error="internal_error"), None, True),
        (Fault("chat.postMessage", drops=True), None, True),
    ],
    ids=["429", "503", "rate", "internal error", "drop"],
)
async def test_what_may_pass_is_worth_another_try(
    slack: Slack, fault: Fault, seconds: float | None, uncertain: bool
) -> None:
    """With the pause Slack asks for, and whether the message may have arrived. The SDK itself tries once only."""
    slack.faults = [fault]
    with pytest.raises(TryAgain) as found:
        await connector(slack).send(CHAT, PAYLOAD, "d-1")

    assert (seconds, uncertain) == (found.value.after_seconds, found.value.uncertain)
    assert 1 == len(slack.of("chat.postMessage"))


async def test_where_nobody_listens_nothing_has_arrived() -> None:
    """A connection that was never made."""
    way = SlackConnector({HOME: "xoxb-home"}, SENTENCES, f"http://127.0.0.1:{free_port()}/api/")
    with pytest.raises(TryAgain) as found:
        await way.send(CHAT, PAYLOAD, "d-1")

    assert not found.value.uncertain


@pytest.mark.parametrize("error", ["channel_not_found", "invalid_blocks", "account_inactive", "missing_scope"])
async def test_what_can_never_pass_is_given_up(slack: Slack, error: str) -> None:
    """Under Slack's own word for it."""
    slack.faults = [Fault("chat.postMessage", error=error)]
    with pytest.raises(Undeliverable, match=error):
        await connector(slack).send(CHAT, PAYLOAD, "d-1")


async def test_a_workspace_that_is_not_served_gets_nothing(slack: Slack) -> None:
    """There is no token for it."""
    with pytest.raises(Undeliverable):
        await connector(slack).send({**CHAT, "team": HOST}, PAYLOAD, "d-1")


async def test_what_arrived_is_known_by_the_deliverys_id(slack: Slack) -> None:
    """In the chat's last messages."""
    way = connector(slack)
    await way.send(CHAT, PAYLOAD, "d-1")

    assert [True, False] == [await way.arrived(CHAT, one) for one in ("d-1", "d-2")]


async def test_unasked_the_assistant_writes_to_the_chat_with_the_person(slack: Slack) -> None:
    """Which is opened for it."""
    way = connector(slack)
    address = way.alone({"tenant": HOME, "user": ADA}, None)
    assert address is not None
    await way.send(address, PAYLOAD, "d-1")

    assert [f"D{ADA}"] == [one["channel"] for one in slack.posted]


async def test_in_another_chat_there_is_nobody_to_share_with(slack: Slack) -> None:
    """What could not be shown where it was asked comes without that button, and with the others."""
    slack.faults = [Fault("chat.postEphemeral", error="not_in_channel")]
    rows: list[dict[str, object]] = [
        {"type": "actions", "block_id": name, "elements": []} for name in ("more_0", "share_0")
    ]
    await connector(slack).send({**CHAT, "channel": "C1", "way": "ephemeral"}, {"text": "x", "blocks": rows}, "d-1")

    assert [["more_0"]] == [[row["block_id"] for row in one["blocks"]] for one in slack.posted]


async def test_no_sign_of_work_ever_fails(slack: Slack) -> None:
    """It is a courtesy."""
    slack.faults = [Fault("assistant.threads.setStatus", error="missing_scope")]
    await connector(slack).typing({**CHAT, "thread": "1.1"})

    assert 1 == len(slack.of("assistant.threads.setStatus"))


def asked_by(user: str) -> PlatformMessage:
    """A message of a user."""
    return PlatformMessage(Account("slack", HOME, user), Place("personal", "D1"), "k", "hi", {})


async def test_members_are_let_in_by_name_and_guests_are_not(slack: Slack) -> None:
    """Slack is asked once in ten minutes."""
    now = [0.0]
    people = People(connector(slack), lambda: now[0])
    told = [await people.admit(asked_by(user)) for user in (ADA, ADA, GUEST)]
    now[0] = 601
    await people.admit(asked_by(ADA))

    assert ["Uada Example (@uada, T0HOME)"] * 2 + [None] == told
    assert [ADA, GUEST, ADA] == [one["user"] for one in slack.of("users.info")]


@pytest.mark.parametrize(
    "changes",
    [{"deleted": True}, {"is_bot": True}, {"is_restricted": True}, {"is_ultra_restricted": True}, {"is_stranger": True},
     {"team_id": HOST}, {"team_id": None}],
)  # fmt: skip
def test_who_is_no_member_of_the_workspace_is_nobody(changes: dict[str, object]) -> None:
    """Leavers, bots, guests, strangers of shared channels, people of other workspaces."""
    assert named({**Slack().member(ADA), **changes}, HOME) is None


async def test_whom_slack_does_not_know_is_not_let_in(slack: Slack) -> None:
    """An id that belongs to nobody."""
    slack.faults = [Fault("users.info", error="user_not_found")]

    assert None is await People(connector(slack)).admit(asked_by(ADA))


async def test_when_slack_cannot_say_who_somebody_is_they_wait(slack: Slack) -> None:
    """A fault of ours (a token taken back) makes nobody a stranger, and the next question is asked anew."""
    slack.faults = [Fault("users.info", error="invalid_auth")]
    people = People(connector(slack))
    with pytest.raises(TryAgain):
        await people.admit(asked_by(ADA))

    assert "Uada Example (@uada, T0HOME)" == await people.admit(asked_by(ADA))


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/commands/T1/1/x",
        "http://hooks.slack.com/commands/T1/1/x",
        "https://hooks.slack.com.evil.example/commands",
        "https://hooks.slack.com@evil.example/commands",
        "https://user@hooks.slack.com/commands",
        "https://hooks.slack.com:8443/commands",
        "https://evil.example/?hooks.slack.com",
        "https://hooks.slack.com\\@evil.example/",
        "https://[evil/",
        "//hooks.slack.com/commands",
        "file:///etc/passwd",
        "",
    ],
)
def test_answers_go_to_no_address_that_only_looks_like_slacks(url: str) -> None:
    """They may hold what is the person's alone."""
    assert not is_response_address(url)


def test_answers_go_to_the_address_slack_gives() -> None:
    """Its own host, encrypted."""
    assert is_response_address("https://hooks.slack.com/commands/T1/1/x")


@pytest.mark.parametrize("workspaces", ["", "T1", "T1=xoxp-user", "xoxb-1", "T1=xoxb-1,T2"])
def test_a_workspace_without_its_token_stops_the_start(workspaces: str) -> None:
    """With the name of the variable."""
    settings = FakeSettings(slack_signing_secret="s", slack_app_id="A1", slack_workspaces=workspaces)
    with pytest.raises(SettingsError, match="SECONDMENT_SLACK_WORKSPACES"):
        bot_tokens(settings)


def test_two_workspaces_have_a_token_each() -> None:
    """Home and host."""
    settings = FakeSettings(slack_app_id="A1", slack_workspaces="T1=xoxb-1, T2=xoxb-2")

    assert {"T1": "xoxb-1", "T2": "xoxb-2"} == bot_tokens(settings)


def test_without_secret_and_token_the_door_is_shut() -> None:
    """Either opens it."""
    told = [FakeSettings(), FakeSettings(slack_signing_secret="s"), FakeSettings(slack_app_token="xapp-1")]

    assert [False, True, True] == [is_open(one) for one in told]


@pytest.mark.parametrize(
    ("thread", "channel", "told"), [("", f"D{ADA}", 1), ("1.1", "C1", 1), ("1.1", f"D{ADA}", 0)],
    ids=["chat", "channel", "pane"],
)  # fmt: skip
async def test_who_waits_is_told_so_where_no_sign_of_work_is_shown(
    slack: Slack, thread: str, channel: str, told: int
) -> None:
    """To that person alone; beside the chat the status says it already."""
    await connector(slack).still_working({**CHAT, "thread": thread, "channel": channel})

    assert told == len(slack.of("chat.postEphemeral"))
