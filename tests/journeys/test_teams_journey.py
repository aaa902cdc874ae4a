"""What people do in Teams, through all three processes and back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from secondment.identity import Person
from tests.stand_ins.bot_connector import ADA, APP_ID, CHANNEL, SECRET, TENANT, BotConnector, Sent
from tests.teams_world import microsoft

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers

MAREN = Person("D1001")


class Journey:
    """Maren's account in Teams, bound to her record, before the whole product."""

    def __init__(self, address: str, teams: BotConnector) -> None:
        self.address = address
        self.teams = teams

    def said(self, activity: dict[str, Any], replies: int = 1) -> list[Sent]:
        """What arrives at Teams after an activity was sent."""
        before = len(self.teams.messages)
        to = f"{self.address}/api/teams/messages"
        assert 200 == httpx.post(to, json=activity, headers=self.teams.proof(), timeout=20).status_code
        end = time.monotonic() + 30
        while len(self.teams.messages) < before + replies and time.monotonic() < end:
            time.sleep(0.05)
        return self.teams.messages[before:]


@pytest.fixture(scope="module")
def journey(servers: InnerServers) -> Iterator[Journey]:
    """The gateway with its door of Teams, behind it engine and action server."""
    from secondment.records.store import Binding
    from secondment.settings import Settings
    from secondment.wiring import Services
    from tests.inner_servers import SIGNING_KEY
    from tests.product import gateway

    store = Services(Settings(home=servers.home, signing_key=SIGNING_KEY)).store
    store.bind([Binding("teams", TENANT, ADA.object_id, MAREN.employee_number, date(2026, 1, 1))])
    with microsoft() as teams:
        settings = {"teams_app_id": APP_ID, "teams_app_secret": SECRET, "teams_tenant": TENANT}
        addresses = {"teams_login_url": teams.address, "teams_service_url": teams.address}
        with gateway(servers, servers.engine_port, **settings, **addresses) as product:
            yield Journey(product.address, teams)


def test_a_question_an_explanation_and_a_thumb(journey: Journey) -> None:
    """Each button is a submit without text; the engine hears what it stands for."""
    (answer,) = journey.said(journey.teams.activity(ADA, "What is a secondment?"))
    *_, source = journey.said(journey.teams.press(ADA, answer, "Why this answer?"))
    changed, thanks = journey.said(journey.teams.press(ADA, answer, "Helpful"), replies=2)

    assert "Sources" in source.text or "article" in source.text
    assert answer.activity["id"] == changed.update and "Helpful" not in changed.buttons
    assert "glad" in thanks.text


def test_the_own_end_date_is_told_in_the_personal_chat_only(journey: Journey) -> None:
    """Asked in a channel, it goes to the person alone."""
    (alone,) = journey.said(journey.teams.activity(ADA, "When does my secondment end?"))
    (asked_in_public,) = journey.said(journey.teams.mention(ADA, "When does my secondment end?", thread="901"))

    assert "202" in alone.text
    assert (ADA.chat, alone.text) == (asked_in_public.conversation, asked_in_public.text)


def test_a_general_question_in_a_channel_is_answered_in_its_thread(journey: Journey) -> None:
    """From an article, with its source."""
    (sent,) = journey.said(journey.teams.mention(ADA, "What is a secondment?", thread="902"))

    assert f"{CHANNEL};messageid=902" == sent.conversation
    assert "Source: " in sent.text
