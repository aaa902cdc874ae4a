"""The Bolt app: which payload of Slack goes through which parser into the shared chain.

Listeners run before Slack is acknowledged, so that what is acknowledged is kept. Whatever nobody listens to is
acknowledged and left alone.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError

from gateway.boundary import named, note
from gateway.errors import status_of
from gateway.platform.chain import Chain
from gateway.platform.message import PlatformMessage
from gateway.slack import parse
from gateway.slack.home import OPEN_QUESTION
from gateway.slack.pages import HomePages
from gateway.slack.settings import PROVIDER
from gateway.slack.verify import is_ours, team_of
from secondment.errors import SecondmentError
from secondment.sentences import Sentences

Body = dict[str, Any]
EVENTS = ("message", "app_mention", "app_home_opened", "assistant_thread_started")
COMMAND = "/secondment"

_log = structlog.get_logger("gateway.slack")


class SlackApp:
    """Listens to Slack. `bolt` is the app of the SDK, which HTTP and Socket Mode hand their payloads to."""

    def __init__(
        self, app_id: str, teams: Collection[str], chain: Chain, pages: HomePages, sentences: Sentences
    ) -> None:
        self._app_id = app_id
        self._teams = teams
        self._chain = chain
        self._pages = pages
        self._sentences = sentences
        self.bolt = AsyncApp(
            name="secondment",
            logger=_quiet(),
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            # `verify.py` has checked the signature; a socket has none
            request_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            before_authorize=self._only_ours,
            authorize=_authorize,
        )
        self._listen()

    def _listen(self) -> None:
        bolt = self.bolt
        bolt.event("message")(self._heard)
        bolt.event("app_mention")(self._heard)
        bolt.event("app_home_opened")(ack=self._opened, lazy=[self._pages.publish])
        bolt.event("assistant_thread_started")(self._opened)
        bolt.action(OPEN_QUESTION)(self._open_window)
        bolt.action(re.compile(".*"))(self._pressed)
        bolt.view(parse.ASK_VIEW)(self._submitted)
        bolt.command(COMMAND)(self._commanded)
        bolt.shortcut(parse.ASK_SHORTCUT)(self._asked)
        bolt.error(self._failed)

    async def _only_ours(self, body: Body, next: Any) -> BoltResponse | None:
        if body.get("type") == "url_verification" or is_ours(body, self._app_id, self._teams):
            await next()
            return None
        _log.info("ignored", reason="another app or workspace")
        return BoltResponse(status=200, body="")

    async def _accept(self, message: PlatformMessage | None) -> None:
        """Take a message in; whatever goes wrong is raised as an error of ours, by which `_failed` knows it."""
        if message is None:
            return
        try:
            new = await self._chain.accept(message)
        except SecondmentError:
            raise
        except Exception as error:
            raise named(error) from error
        if new:
            _log.info("heard", surface=message.place.surface)

    async def _heard(self, body: Body) -> None:
        await self._accept(parse.message_event(body))

    async def _opened(self, body: Body) -> None:
        await self._accept(parse.opened(body, self._sentences.say("web_greeting")))

    async def _pressed(self, ack: AsyncAck, body: Body) -> None:
        await self._accept(parse.button(body))
        await ack()

    async def _open_window(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._pages.open_window(team_of(body), str(body.get("trigger_id", "")))

    async def _submitted(self, ack: AsyncAck, body: Body) -> None:
        await self._accept(parse.submission(body))
        await ack()

    async def _commanded(self, ack: AsyncAck, body: Body) -> None:
        await self._accept(parse.command(body, self._sentences.say("slack_help")))
        await ack()

    async def _asked(self, ack: AsyncAck, body: Body) -> None:
        await self._accept(parse.shortcut(body))
        await ack()

    async def _failed(self, error: Exception) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200, body="")
        known = named(error)
        note(known, door=PROVIDER, part="listening")
        # what could not be kept Slack sends again; what only the SDK stumbled over it would send in vain
        return BoltResponse(status=status_of(known) if known is error else 200, body="")


async def _authorize(team_id: str | None) -> AuthorizeResult:
    """What the SDK wants to know of a workspace that is served; the tokens stay with the connector."""
    return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-kept-elsewhere")


def _quiet() -> logging.Logger:
    """The SDK's own log, without what it says below errors: warnings there quote whole payloads."""
    logger = logging.getLogger("secondment.slack")
    logger.setLevel(logging.ERROR)
    return logger
