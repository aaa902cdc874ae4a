"""What Slack and the machine may do to us: too many requests, faults, dropped connections, slowness, a sudden end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI, Request

from secondment.records.store import Binding
from secondment.settings import Settings
from secondment.wiring import Services
from tests.gateway_fakes import END, PAYER, ROOT, free_port, running
from tests.slack_world import slack_world
from tests.stand_ins.slack import ADA, APP, BEN, HOME, SECRET, Fault, Slack, direct, signed

SIGNING_KEY = "a signing key for tests, of 40 characters"


FAULTS = {
    "429 with a pause": [Fault("chat.postMessage", retry_after="1")],
    "500 three times": [Fault("chat.postMessage", status=500)] * 3,
    "dropped after it was taken in": [Fault("chat.postMessage", drops=True)],
    "internal error": [Fault("chat.postMessage", error="internal_error")],
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
async def test_answers_arrive_once_and_in_order_whatever_slack_does(
    tmp_path: Path, slack: Slack, faults: list[Fault]
) -> None:
    """The second waits for the first."""
    slack.faults = list(faults)
    async with slack_world(tmp_path, slack) as world:
        await world.event(direct("Who pays?"))
        await world.event(direct("When does mine end?"))
        await world.until(lambda: len(slack.posted) >= 2, seconds=20)
        await world.quiet()

    assert [PAYER.text, END.text] == slack.texts


async def test_the_pause_slack_asks_for_is_kept(tmp_path: Path, slack: Slack) -> None:
    """No call before it is over."""
    slack.faults = [Fault("chat.postMessage", retry_after="2")]
    async with slack_world(tmp_path, slack) as world:
        await world.event(direct("Who pays?"))
        await world.until(lambda: not slack.faults)
        first = time.monotonic()
        await world.until(lambda: slack.posted, seconds=10)

    assert time.monotonic() - first >= 1.9


async def test_what_slack_refuses_for_good_is_counted_and_the_next_answer_goes_out(
    tmp_path: Path, slack: Slack
) -> None:
    """A dead letter, without its content."""
    slack.faults = [Fault("chat.postMessage", error="channel_not_found")]
    async with slack_world(tmp_path, slack) as world:
        await world.event(direct("Who pays?"))
        await world.event(direct("When does mine end?"))
        await world.until(lambda: slack.posted)
        await world.quiet()

        assert ([END.text], 1) == (slack.texts, world.store.dead_letters())


async def test_a_storm_of_repetitions_loses_and_doubles_nothing(tmp_path: Path, slack: Slack) -> None:
    """Each event three times at once: one answer each, each person's in order."""
    people, questions = [f"U{number:02d}" for number in range(12)], ["Who pays one?", "Who pays two?"]
    async with slack_world(tmp_path, slack) as world:
        world.store.bind([Binding("slack", HOME, user, f"E-{user}", date(2020, 1, 1)) for user in people])
        for question in questions:
            await asyncio.gather(*(world.event(one) for user in people for one in [direct(question, user)] * 3))
        await world.until(lambda: len(slack.posted) == 24, seconds=20)
        await world.quiet()
        asked = [(assertion.person.employee_number, text) for assertion, text in world.engine.asked]

    assert {f"E-{user}": questions for user in people} == {
        number: [text for who, text in asked if who == number] for number, _ in asked
    }
    assert 24 == len(slack.posted)


async def test_a_slow_slack_keeps_nobody_else_waiting(tmp_path: Path, slack: Slack) -> None:
    """Health within a second, another person's answer before the slow one is over."""
    slack.faults = [Fault("chat.postMessage", seconds=4)]
    async with slack_world(tmp_path, slack) as world:
        await world.event(direct("Who pays?"))
        await world.until(lambda: not slack.faults)
        await world.event(direct("When does mine end?", BEN))
        async with asyncio.timeout(1):
            health = await world.http.get("/api/health")
        await world.until(lambda: len(slack.posted) == 2, seconds=2)

    assert 200 == health.status_code


async def test_logs_hold_no_words_names_or_tokens(
    tmp_path: Path, slack: Slack, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of what is answered, refused, ignored, postponed and given up."""
    slack.faults = [
        Fault("chat.postMessage", error="channel_not_found"),
        Fault("chat.postMessage", retry_after="1"),
    ]
    async with slack_world(tmp_path, slack) as world:
        await world.event(direct("Who pays for my zebra?"))
        await world.event(direct("When does my zebra end?"))
        await world.event({**direct("zebra"), "team_id": "T666"})
        await world.event({**direct("zebra"), "event": {"type": "zebra", "text": "zebra"}})
        await world.take(b'{"zebra": 1}', signed(b"{}"))
        await world.until(lambda: slack.posted, seconds=10)
        await world.quiet()
    told = "".join(capfd.readouterr())

    assert "dead letter" in told and "postponed" in told
    for secret in ("zebra", "xoxb", "Uada", ADA, PAYER.text[:20], END.text[:20], SECRET):
        assert secret not in told


# --- the gateway ends in the middle


@dataclass
class SlowEngine:
    """An engine that takes its time and outlives the gateway."""

    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)

    def app(self) -> FastAPI:
        """Its two addresses."""
        app = FastAPI()

        @app.post("/webhooks/gateway/webhook")
        async def ask(request: Request) -> dict[str, Any]:
            self.asked.append((await request.json())["text"])
            await asyncio.sleep(self.seconds)
            return {"messages": [{"text": PAYER.text, "buttons": [], "answer": {"kind": "knowledge"}}]}

        @app.get("/webhooks/gateway/health")
        async def health() -> dict[str, Any]:
            return {"status": "ok", "components": {"engine": "ok"}}

        return app


@dataclass
class Gateway:
    """The gateway as a process that can be killed and started again on the same database and port."""

    home: Path
    slack: Slack
    engine_port: int
    port: int = field(default_factory=free_port)

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """The process, once it answers."""
        environment = {**os.environ, **self.settings()}
        process = subprocess.Popen([sys.executable, "-m", "gateway"], cwd=ROOT, env=environment)
        try:
            wait_until(lambda: self.answers() or process.poll() is not None, 60)
            yield process
        finally:
            process.kill()
            process.wait()

    def settings(self) -> dict[str, str]:
        """Its environment."""
        told = {
            "home": str(self.home),
            "signing_key": SIGNING_KEY,
            "port": str(self.port),
            "engine_port": str(self.engine_port),
            "test_mode": "1",
            "slack_signing_secret": SECRET,
            "slack_app_id": APP,
            "slack_workspaces": f"{HOME}=xoxb-home",
            "slack_api_url": self.slack.address,
        }
        return {f"SECONDMENT_{name.upper()}": value for name, value in told.items()}

    def answers(self) -> bool:
        """Whether it listens."""
        try:
            return httpx2.get(f"http://127.0.0.1:{self.port}/api/health", timeout=2).status_code == 200
        except httpx2.HTTPError:
            return False

    def event(self, payload: dict[str, Any]) -> int:
        """Send a signed event."""
        body = httpx2.Request("POST", "http://x", json=payload).content
        to = f"http://127.0.0.1:{self.port}/slack/events"
        return httpx2.post(to, content=body, headers=signed(body), timeout=10).status_code


@pytest.fixture
def engine() -> Iterator[tuple[SlowEngine, int]]:
    """The engine and its port."""
    port, slow = free_port(), SlowEngine()
    with running(slow.app(), port):
        yield slow, port


@pytest.fixture
def gateway(tmp_path: Path, slack: Slack, engine: tuple[SlowEngine, int]) -> Gateway:
    """A gateway in which Ada's account is bound."""
    store = Services(Settings(home=tmp_path, signing_key=SIGNING_KEY)).store
    store.bind([Binding("slack", HOME, ADA, "E-1001", date(2020, 1, 1))])
    return Gateway(tmp_path, slack, engine[1])


def wait_until(done: Callable[[], object], seconds: float = 15) -> None:
    """Wait until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            pytest.fail("it did not happen in time")
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["SIGKILL", "SIGTERM"])
def test_a_gateway_that_ends_in_the_middle_of_a_turn_answers_once(
    gateway: Gateway, slack: Slack, engine: tuple[SlowEngine, int], how: signal.Signals
) -> None:
    """Before the end or after the next start; Slack's own repetition changes nothing."""
    slow, _ = engine
    slow.seconds = 1.5
    payload = direct("Who pays?")
    with gateway.started() as process:
        assert 200 == gateway.event(payload)
        wait_until(lambda: slow.asked)
        process.send_signal(how)
        process.wait(30)
    with gateway.started():
        assert 200 == gateway.event(payload)
        wait_until(lambda: slack.posted)
        time.sleep(2.5)

    assert [PAYER.text] == slack.texts


def test_a_gateway_killed_while_sending_does_not_send_again_what_arrived(
    gateway: Gateway, slack: Slack, engine: tuple[SlowEngine, int]
) -> None:
    """Slack is asked whether the message is there."""
    slack.faults = [Fault("chat.postMessage", seconds=5)]
    with gateway.started() as process:
        gateway.event(direct("Who pays?"))
        wait_until(lambda: slack.posted)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    with gateway.started():
        wait_until(lambda: slack.of("conversations.history"))
        gateway.event(direct("Who pays again?"))
        wait_until(lambda: len(slack.posted) == 2)

    assert (2, ["Who pays?", "Who pays again?"]) == (len(slack.posted), engine[0].asked)
