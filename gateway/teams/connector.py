"""Sends to Teams by the SDK's connector client; the token goes to no address that is not on the list."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import httpx
import structlog
from microsoft_teams.api.activities.message.message import MessageActivityInput
from microsoft_teams.api.activities.typing import TypingActivityInput
from microsoft_teams.api.clients.conversation.client import ConversationClient
from microsoft_teams.api.clients.conversation.params import CreateConversationParams
from microsoft_teams.api.models.account import Account
from microsoft_teams.common import Client, ClientOptions

from gateway.platform.message import Address, DeliveryError, Payload, TryAgain, Undeliverable
from gateway.teams.addresses import ServiceAddresses
from gateway.teams.origin import ORIGIN, Origins
from gateway.teams.render import CARD
from gateway.teams.tokens import BotToken

_TIMEOUT_SECONDS = 30.0  # longer than Teams takes at its slowest: a send given up too early would be doubled
_NOT_NOW = frozenset({401, 408, 412, 429})
_TOO_MUCH_FOR_A_CARD = frozenset({400, 413})

_log = structlog.get_logger("gateway.teams")


class TeamsConnector:
    """The way to Teams; `hint` is said in a group to who cannot be reached alone. `timeout` is shorter in tests."""

    def __init__(
        self,
        token: BotToken,
        addresses: ServiceAddresses,
        origins: Origins,
        hint: str,
        timeout: float = _TIMEOUT_SECONDS,
    ) -> None:
        self._token = token
        self._origins = origins
        self._addresses = addresses
        self._hint = hint
        self._http = Client(ClientOptions(timeout=timeout, token=token.get))

    def alone(self, address: Address, personal: Address | None) -> Address | None:
        """The personal chat the person last used, else one to be opened with them; None when nothing names them."""
        known = personal or address
        if not known.get("member"):
            return None
        way = {name: known[name] for name in ("service", "bot", "member", "tenant")}
        conversation = personal["conversation"] if personal else ""
        return {**way, "conversation": conversation, ORIGIN: address.get("conversation", "")}

    async def send(self, address: Address, payload: Payload, delivery: str) -> None:
        """Send one payload; raises `TryAgain` or `Undeliverable`."""
        client = self._client(address)
        try:
            conversation = payload.get("in") or address["conversation"] or await self._open(client, address)
            if conversation:
                await self._put(client, conversation, self._origins.write(payload, address))
        except httpx.HTTPError as error:
            raise self._failure(error) from error

    async def arrived(self, address: Address, delivery: str) -> bool:
        """Teams cannot be asked whether a message arrived."""
        return False

    async def typing(self, address: Address) -> None:
        """Show that an answer is on its way; a failure is no matter."""
        with contextlib.suppress(httpx.HTTPError, DeliveryError):
            await self._client(address).create_activity(address["conversation"], TypingActivityInput())

    def _client(self, address: Address) -> ConversationClient:
        if not self._addresses.allow(address.get("service")):
            raise Undeliverable("service address is not on the list")
        return ConversationClient(address["service"], self._http)

    async def _open(self, client: ConversationClient, address: Address) -> str:
        """The personal chat with a person who never wrote in one.

        Where the assistant is not installed for them, Teams refuses: they are told so where they asked, and nothing
        comes back.
        """
        asked = CreateConversationParams(
            members=[Account(id=address["member"])],
            tenant_id=address["tenant"],
            channel_data={"tenant": {"id": address["tenant"]}},
        )
        try:
            return (await client.create(asked)).id
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in (403, 404) or not address.get(ORIGIN):
                raise
        await self._post(client, address[ORIGIN], {"text": self._hint, "summary": self._hint})
        return ""

    async def _put(self, client: ConversationClient, conversation: str, payload: Payload) -> None:
        try:
            await self._post(client, conversation, payload)
        except httpx.HTTPStatusError as error:
            if payload.get("update") and error.response.status_code not in _NOT_NOW | set(range(500, 600)):
                # the card is gone or too old to change: what the person chose is answered all the same
                _log.info("teams_card_not_updated", status=error.response.status_code)
            elif payload.get("card") and error.response.status_code in _TOO_MUCH_FOR_A_CARD:
                _log.warning("teams_card_refused", status=error.response.status_code)
                await self._post(client, conversation, {**payload, "card": None})
            else:
                raise

    async def _post(self, client: ConversationClient, conversation: str, payload: Payload) -> None:
        activity = message_of(payload)
        if not payload.get("update"):
            await client.create_activity(conversation, activity)
            return
        # the SDK wants an id in the answer to an update, and Teams does not always give one
        with contextlib.suppress(KeyError):
            await client.update_activity(conversation, payload["update"], activity)

    def _failure(self, error: httpx.HTTPError) -> DeliveryError:
        if not isinstance(error, httpx.HTTPStatusError):
            return TryAgain(uncertain=not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout))
        response = error.response
        if response.status_code == 401:
            self._token.drop()
        if response.status_code in _NOT_NOW or response.status_code >= 500:
            return TryAgain(_after(response))
        return Undeliverable(f"{response.status_code} {_word(response)}".strip())


def message_of(payload: Payload) -> MessageActivityInput:
    """The message of a payload: its card, else its words as they are, without Markdown."""
    told: dict[str, Any] = {"type": "message", "summary": payload["summary"]}
    if payload.get("card"):
        told["attachments"] = [{"contentType": CARD, "content": payload["card"]}]
    else:
        told |= {"text": payload["text"], "textFormat": "plain"}
    return MessageActivityInput.model_validate(told)


def _after(response: httpx.Response) -> float | None:
    """How long Teams asks us to wait, in seconds; None when it does not say, or gives a date."""
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None


def _word(response: httpx.Response) -> str:
    """Teams' own word for a refusal; nothing else of its answer, which may hold what was sent."""
    try:
        word = str(response.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return ""
    return word if re.fullmatch(r"\w{1,60}", word) else ""
