"""Opens the door of Teams from the settings."""

from __future__ import annotations

from fastapi import APIRouter

from gateway.parts import Gateway
from gateway.platform.chain import Chain
from gateway.platform.door import Door
from gateway.platform.message import PlatformMessage
from gateway.teams.addresses import ServiceAddresses
from gateway.teams.connector import TeamsConnector
from gateway.teams.keys import METADATA, SigningKeys
from gateway.teams.origin import Origins
from gateway.teams.parse import PROVIDER
from gateway.teams.render import TeamsRenderer
from gateway.teams.routes import Teams, teams_routes
from gateway.teams.settings import TeamsSettings
from gateway.teams.tokens import LOGIN, BotToken, Credentials
from gateway.teams.verify import Rules
from secondment.errors import SettingsError


def open_teams(gateway: Gateway, chain: Chain, settings: TeamsSettings) -> APIRouter:
    """Open the door and tell its address; raises `SettingsError` when a setting is missing."""
    for name in ("teams_app_secret", "teams_tenant"):
        if not getattr(settings, name):
            raise SettingsError(
                f"SECONDMENT_{name.upper()}: needed where SECONDMENT_TEAMS_APP_ID is set (docs/teams.md)"
            )
    teams = _parts(gateway, settings)
    chain.open(Door(PROVIDER, teams.renderer, teams.connector, _name_of))
    return teams_routes(gateway, chain, teams)


def _parts(gateway: Gateway, settings: TeamsSettings) -> Teams:
    login = settings.teams_login_url.rstrip("/")
    addresses = ServiceAddresses(settings.teams_service_url.rstrip("/"))
    tenants = {settings.teams_tenant, *settings.teams_further_tenants.split(",")}
    credentials = Credentials(settings.teams_app_id, settings.teams_app_secret, settings.teams_tenant, login or LOGIN)
    origins = Origins(gateway.keys)
    hint = gateway.sentences.say("platform_open_personal_chat")
    return Teams(
        rules=Rules(settings.teams_app_id, frozenset(one.strip().lower() for one in tenants if one.strip()), addresses),
        keys=SigningKeys(f"{login}/v1/.well-known/openidconfiguration" if login else METADATA),
        renderer=TeamsRenderer(gateway.keys, gateway.sentences),
        connector=TeamsConnector(BotToken(credentials), addresses, origins, hint),
        origins=origins,
    )


async def _name_of(message: PlatformMessage) -> str:
    """The name Teams shows; whom it serves at all was checked with the token."""
    return str(message.address.get("name") or message.account.user)
