"""The parts of a running gateway, joined once and handed to every door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gateway.desk import Desk
from gateway.forgetting import Forgetting
from gateway.limiter import MessageLimit
from gateway.once import OnceOnly
from gateway.rasa_client import Engine
from gateway.sessions import Sessions
from gateway.turns import Inbound, Turns
from gateway.web.render import Pages
from gateway.wire import Reply
from secondment.identity import Keys
from secondment.sentences import Sentences


class GatewaySettings(Protocol):
    """The settings the gateway reads."""

    @property
    def demo(self) -> bool:
        """Whether demo people may sign in."""

    @property
    def host(self) -> str:
        """The address to listen on."""

    @property
    def port(self) -> int:
        """The port to listen on."""

    @property
    def address(self) -> str:
        """The address people use."""

    @property
    def engine_port(self) -> int:
        """The loopback port of the engine."""

    @property
    def engine_timeout_seconds(self) -> float:
        """How long to wait for the engine."""

    @property
    def messages_per_minute(self) -> int:
        """The rate limit per person."""

    @property
    def web_session_hours(self) -> int:
        """How long a web sign-in lasts."""

    @property
    def oidc_issuer(self) -> str:
        """The company's provider, or nothing."""

    @property
    def oidc_client_id(self) -> str:
        """Our client id there."""

    @property
    def oidc_client_secret(self) -> str:
        """Our client secret there."""

    @property
    def oidc_tenant(self) -> str:
        """The tenant of the bindings; the issuer when empty."""

    @property
    def oidc_user_claim(self) -> str:
        """The claim that names the person in the bindings."""


@dataclass(frozen=True)
class Gateway:
    """Everything a door needs."""

    settings: GatewaySettings
    keys: Keys
    sentences: Sentences
    desk: Desk
    engine: Engine
    sessions: Sessions
    limit: MessageLimit
    once: OnceOnly
    turns: Turns
    forgetting: Forgetting
    pages: Pages

    async def answer(self, inbound: Inbound) -> Reply:
        """The reply to a message that passed every check: once only, then a turn."""
        return await self.once.reply(
            inbound.key, f"{inbound.thread}\x1f{inbound.text}", lambda: self.turns.take(inbound)
        )
