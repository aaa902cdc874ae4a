"""One person at the chat API: a kept connection, little work of its own, so that what is measured is the product."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from secondment.identity import Keys, Person, issue_chat_token

_TOKEN_SECONDS = 6 * 3600
_TIMEOUT_SECONDS = 60
_LONGEST_WAIT_SECONDS = 61


class NoAnswer(Exception):
    """The chat API did not answer with messages; the text says with what instead."""


class Chat:
    """A person's chat. Not for use by several threads at once."""

    def __init__(self, address: str, keys: Keys, employee: str) -> None:
        self.employee = employee
        place = urlsplit(address)
        kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(place.netloc, timeout=_TIMEOUT_SECONDS)
        token = issue_chat_token(keys, Person(employee), _TOKEN_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def say(self, message: str, conversation: str = "") -> list[dict[str, Any]]:
        """The messages that come back; waits once when told that it was too many. Raises `NoAnswer`."""
        status, headers, body = self._post(message, conversation)
        if status == 429:
            time.sleep(min(float(headers.get("Retry-After") or 60) + 0.5, _LONGEST_WAIT_SECONDS))
            status, headers, body = self._post(message, conversation)
        if status != 200:
            raise NoAnswer(f"status {status}: {body[:200].decode(errors='replace')}")
        messages: list[dict[str, Any]] = json.loads(body)["messages"]
        if not messages:
            raise NoAnswer("no message came back")
        return messages

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _post(self, message: str, conversation: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        body = json.dumps({"message": message, "conversation": conversation}).encode()
        try:
            return self._once(body)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # the server closes a connection that rested for a while; the next request opens another
            self._connection.close()
            return self._once(body)

    def _once(self, body: bytes) -> tuple[int, http.client.HTTPMessage, bytes]:
        self._connection.request("POST", "/api/chat", body, self._headers)
        response = self._connection.getresponse()
        return response.status, response.headers, response.read()
