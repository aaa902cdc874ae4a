"""Publishing the home page and opening the window to ask in. Both are drawn anew each time, so nothing is kept."""

from __future__ import annotations

from typing import Any

import structlog

from gateway.boundary import named, note
from gateway.parts import Gateway
from gateway.platform.desk import PlatformDesk
from gateway.platform.message import Account, DeliveryError, PlatformMessage
from gateway.platform.talking import Talking
from gateway.slack.connector import SlackConnector
from gateway.slack.home import home_page, question_window
from gateway.slack.parse import opened_home
from gateway.slack.people import People
from gateway.slack.settings import PROVIDER
from secondment.identity import Choice, sign_choice

_log = structlog.get_logger("gateway.slack")


class HomePages:
    """Draws what a person sees of the app outside messages."""

    def __init__(self, gateway: Gateway, desk: PlatformDesk, connector: SlackConnector, people: People) -> None:
        self._gateway = gateway
        self._desk = desk
        self._connector = connector
        self._people = people
        self._talking = Talking(gateway.keys, gateway.turns)

    async def publish(self, body: dict[str, Any]) -> None:
        """Publish the home page for who opened it; a failure is logged, and opening it again tries again."""
        message = opened_home(body)
        if message is None:
            return
        try:
            await self._publish(message)
        except DeliveryError as error:
            _log.error("home page", error=type(error).__name__, reason=str(error))
        except Exception as error:  # nobody waits for it but the SDK, which would log the text of the error
            note(named(error), door=PROVIDER, part="home page")

    async def open_window(self, team: str, trigger: str) -> None:
        """Open the window to ask in."""
        try:
            await self._connector.call(
                team, "views.open", trigger_id=trigger, view=question_window(self._gateway.sentences)
            )
        except DeliveryError as error:
            _log.error("window", error=type(error).__name__, reason=str(error))

    async def _publish(self, message: PlatformMessage) -> None:
        if await self._people.admit(message) is None:
            return
        view = await self._view(message.account)
        await self._connector.call(message.account.tenant, "views.publish", user_id=message.account.user, view=view)

    async def _view(self, account: Account) -> dict[str, Any]:
        gateway = self._gateway
        person = await gateway.desk.bound_person(account.provider, account.tenant, account.user)
        if person is None:
            return home_page(None, lambda choice: "", gateway.sentences)
        conversation = await self._talking.personal_conversation(person, account)

        def sign(choice: Choice) -> str:
            return sign_choice(gateway.keys, choice, conversation)

        return home_page(await self._desk.card(person, gateway.sentences), sign, gateway.sentences)
