"""Socket Mode: the gateway calls Slack, and what comes over the line is treated as over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from tests.gateway_fakes import PAYER, free_port
from tests.slack_world import slack_world
from tests.stand_ins.slack import direct, signed, slack_running


@dataclass
class Line:
    """Slack's end of the line: what it says once somebody is there, and what is acknowledged."""

    says: list[dict[str, Any]]
    acknowledged: list[str] = field(default_factory=list)

    async def talk(self, request: web.Request) -> web.WebSocketResponse:
        """One connection."""
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        for number, payload in enumerate(self.says):
            envelope = {"envelope_id": f"e{number}", "type": "events_api", "accepts_response_payload": False}
            await line.send_json({**envelope, "payload": payload})
        async for told in line:
            if told.type == WSMsgType.TEXT and told.data.startswith("{"):
                self.acknowledged.append(told.json()["envelope_id"])
        return line


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[str]:
    """The line on loopback."""
    app = web.Application()
    app.router.add_get("/link", line.talk)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"ws://127.0.0.1:{port}/link"
    await runner.cleanup()


async def test_an_event_over_the_line_is_answered_once(tmp_path: Path) -> None:
    """Acknowledged when it is kept; the same event again changes nothing; another workspace is left alone."""
    payload = direct("Who pays?")
    line = Line([payload, payload, {**direct("Who pays?"), "team_id": "T666"}])
    with slack_running() as slack:
        async with listening(line) as slack.socket, slack_world(tmp_path, slack, app_token="xapp-1") as world:
            await world.posts(1)
            await world.until(lambda: len(line.acknowledged) == 3)
            await world.quiet()

    assert ([PAYER.text], {"e0", "e1", "e2"}) == (slack.texts, set(line.acknowledged))
    assert "xapp-1" == next(call.token for call in slack.calls if call.method == "apps.connections.open")


async def test_without_a_signing_secret_nothing_is_believed_over_http(tmp_path: Path) -> None:
    """The address stands there, shut."""
    with slack_running() as slack:
        async with listening(Line([])) as slack.socket, slack_world(tmp_path, slack, app_token="xapp-1") as world:
            response = await world.take(b"{}", signed(b"{}", secret=""))

    assert 401 == response.status_code
