"""Calls of the action server, made cheap and safe. The one place where Rasa itself is changed (`install`).

Rasa 3.6.21 checks the schema of the response schema on each call (81 % of its time per message), opens a new
connection for each call, posts the whole conversation, and says nothing to anybody when an action fails.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import Any

import aiohttp
import fastjsonschema
import rasa.core.actions.action as rasa_actions
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

LAST_EVENTS = 16  # eight turns, even if every one was a pressed button
TIMEOUT_SECONDS = 8.0
_StockRemoteAction = rasa_actions.RemoteAction


class BadActionResponse(RasaException):  # type: ignore[misc]  # Rasa is not typed
    """The action server answered in another shape; the answer itself is not told, it may hold personal facts."""


class FastRemoteAction(_StockRemoteAction):  # type: ignore[misc, valid-type]
    """Rasa's remote action with a response check compiled once and a call that stays small as a talk grows."""

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        return {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": short_state(tracker),
            "version": rasa_actions.rasa.__version__,
        }

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        try:
            response_check()(result)
        except fastjsonschema.JsonSchemaValueException as error:
            raise BadActionResponse(f"{self.name()}: {error.name}: {error.rule}") from None
        return True

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """What the stock action does; a failure is noted on the channel, so that somebody is told."""
        answered = False
        try:
            events: list[Event] = await super().run(output_channel, nlg, tracker, domain)
            answered = True
        finally:
            if not answered:
                output_channel.action_failed = True
        return events


class KeptOpenEndpoint(EndpointConfig):  # type: ignore[misc]
    """An endpoint whose connections stay open between calls; close it when the server stops."""

    _session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """POST or GET and return the JSON answer; raises `ClientResponseError` for a status of 400 and more."""
        kwargs.pop("timeout", None)  # ours stands on the session, and is shorter than the turn
        url = self.url if subpath is None else f"{self.url}/{subpath.lstrip('/')}"
        async with self._opened().request(method, url, **kwargs) as response:
            if response.status >= 400:
                # the body is left unread: an error page may echo what was sent
                raise ClientResponseError(response.status, str(response.reason), "{}")
            return await response.json()

    async def close(self) -> None:
        """Close the kept connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                headers=self.headers, timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS), trust_env=False
            )
        return self._session


def install() -> None:
    """Make Rasa build our remote actions; `tests/integration` holds the contract this relies on."""
    rasa_actions.RemoteAction = FastRemoteAction


def kept_open(endpoint: EndpointConfig) -> KeptOpenEndpoint:
    """The same endpoint with kept connections."""
    return KeptOpenEndpoint(endpoint.url, endpoint.params, endpoint.headers, **endpoint.kwargs)


@cache
def response_check() -> Callable[[dict[str, Any]], None]:
    """The compiled check of an action's response against Rasa's own schema.

    The schema tries each event against each of its 23 kinds. An event names its kind, so one comparison is enough.
    """
    schema = copy.deepcopy(_StockRemoteAction.action_response_format_spec())
    alternatives = schema["properties"]["events"]["items"].pop("oneOf")
    whole = fastjsonschema.compile(schema)
    kinds = {one["properties"]["event"]["const"]: fastjsonschema.compile(one) for one in alternatives}

    def check(response: dict[str, Any]) -> None:
        whole(response)
        for event in response.get("events", ()):
            if event["event"] not in kinds:
                raise fastjsonschema.JsonSchemaValueException("unknown event", name="data.events.event", rule="oneOf")
            kinds[event["event"]](event)

    return check


def short_state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The tracker as actions get it: slots, the last message and what was said last, whatever the talk's length.

    What was understood of the last message is told once, with the message itself. Of the other events nothing is read.
    """
    said = (event for event in reversed(tracker.events) if isinstance(event, UserUttered | BotUttered))
    last = list(islice(said, LAST_EVENTS))[::-1]
    return {
        "sender_id": tracker.sender_id,
        "slots": tracker.current_slot_values(),
        "latest_message": tracker._latest_message_data(),
        "latest_event_time": last[-1].timestamp if last else None,
        "followup_action": tracker.followup_action,
        "paused": tracker.is_paused(),
        "events": [_told(event) for event in last],
        "latest_input_channel": tracker.get_latest_input_channel(),
        "active_loop": {},
        "latest_action_name": tracker.latest_action_name,
    }


def _told(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = event.as_dict()
    told.pop("parse_data", None)
    return told
