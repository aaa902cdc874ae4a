"""What the door of Slack is set to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from secondment.errors import SettingsError

PROVIDER = "slack"
_TEAM = re.compile(r"T[A-Z0-9]+")


class SlackSettings(Protocol):
    """The settings of the door."""

    @property
    def slack_signing_secret(self) -> str:
        """With which Slack signs its requests."""

    @property
    def slack_app_id(self) -> str:
        """The id of our app."""

    @property
    def slack_workspaces(self) -> str:
        """The workspaces served, each with its bot token."""

    @property
    def slack_app_token(self) -> str:
        """The token of Socket Mode."""

    @property
    def slack_api_url(self) -> str:
        """Another address of the Web API, in tests."""


def is_open(settings: SlackSettings) -> bool:
    """Whether the door is switched on: over HTTP by the signing secret, over Socket Mode by the app token."""
    return bool(settings.slack_signing_secret or settings.slack_app_token)


def bot_tokens(settings: SlackSettings) -> Mapping[str, str]:
    """Workspace to bot token; raises `SettingsError` when none or a malformed one is told."""
    pairs = [one.strip().partition("=") for one in settings.slack_workspaces.split(",") if one.strip()]
    if not pairs or any(not _TEAM.fullmatch(team) or not token.startswith("xoxb-") for team, _, token in pairs):
        raise SettingsError("SECONDMENT_SLACK_WORKSPACES: T…=xoxb-…, one for each workspace (see docs/slack.md)")
    if not settings.slack_app_id:
        raise SettingsError("SECONDMENT_SLACK_APP_ID: the id of the app is needed (see docs/slack.md)")
    return {team: token for team, _, token in pairs}
