"""A door is open where its settings are there; half of them stop the start, naming the one that is missing."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from gateway.app import create_app
from secondment.errors import SettingsError
from tests.gateway_fakes import FakeDesk, FakeEngine, FakeServices, FakeSettings

TEAMS = {"teams_app_id": "app", "teams_app_secret": "secret", "teams_tenant": "tenant"}
SLACK = {"slack_signing_secret": "secret", "slack_app_id": "A1", "slack_workspaces": "T1=xoxb-1"}


def app_with(**settings: Any) -> FastAPI:
    """The gateway with these settings."""
    return create_app(FakeServices(FakeSettings(**settings)), engine=FakeEngine(), desk=FakeDesk())


@pytest.mark.parametrize("missing", ["teams_app_secret", "teams_tenant"])
def test_teams_without_one_of_its_settings_stops_the_start(missing: str) -> None:
    """Without a tenant anybody's would have to be believed."""
    with pytest.raises(SettingsError, match=f"SECONDMENT_{missing.upper()}"):
        app_with(**{**TEAMS, missing: ""})


@pytest.mark.parametrize("missing", ["slack_app_id", "slack_workspaces"])
def test_slack_without_one_of_its_settings_stops_the_start(missing: str) -> None:
    """Without them any app and any workspace would have to be believed."""
    with pytest.raises(SettingsError, match=f"SECONDMENT_{missing.upper()}"):
        app_with(**{**SLACK, missing: ""})


@pytest.mark.parametrize("settings", [{}, TEAMS, SLACK], ids=["none", "Teams", "Slack"])
async def test_only_the_doors_that_are_set_are_there(settings: dict[str, str]) -> None:
    """What is there refuses what is not proved; what is not there is no page."""
    transport = httpx2.ASGITransport(app_with(**settings))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as http:
        told = [(await http.post(path, json={})).status_code for path in ("/slack/events", "/api/teams/messages")]

    assert [401 if settings == one else 404 for one in (SLACK, TEAMS)] == told
