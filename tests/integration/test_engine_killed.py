"""Engine and action server killed in the middle of a turn of a platform: nobody waits in vain, nothing comes twice."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.slow_way import SlowWay, slow_way
from tests.stand_ins.slack import ADA, APP, HOME, SECRET, Slack, direct, signed, slack_running

inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers

MAREN = "D1001"
ASKED = "When does my secondment end?"
SECONDS = 60.0
QUIET_SECONDS = 3.0  # the worker looks once a second for what is left to do


@dataclass
class World:
    """The three processes behind a stand-in Slack, with a way between engine and action server that can be held."""

    servers: InnerServers
    slack: Slack
    way: SlowWay
    processes: ExitStack
    address: str = ""

    def start(self, module: str) -> None:
        """Start one of the inner processes; the engine reaches the action server over the slow way."""
        to = {"engine": {"SECONDMENT_ACTIONS_PORT": str(self.way.port)}}.get(module)
        python = {"engine": inner.ENGINE_PYTHON}.get(module)
        told = {"extra": to, **({"python": python} if python else {})}
        self.processes.enter_context(self.servers.process(module, **told))

    def kill(self, module: str) -> None:
        """SIGKILL."""
        self.servers.processes[module].kill()
        self.servers.processes[module].wait()

    def event(self, payload: dict[str, Any]) -> int:
        """Slack sends an event; the status it gets."""
        body = httpx.Request("POST", "http://x", json=payload).content
        return httpx.post(f"{self.address}/slack/events", content=body, headers=signed(body), timeout=20).status_code

    def texts(self, number: int) -> list[str]:
        """What Maren read in all, once that many messages are there and nothing more comes."""
        end = time.monotonic() + SECONDS
        while len(self.slack.posted) < number and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(QUIET_SECONDS)
        return self.slack.texts


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The product; Maren's account in Slack is bound to her record."""
    if inner.missing():
        pytest.skip(inner.missing())
    from secondment.records.store import Binding
    from secondment.settings import Settings
    from secondment.wiring import Services
    from tests.product import gateway

    servers = inner.InnerServers(tmp_path_factory.mktemp("killed"))
    servers.prepare()
    store = Services(Settings(home=servers.home, signing_key=inner.SIGNING_KEY)).store
    store.bind([Binding("slack", HOME, ADA, MAREN, date(2026, 1, 1))])
    settings = {"slack_signing_secret": SECRET, "slack_app_id": APP, "slack_workspaces": f"{HOME}=xoxb-1"}
    with ExitStack() as processes, slack_running() as slack, slow_way(servers.actions_port) as way:
        made = World(servers, slack, way, processes)
        made.start("actions")
        made.start("engine")
        servers.wait_until_ready()
        with gateway(servers, servers.engine_port, **settings, slack_api_url=slack.address, test_mode="1") as product:
            made.address = product.address
            yield made


@pytest.mark.parametrize("module", ["actions", "engine"])
def test_a_message_whose_turn_was_killed_is_not_lost_in_silence(world: World, module: str) -> None:
    """The person is told once to ask again; Slack's repetition changes nothing; asked again, it is answered once."""
    before = len(world.slack.posted)
    payload = direct(ASKED)
    world.way.hold()
    assert 200 == world.event(payload)
    assert world.way.held.wait(SECONDS)
    world.kill(module)
    told = world.texts(before + 1)[before:]
    world.way.release()
    world.start(module)
    world.servers.wait_until_ready()
    assert 200 == world.event(payload)
    assert 200 == world.event(direct(ASKED))
    (*first, answer) = world.texts(before + 2)[before:]

    assert (told, 1) == (first, len(told))
    assert "Please try again" in told[0]
    assert re.search(r"\b202\d\b", answer)
