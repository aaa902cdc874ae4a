"""The settings of the door of Teams."""

from __future__ import annotations

from typing import Protocol


class TeamsSettings(Protocol):
    """The settings of this door."""

    @property
    def teams_app_id(self) -> str:
        """The id of the app registration; no Teams when empty."""

    @property
    def teams_app_secret(self) -> str:
        """Its client secret."""

    @property
    def teams_tenant(self) -> str:
        """The tenant it lives in."""

    @property
    def teams_further_tenants(self) -> str:
        """Other tenants whose people may write, with commas between."""

    @property
    def teams_login_url(self) -> str:
        """A stand-in for Microsoft's sign-in; tests only."""

    @property
    def teams_service_url(self) -> str:
        """A stand-in for the Bot Connector; tests only."""
