"""Is this really Slack, and about a workspace and an app of ours? The order of checks is the order of the functions."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

from gateway.errors import Refused


class NotSlack(Refused):
    """A request that Slack did not sign within the last five minutes."""

    status = 401
    sentence = "slack_not_verified"


class _Now(Clock):
    """Seconds since 1970, from a clock that tests move."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds

    def now(self) -> float:
        """The present moment."""
        return self._seconds()


class Signature:
    """Checks signatures with the app's signing secret; `seconds` tells the time."""

    def __init__(self, secret: str, seconds: Callable[[], float] = time.time) -> None:
        self._verifier = SignatureVerifier(secret, _Now(seconds)) if secret else None

    def check(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Raise `NotSlack` unless Slack signed this body and the time, which is at most five minutes away."""
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if self._verifier is None or not stamp.isascii() or not stamp.isdigit() or not signature.isascii():
            raise NotSlack()
        try:
            valid = self._verifier.is_valid(body, stamp, signature)
        except ValueError as error:  # a body that is no UTF-8, or more digits than a number may have
            raise NotSlack() from error
        if not valid:
            raise NotSlack()


def read(body: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload of a signed body, whichever of Slack's three shapes it has; None when it has none of them."""
    text = body.decode(errors="replace")
    try:
        if content_type.partition(";")[0].strip().lower() == "application/json":
            told = json.loads(text)
        else:
            form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
            told = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def is_ours(payload: Mapping[str, Any], app_id: str, teams: Collection[str]) -> bool:
    """Whether a payload is meant for our app and comes from a workspace that is served."""
    return payload.get("api_app_id") == app_id and team_of(payload) in teams


def team_of(payload: Mapping[str, Any]) -> str:
    """The workspace a payload is about."""
    team = payload.get("team")
    told = team.get("id") if isinstance(team, Mapping) else payload.get("team_id")
    return told if isinstance(told, str) else ""
