"""Slack and Teams as stand-ins on loopback, and people who write there: how a message is delivered, what arrives."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.records import employee
from tests.stand_ins import bot_connector, slack
from tests.teams_world import microsoft

DELIVERIES = 3  # of each event: as it happened, and what the platforms send when they think it was lost
_SLACK = "/slack/events"
_TEAMS = "/api/teams/messages"


@dataclass(frozen=True)
class Delivery:
    """One request of a platform to the gateway."""

    path: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Arrival:
    """A reply that arrived at a platform: when, by `time.perf_counter`, and what it says."""

    at: float
    text: str


@dataclass
class Writer:
    """A person with an account: their chat, the line that binds them, their deliveries, and what arrived."""

    employee: str
    chat: str
    binding: str
    deliveries: Callable[[str], list[Delivery]]
    arrived: asyncio.Queue[Arrival] = field(default_factory=asyncio.Queue)


@dataclass
class Platforms:
    """Both stand-ins; `strays` counts what arrived in nobody's chat."""

    slack: slack.Slack
    teams: bot_connector.BotConnector
    writers: list[Writer] = field(default_factory=list)
    strays: int = 0

    def settings(self) -> dict[str, str]:
        """What opens both doors of the gateway towards the stand-ins."""
        told = {
            "slack_signing_secret": slack.SECRET,
            "slack_app_id": slack.APP,
            "slack_workspaces": f"{slack.HOME}=xoxb-benchmark",
            "slack_api_url": self.slack.address,
            "teams_app_id": bot_connector.APP_ID,
            "teams_app_secret": bot_connector.SECRET,
            "teams_tenant": bot_connector.TENANT,
            "teams_login_url": self.teams.address,
            "teams_service_url": self.teams.address,
        }
        return {f"SECONDMENT_{name.upper()}": value for name, value in told.items()}

    def invite(self, people: int) -> None:
        """Give so many people an account, in Slack and in Teams in turn."""
        proof = self.teams.proof()
        for at in range(people):
            self.writers.append(self._in_teams(at, proof) if at % 2 else _in_slack(at))

    def bindings(self) -> str:
        """Whose accounts they are, as a file that can be imported."""
        return "\n".join(["provider,tenant,user,employee_number,valid_to", *(one.binding for one in self.writers)])

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on put what arrives into the queues of the people, who live in that loop."""
        queues = {one.chat: one.arrived for one in self.writers}

        def heard(chat: str, text: str) -> None:
            arrival, queue = Arrival(time.perf_counter(), text), queues.get(chat)
            if queue is None:
                self.strays += 1
            else:
                loop.call_soon_threadsafe(queue.put_nowait, arrival)

        self.slack.heard = self.teams.heard = heard

    def _in_teams(self, at: int, proof: Mapping[str, str]) -> Writer:
        member = bot_connector.Member(f"P{at}", f"99999999-0000-4000-8000-{at:012}")

        def deliveries(text: str) -> list[Delivery]:
            body = json.dumps(self.teams.activity(member, text)).encode()
            return [Delivery(_TEAMS, body, {"Content-Type": "application/json", **proof})] * DELIVERIES

        binding = f"teams,{bot_connector.TENANT},{member.object_id},{employee(at)},"
        return Writer(employee(at), member.chat, binding, deliveries)


def _in_slack(at: int) -> Writer:
    user = f"UP{at}"

    def deliveries(text: str) -> list[Delivery]:
        body = json.dumps(slack.direct(text, user)).encode()
        return [Delivery(_SLACK, body, slack.signed(body) | _repeated(number)) for number in range(DELIVERIES)]

    return Writer(employee(at), f"D{user}", f"slack,{slack.HOME},{user},{employee(at)},", deliveries)


def _repeated(number: int) -> dict[str, str]:
    """The headers by which Slack says that it sends an event again."""
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}


@contextmanager
def platforms(people: int) -> Iterator[Platforms]:
    """Both stand-ins with so many people while they are needed."""
    with slack.slack_running() as in_slack, microsoft() as in_teams:
        made = Platforms(in_slack, in_teams)
        made.invite(people)
        yield made
