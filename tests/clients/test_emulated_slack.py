"""What the door of Slack sends, against a Web API nobody here wrote: `emulate`, spoken to by slack_sdk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gateway.platform.message import Undeliverable
from gateway.slack.connector import SlackConnector
from gateway.slack.render import SlackRenderer
from secondment.identity import Choice, sign_choice
from tests.answer_set import ANSWERS
from tests.clients.emulated_slack import TOKEN, EmulatedSlack, emulated_slack, missing
from tests.gateway_fakes import KEYS, PAYER, SENTENCES

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
TEAM = "T000000001"


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatedSlack]:
    """A running workspace."""
    with emulated_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture
def connector(slack: EmulatedSlack) -> SlackConnector:
    """The connector of the door, on slack_sdk."""
    return SlackConnector({TEAM: TOKEN}, SENTENCES, slack.api)


@pytest.fixture
def channel(slack: EmulatedSlack) -> dict[str, Any]:
    """The way to the channel."""
    return {"team": TEAM, "channel": slack.channel("general"), "user": slack.user("ada")}


def drawn(answer: str) -> list[dict[str, Any]]:
    """The payloads of an answer."""
    return SlackRenderer(SENTENCES).render([ANSWERS[answer]], lambda choice: sign_choice(KEYS, choice, "conversation"))


@pytest.mark.parametrize("answer", ANSWERS)
async def test_every_answer_is_taken(
    slack: EmulatedSlack, connector: SlackConnector, channel: dict[str, Any], answer: str
) -> None:
    """Words and blocks arrive as they were sent."""
    for payload in drawn(answer):
        await connector.send(channel, payload, "d-1")

    newest = slack.messages(channel["channel"])[0]
    assert drawn(answer)[-1]["text"] == newest["text"]


async def test_a_reply_stands_in_its_thread(
    slack: EmulatedSlack, connector: SlackConnector, channel: dict[str, Any]
) -> None:
    """And not in the channel."""
    await connector.send(channel, drawn("small talk")[0], "d-1")
    thread = slack.messages(channel["channel"])[0]["ts"]

    await connector.send({**channel, "thread": thread}, drawn("knowledge")[0], "d-2")

    replies = slack.call("conversations.replies", channel=channel["channel"], ts=thread)["messages"]
    assert PAYER.text.split("\n")[0] in replies[-1]["text"]


async def test_a_message_is_changed_in_its_place(
    slack: EmulatedSlack, connector: SlackConnector, channel: dict[str, Any]
) -> None:
    """When a button was pressed."""
    await connector.send(channel, drawn("clarify")[0], "d-1")
    old = slack.messages(channel["channel"])[0]

    update = {"channel": channel["channel"], "ts": old["ts"]}
    await connector.send(channel, {**drawn("small talk")[0], "update": update}, "d-2")

    assert (old["ts"], "Glad to help.") == (
        slack.messages(channel["channel"])[0]["ts"],
        slack.messages(channel["channel"])[0]["text"],
    )


async def test_what_one_person_alone_may_see_is_not_in_the_channel(
    slack: EmulatedSlack, connector: SlackConnector, channel: dict[str, Any]
) -> None:
    """It is shown to them there, and kept nowhere."""
    # the direct chat cannot be tried: `emulate` does not read what slack_sdk puts into the address of a call
    slack.call("conversations.invite", channel=channel["channel"], users=channel["user"])
    way = connector.alone(channel, None)
    assert way is not None
    before = slack.messages(channel["channel"])

    await connector.send(way, drawn("record")[0], "d-1")

    assert before == slack.messages(channel["channel"])


async def test_a_refusal_is_told_by_its_name(connector: SlackConnector, channel: dict[str, Any]) -> None:
    """And is not tried again."""
    with pytest.raises(Undeliverable, match="channel_not_found"):
        await connector.send({**channel, "channel": "C0NOWHERE"}, drawn("small talk")[0], "d-1")


def test_the_choices_are_readable_where_they_were_signed() -> None:
    """What a button of a sent message carries."""
    value = drawn("clarify")[0]["blocks"][1]["elements"][0]["value"]

    assert value == sign_choice(KEYS, Choice("article", "usual-length"), "conversation")
