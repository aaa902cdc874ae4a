"""The whole product for tests: gateway, engine and action server as real processes, spoken to through the chat API."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from secondment.identity import Keys, Person, issue_chat_token
from tests.inner_servers import SIGNING_KEY, InnerServers, free_port, inner_servers

_START_SECONDS = 120


@dataclass
class Chat:
    """One person's chat through the API."""

    address: str
    keys: Keys
    person: Person
    # kept open: a client made for each message would read the certificates of the machine each time
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    def post(self, message: str, conversation: str = "journey") -> httpx.Response:
        """The raw response to a message."""
        token = issue_chat_token(self.keys, self.person, 600)
        return self.client.post(
            f"{self.address}/api/chat",
            json={"message": message, "conversation": conversation},
            headers={"Authorization": f"Bearer {token}"},
        )

    def hear(self, message: str, conversation: str = "journey") -> list[dict[str, Any]]:
        """All messages that come back."""
        response = self.post(message, conversation)
        assert response.status_code == 200, response.text
        return [dict(one) for one in response.json()["messages"]]

    def say(self, message: str, conversation: str = "journey") -> dict[str, Any]:
        """The first message that comes back."""
        return self.hear(message, conversation)[0]

    def forget(self) -> httpx.Response:
        """The raw response to the wish to forget everything said so far."""
        token = issue_chat_token(self.keys, self.person, 600)
        return self.client.delete(f"{self.address}/api/chat", headers={"Authorization": f"Bearer {token}"})

    def press(self, answer: dict[str, Any], title: str, conversation: str = "journey") -> dict[str, Any]:
        """Press the button of that title."""
        return self.say(payload(answer, title), conversation)


def payload(answer: dict[str, Any], title: str) -> str:
    """What a button sends when it is pressed."""
    titles = {button["title"]: str(button["payload"]) for button in answer["buttons"]}
    assert title in titles, f"no button {title!r} among {sorted(titles)}"
    return titles[title]


@dataclass
class Product:
    """The gateway's address and keys."""

    address: str
    keys: Keys

    def chat(self, employee: str) -> Chat:
        """The chat of an employee."""
        return Chat(self.address, self.keys, Person(employee))


@contextmanager
def gateway(servers: InnerServers, engine_port: int, **settings: str) -> Iterator[Product]:
    """A gateway in front of an engine, with further settings by their names."""
    port = free_port()
    extra = {
        "SECONDMENT_SIGNING_KEY": SIGNING_KEY,
        "SECONDMENT_PORT": str(port),
        "SECONDMENT_ENGINE_PORT": str(engine_port),
        "SECONDMENT_MESSAGES_PER_MINUTE": "100000",
        **{f"SECONDMENT_{name.upper()}": value for name, value in settings.items()},
    }
    with servers.process("gateway", extra=extra):
        address = f"http://127.0.0.1:{port}"
        _wait(address, servers)
        yield Product(address, servers.keys)


@contextmanager
def whole_product(home: Path) -> Iterator[Product]:
    """The three processes on the whole knowledge base."""
    with inner_servers(home, topics=None) as servers, gateway(servers, servers.engine_port) as running:
        yield running


def _wait(address: str, servers: InnerServers) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/api/health", timeout=10)
            return
        except httpx.HTTPError:
            time.sleep(0.3)
    pytest.fail(servers.log("gateway"))
