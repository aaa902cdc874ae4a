"""The doors to the platforms: each is open when its settings are there."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter

from gateway.parts import Gateway
from gateway.platform.chain import Chain
from gateway.slack.settings import SlackSettings, is_open
from gateway.teams.settings import TeamsSettings


class DoorSettings(SlackSettings, TeamsSettings, Protocol):
    """The settings of all doors."""


def open_doors(gateway: Gateway, chain: Chain, settings: DoorSettings) -> list[APIRouter]:
    """Open the doors that are switched on, and tell their addresses."""
    routers: list[APIRouter] = []
    # a platform's SDK takes seconds to load: only who uses it waits for it
    if is_open(settings):
        from gateway.slack.door import open_slack

        routers.append(open_slack(gateway, chain, settings))
    if settings.teams_app_id:
        from gateway.teams.door import open_teams

        routers.append(open_teams(gateway, chain, settings))
    return routers
