"""What people do in Slack, through all three processes and back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.stand_ins.slack import (
    ADA,
    APP,
    HOME,
    SECRET,
    Slack,
    as_form,
    buttons,
    direct,
    mention,
    pressed,
    signed,
    slack_running,
)

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers

MAREN = "D1001"


@dataclass
class Journey:
    """Maren's account in Slack, bound to her record, before the whole product."""

    address: str
    slack: Slack

    def event(self, payload: dict[str, Any]) -> None:
        """Send an event."""
        body = httpx.Request("POST", "http://x", json=payload).content
        self._post(body, signed(body))

    def press(self, message: dict[str, Any], title: str) -> None:
        """Press the button of that title."""
        body = as_form(pressed(buttons(message)[title], message))
        self._post(body, signed(body, "application/x-www-form-urlencoded"))

    def next(self, told: Callable[[], list[dict[str, Any]]], act: Callable[[], None]) -> dict[str, Any]:
        """What arrives next after an act."""
        before = len(told())
        act()
        end = time.monotonic() + 30
        while len(told()) == before and time.monotonic() < end:
            time.sleep(0.05)
        return told()[before]

    def said(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The message that arrives after an event."""
        return self.next(lambda: self.slack.posted, lambda: self.event(payload))

    def _post(self, body: bytes, headers: dict[str, str]) -> None:
        response = httpx.post(f"{self.address}/slack/events", content=body, headers=headers, timeout=20)
        assert 200 == response.status_code


@pytest.fixture(scope="module")
def journey(servers: InnerServers) -> Iterator[Journey]:
    """The gateway with its door of Slack, behind it engine and action server."""
    from secondment.records.store import Binding
    from secondment.settings import Settings
    from secondment.wiring import Services
    from tests.inner_servers import SIGNING_KEY
    from tests.product import gateway

    store = Services(Settings(home=servers.home, signing_key=SIGNING_KEY)).store
    store.bind([Binding("slack", HOME, ADA, MAREN, date(2026, 1, 1))])
    with slack_running() as slack:
        settings = {"slack_signing_secret": SECRET, "slack_app_id": APP, "slack_workspaces": f"{HOME}=xoxb-1"}
        with gateway(servers, servers.engine_port, **settings, slack_api_url=slack.address, test_mode="1") as product:
            yield Journey(product.address, slack)


def test_a_question_its_source_and_a_thumb(journey: Journey) -> None:
    """Each button does what it says, and is used up in the message."""
    answer = journey.said(direct("What is a secondment?"))
    source = journey.next(lambda: journey.slack.posted, lambda: journey.press(answer, "Why this answer?"))
    thanks = journey.next(lambda: journey.slack.posted, lambda: journey.press(answer, "Helpful"))

    assert "secondment" in answer["text"].lower()
    assert source["text"] != answer["text"]
    assert "glad" in thanks["text"]
    assert "Helpful" not in buttons(journey.slack.of("chat.update")[-1])


def test_the_own_end_date_is_told_to_oneself_alone(journey: Journey) -> None:
    """Asked in a channel, the channel gets nothing."""
    alone = journey.said(direct("When does my secondment end?"))
    in_public = journey.next(
        lambda: journey.slack.of("chat.postEphemeral"),
        lambda: journey.event(mention("When does my secondment end?")),
    )

    assert "202" in alone["text"]
    assert (ADA, alone["text"]) == (in_public["user"], in_public["text"])
    assert [] == journey.slack.messages.get("C1", [])


def test_a_case_is_opened_once_and_told_alone(journey: Journey) -> None:
    """Its number comes back in the chat, and how it stands can be asked."""
    journey.said(direct("Can I bring my zebra to the office?"))
    opened = journey.said(direct("Please pass my question to HR"))
    status = journey.said(direct("What is the status of my case?"))

    assert "10" in opened["text"]
    assert "10" in status["text"]
