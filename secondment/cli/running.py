"""A message put to the assistant that runs, as one of the demo people."""

from __future__ import annotations

from typing import Any

import requests

from secondment.demo import demo_records
from secondment.errors import SettingsError
from secondment.identity import Person, issue_chat_token
from secondment.wiring import Services

_SECONDS = 30
_LIFE_SECONDS = 60


def ask_running(services: Services, message: str, employee: str) -> list[dict[str, Any]]:
    """The messages that come back; raises `SettingsError` for a person who is none of the demo's, or without a key.

    Nobody real is asked for: what the assistant tells of a record would stand on an operator's screen.
    """
    if employee not in {number for number, _ in demo_records()}:
        raise SettingsError(f"{employee} is none of the demo people: --running asks in nobody else's name")
    settings = services.settings
    if not settings.signing_key and not (settings.home / "signing.key").is_file():
        raise SettingsError("no signing key is at hand: set SECONDMENT_SIGNING_KEY, or start the assistant once")
    token = issue_chat_token(services.keys, Person(employee), _LIFE_SECONDS)
    try:
        response = requests.post(
            f"{settings.address}/api/chat",
            json={"message": message, "conversation": "explain"},
            headers={"Authorization": f"Bearer {token}"},
            timeout=_SECONDS,
        )
    except requests.RequestException as error:
        raise SettingsError(f"nothing answers at {settings.address}: start the assistant first") from error
    if response.status_code != requests.codes.ok:
        raise SettingsError(f"{settings.address} answered {response.status_code}")
    messages: list[dict[str, Any]] = response.json()["messages"]
    return messages
