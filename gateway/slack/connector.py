"""Sending to Slack's Web API: a failure is worth another try or not, and what may have arrived is looked up."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from gateway.platform.message import Address, Payload, TryAgain, Undeliverable
from gateway.slack.blocks import SHARE
from secondment.sentences import Sentences

_TIMEOUT_SECONDS = 25
_EVENT = "secondment_answer"
_LOOKED_AT = 200
_LOOKED_BACK_SECONDS = 3_600  # longer than a payload is tried
_RESPONSES = "hooks.slack.com"
_TOO_MANY = ("ratelimited", "rate_limited", "message_limit_exceeded")
_ITS_FAULT = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_NOT_THERE = ("user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived", "messages_tab_disabled")


class SlackConnector:
    """Sends payloads with the bot token of their workspace. `api` is the address of a stand-in in tests."""

    def __init__(self, tokens: Mapping[str, str], sentences: Sentences, api: str = "") -> None:
        self._sentences = sentences
        self._api = api
        self._clients = {team: self.client(token) for team, token in tokens.items()}

    def client(self, token: str) -> AsyncWebClient:
        """A client that never repeats a call by itself: a repeated message would be a second message."""
        address = self._api or AsyncWebClient.BASE_URL
        return AsyncWebClient(token=token, base_url=address, timeout=_TIMEOUT_SECONDS, retry_handlers=[])

    def alone(self, address: Address, personal: Address | None) -> Address | None:
        """Where they asked, visible to them alone; unasked, the chat with the assistant."""
        if "channel" not in address:
            return {"team": address["tenant"], "user": address["user"], "way": "direct"}
        return {**address, "way": "respond" if address.get("response_url") else "ephemeral"}

    async def send(self, address: Address, payload: Payload, delivery: str) -> None:
        """Send one payload; what only the person may see and cannot be shown there goes to their chat instead."""
        client = self._client(address)
        if "update" in payload:
            with contextlib.suppress(Undeliverable):  # a message that is gone needs no mark
                await called(client.chat_update(**payload["update"], text=payload["text"], blocks=payload["blocks"]))
            return
        way = address.get("way", "post")
        if way == "respond" and await self._respond(str(address["response_url"]), payload):
            return
        if way in ("ephemeral", "respond") and await self._ephemeral(client, address, payload):
            return
        channel = str(address["channel"]) if way == "post" else await self._chat_with(client, str(address["user"]))
        is_elsewhere = way in ("ephemeral", "respond")
        await called(
            client.chat_postMessage(
                channel=channel,
                thread_ts=(address.get("thread") or None) if way == "post" else None,
                text=payload["text"],
                blocks=[one for one in payload["blocks"] if not (is_elsewhere and _shares(one))],
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": _EVENT, "event_payload": {"delivery": delivery}},
            )
        )

    async def arrived(self, address: Address, delivery: str) -> bool:
        """Whether one of the last messages there carries the delivery's id; what one person alone sees leaves none."""
        client, way = self._client(address), address.get("way", "post")
        if way in ("ephemeral", "respond"):
            return False
        channel = str(address["channel"]) if way == "post" else await self._chat_with(client, str(address["user"]))
        thread = str(address.get("thread") or "") if way == "post" else ""
        # Slack's time stamps are of the real time, to whatever day our own clock was moved
        since = f"{time.time() - _LOOKED_BACK_SECONDS:.6f}"
        asked: dict[str, Any] = {"channel": channel, "limit": _LOOKED_AT, "oldest": since, "include_all_metadata": True}
        call = client.conversations_replies(**asked, ts=thread) if thread else client.conversations_history(**asked)
        try:
            told = await called(call)
        except Undeliverable:
            return False
        return any(_delivery(one) == delivery for one in told.get("messages") or ())

    async def typing(self, address: Address) -> None:
        """Say in a thread with the assistant that it is at work; elsewhere Slack has no such sign."""
        thread, channel = str(address.get("thread") or ""), str(address.get("channel") or "")
        client = self._clients.get(str(address.get("team")))
        if client is None or not thread or not channel.startswith("D"):
            return
        status = self._sentences.say("slack_status")
        try:
            await called(client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=status))
        except (TryAgain, Undeliverable):
            return

    async def still_working(self, address: Address) -> None:
        """Where there is no sign of work, a word that only the person sees and that goes by itself."""
        thread, channel = str(address.get("thread") or ""), str(address.get("channel") or "")
        client = self._clients.get(str(address.get("team")))
        if client is None or not channel or (thread and channel.startswith("D")):
            return
        text, user = self._sentences.say("slack_still_working"), str(address["user"])
        with contextlib.suppress(TryAgain, Undeliverable):
            await called(client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread or None, text=text))

    async def user(self, team: str, user: str) -> dict[str, Any] | None:
        """What Slack knows of a user; None when there is none."""
        client = self._client({"team": team})
        try:
            told = await called(client.users_info(user=user))
        except Undeliverable as error:
            if error.reason in ("user_not_found", "user_not_visible"):
                return None
            raise TryAgain() from error
        found = told.get("user")
        return dict(found) if isinstance(found, Mapping) else None

    async def call(self, team: str, method: str, **told: Any) -> dict[str, Any]:
        """Call any other method of the Web API for a workspace; raises `TryAgain` or `Undeliverable`."""
        return await called(self._client({"team": team}).api_call(method, json=told))

    def _client(self, address: Address) -> AsyncWebClient:
        client = self._clients.get(str(address.get("team")))
        if client is None:
            raise Undeliverable("workspace is not served")
        return client

    async def _chat_with(self, client: AsyncWebClient, user: str) -> str:
        told = await called(client.conversations_open(users=user))
        return str(told["channel"]["id"])

    async def _ephemeral(self, client: AsyncWebClient, address: Address, payload: Payload) -> bool:
        try:
            await called(
                client.chat_postEphemeral(
                    channel=str(address["channel"]),
                    user=str(address["user"]),
                    thread_ts=address.get("thread") or None,
                    text=payload["text"],
                    blocks=payload["blocks"],
                )
            )
        except Undeliverable as error:
            if error.reason in _NOT_THERE:
                return False
            raise
        return True

    async def _respond(self, url: str, payload: Payload) -> bool:
        """Answer through the address that came with the question; False when it is too old or none of Slack's."""
        if not is_response_address(url, self._api):
            return False
        hook = AsyncWebhookClient(url, timeout=_TIMEOUT_SECONDS, retry_handlers=[])
        try:
            told = await hook.send(
                text=payload["text"], blocks=payload["blocks"], response_type="ephemeral", replace_original=False
            )
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            raise TryAgain(uncertain=True) from error
        if told.status_code == 429 or told.status_code >= 500:
            raise TryAgain(_seconds(told.headers), uncertain=told.status_code != 429)
        return told.status_code == 200


def is_response_address(url: str, api: str = "") -> bool:
    """Whether an address that came with a question is Slack's own: answers may hold what is the person's alone.

    `api` is the stand-in of tests, which then is the only one believed.
    """
    scheme, host = ("", urlsplit(api).netloc) if api else ("https", _RESPONSES)
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.netloc == host and (not scheme or parts.scheme == scheme)


async def called(call: Awaitable[Any]) -> dict[str, Any]:
    """The answer of the Web API; raises `TryAgain` or `Undeliverable`."""
    try:
        async with asyncio.timeout(_TIMEOUT_SECONDS):
            response = await call
    except SlackApiError as error:
        raise _judged(error) from error
    except aiohttp.ClientConnectorError as error:
        raise TryAgain() from error
    except (aiohttp.ClientError, OSError, TimeoutError, SlackClientError) as error:
        raise TryAgain(uncertain=True) from error
    return dict(response.data)


def _judged(error: SlackApiError) -> Exception:
    response = error.response
    status = getattr(response, "status_code", 200)
    data = getattr(response, "data", None)
    reason = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if status == 429 or reason in _TOO_MANY:
        return TryAgain(_seconds(getattr(response, "headers", {})))
    if status >= 500 or reason in _ITS_FAULT or not reason:
        return TryAgain(uncertain=True)
    return Undeliverable(reason)


def _seconds(headers: Mapping[str, Any]) -> float | None:
    told = {str(name).lower(): value for name, value in headers.items()}.get("retry-after")
    value = told[0] if isinstance(told, list) and told else told
    return float(value) if isinstance(value, str | int) and str(value).isdecimal() else None


def _shares(block: Mapping[str, Any]) -> bool:
    """Whether a row offers to share: in another chat than where it was asked there is nobody to share with."""
    return str(block.get("block_id", "")).startswith(SHARE)


def _delivery(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    told = payload.get("delivery") if isinstance(payload, Mapping) else None
    return told if isinstance(told, str) else None
