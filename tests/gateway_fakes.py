"""Stand-ins for what the gateway talks to: a desk in memory, an engine that remembers what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from gateway.serving import server_for
from gateway.wire import Message, Offer
from secondment.clock import MovedClock
from secondment.errors import EngineUnavailable
from secondment.identity import (
    Assertion,
    Choice,
    Keys,
    Person,
    derive_keys,
    hash_text,
    issue_chat_token,
    verify_assertion,
)
from secondment.sentences import Sentences, load_sentences
from secondment.usecases.accounts import Account, DemoPerson
from secondment.usecases.my_secondment.choosing import Stage

ROOT = Path(__file__).resolve().parent.parent
KEYS = derive_keys("a signing key for tests, of 40 characters")
SENTENCES = load_sentences(ROOT / "knowledge" / "sentences")
ADA = Person("E-1001")
BEN = Person("E-1002")

HELLO = Message(
    "Hello Ada. You are in the last sixty days of your secondment, so these may be on your mind.",
    (
        Offer("When does mine end?", Choice("say", "When does my secondment end?")),
        Offer("What job do I come back to?", Choice("article", "return-post")),
        Offer("How do I ask for an extension?", Choice("article", "ask-extension")),
    ),
    {"kind": "small_talk"},
)
PAYER = Message(
    "Your home employer usually stays your employer and goes on paying you; the host pays the cost back under the "
    "agreement.\n\nLook in your own agreement for:\n- who runs payroll\n- who approves overtime and expenses\n- what "
    "happens to a pay rise at home",
    (
        Offer("Tell me more", Choice("tell_more", "who-pays-salary")),
        Offer("Do I keep my pension while I am away?", Choice("article", "pension-membership")),
        Offer("Who pays for travel between home and host?", Choice("article", "travel-costs")),
    ),
    {
        "kind": "knowledge",
        "article": "who-pays-salary",
        "topic": "pay_allowances",
        "score": 0.91,
        "sources": [{"title": "Secondment guide, part 3: money"}],
    },
)
END = Message(
    "Your secondment at Northgate Water ends on 18 January 2027, in 58 days. One extension is already agreed.",
    (Offer("What happens in the last weeks?", Choice("article", "last-weeks")),),
    {"kind": "record", "field": "end_date", "value": "18 January 2027", "article": "ending-basics"},
)
CLARIFY = Message(
    "I can read this in two ways. Which do you mean?",
    (
        Offer("How long a secondment usually lasts", Choice("article", "usual-length")),
        Offer("How much notice ends a secondment early", Choice("article", "notice-period")),
        Offer("None of these", Choice("none_of_these")),
    ),
    {"kind": "clarify", "choices": [{"article": "usual-length"}, {"article": "notice-period"}]},
)
# the same from the own record, as it is marked; and what is said instead where others read along
PRIVATE_END = Message(END.text, END.offers, {**(END.answer or {}), "private": True})
ASK_ALONE = Message("Others can read along here.", (), {"kind": "fallback", "ask_alone": True})
SMALL = Message("Glad to help.", (), {"kind": "small_talk"})


@dataclass
class FakeSettings:
    """The settings the gateway reads; a local demo unless told otherwise."""

    demo: bool = True
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    engine_port: int = 1
    engine_timeout_seconds: float = 1.0
    messages_per_minute: int = 1000
    web_session_hours: int = 12
    oidc_issuer: str = ""
    oidc_client_id: str = "assistant"
    oidc_client_secret: str = "not so secret"
    oidc_tenant: str = ""
    oidc_user_claim: str = "sub"
    slack_signing_secret: str = ""
    slack_app_id: str = ""
    slack_workspaces: str = ""
    slack_app_token: str = ""
    slack_api_url: str = ""
    teams_app_id: str = ""
    teams_app_secret: str = ""
    teams_tenant: str = ""
    teams_further_tenants: str = ""
    teams_login_url: str = ""
    teams_service_url: str = ""

    @property
    def address(self) -> str:
        """The address people use."""
        return self.public_url or f"http://{self.host}:{self.port}"


@dataclass
class FakeServices:
    """What the wiring gives the gateway; the store is not there, a fake desk stands before it."""

    settings: FakeSettings = field(default_factory=FakeSettings)
    keys: Keys = KEYS
    sentences: Sentences = SENTENCES
    clock: MovedClock = field(default_factory=lambda: MovedClock(date(2026, 11, 21)))
    store: Any = None


class FakeDesk:
    """People, inbox, epochs and sessions in dictionaries."""

    def __init__(self) -> None:
        self.names = {ADA.employee_number: "Ada Example", BEN.employee_number: "Ben Sample"}
        self.bindings: dict[tuple[str, str, str], Person] = {}
        self.inbox: dict[tuple[str, str], str] = {}
        self.epochs: dict[str, int] = {}
        self.sessions: dict[str, Person] = {}
        self.trouble = ""

    async def account(self, person: Person) -> Account:
        """The account of a person."""
        name = self.names.get(person.employee_number, person.employee_number)
        return Account(person.employee_number, name, person.role, person.employee_number in self.names)

    async def demo_people(self) -> list[DemoPerson]:
        """Two people."""
        stages: tuple[Stage, ...] = ("last_sixty_days", "first_weeks")
        return [
            DemoPerson(number, name, stage) for (number, name), stage in zip(self.names.items(), stages, strict=True)
        ]

    async def bound_person(self, provider: str, tenant: str, user: str) -> Person | None:
        """The person of a binding."""
        return self.bindings.get((provider, tenant, user))

    async def receive(self, person: Person, door: str, key: str, conversation_of: Callable[[int], str]) -> str:
        """Note a message."""
        self.inbox[door, key] = "processing"
        return conversation_of(await self.epoch(person))

    async def finish(self, door: str, key: str) -> None:
        """Note an answer."""
        self.inbox[door, key] = "done"

    async def fail(self, door: str, key: str, reference: str) -> None:
        """Note a failure."""
        self.inbox[door, key] = f"failed {reference}"

    async def epoch(self, person: Person) -> int:
        """The epoch of a person."""
        return self.epochs.get(person.employee_number, 0)

    async def forget(self, person: Person) -> int:
        """A new epoch; the one that is over."""
        over = await self.epoch(person)
        self.epochs[person.employee_number] = over + 1
        return over

    async def open_session(self, person: Person) -> str:
        """A session."""
        session_id = f"session-{len(self.sessions)}-{person.employee_number}"
        self.sessions[session_id] = person
        return session_id

    async def session(self, session_id: str) -> Person | None:
        """The person of a session."""
        return self.sessions.get(session_id)

    async def close_session(self, session_id: str) -> None:
        """End a session."""
        self.sessions.pop(session_id, None)

    async def healthy(self) -> str:
        """What is set."""
        return self.trouble or "ok"


@dataclass
class FakeEngine:
    """Checks each assertion as the engine does, remembers it, and answers; `error` is raised once when set.

    So many wishes to forget as `deaf` says come to nothing.
    """

    pause: float = 0.0
    error: Exception | None = None
    asked: list[tuple[Assertion, str]] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    components: dict[str, str] = field(default_factory=lambda: {"engine": "ok", "actions": "ok", "knowledge": "ok"})
    told: Callable[[Assertion, str], Message] | None = None
    deaf: int = 0
    forgotten: list[Assertion] = field(default_factory=list)

    async def ask(self, assertion: str, text: str) -> tuple[Message, ...]:
        """The answer to a message."""
        checked = verify_assertion(assertion, KEYS.assertion_public_pem)
        self.asked.append((checked, text))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await asyncio.sleep(self.pause)
        finally:
            self.running -= 1
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return ((self.told or answer_to)(checked, text),)

    async def forget(self, assertion: str, text: str) -> None:
        """Note a wish to forget."""
        if self.deaf:
            self.deaf -= 1
            raise EngineUnavailable("engine: status 503")
        checked = verify_assertion(assertion, KEYS.assertion_public_pem)
        assert hash_text(text) == checked.text_hash
        self.forgotten.append(checked)

    async def health(self) -> dict[str, str]:
        """What is set."""
        return self.components

    async def close(self) -> None:
        """Nothing to give back."""


def answer_to(assertion: Assertion, text: str) -> Message:
    """A realistic answer by a word in the text, or by the button pressed."""
    if assertion.choice is not None:
        return SMALL if assertion.choice.kind.startswith("rate_") else PAYER
    by_word = {"hello": HELLO, "pays": PAYER, "end": END, "long": CLARIFY}
    return next((answer for word, answer in by_word.items() if word in text.lower()), SMALL)


def bearer(person: Person = ADA, seconds: int = 300) -> dict[str, str]:
    """The header of somebody with a token."""
    return {"Authorization": f"Bearer {issue_chat_token(KEYS, person, seconds)}"}


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextlib.contextmanager
def running(app: FastAPI, port: int) -> Iterator[str]:
    """The application in its real server on a loopback port, for as long as the block lasts."""
    server = server_for(app, "127.0.0.1", port, "ERROR")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
