"""Microsoft 365 Agents Playground as a process: a Teams client and Bot Connector that nobody here wrote.

It signs nothing, so a relay stands between it and the gateway, which adds the proof of the stand-in Microsoft for
whatever service address the Playground names. Everything else is the Playground's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import yaml
from fastapi import FastAPI, Request
from starlette.responses import Response
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.gateway_fakes import free_port, running
from tests.stand_ins.bot_connector import ADA, BEN, BOT, CEM, TENANT, BotConnector, Member, Sent

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "var" / "clients" / "node_modules"
_CLI = MODULES / "@microsoft" / "m365agentsplayground" / "cli.js"
PERSONAL, GROUP, CHANNEL = "personal-chat", "group-chat", "announcements"
# the Playground wants its own person and five more
PEOPLE = (
    BEN,
    CEM,
    Member("Dag", "dddddddd-0000-4000-8000-000000000004"),
    Member("Eve", "eeeeeeee-0000-4000-8000-000000000005"),
    Member("Fay", "ffffffff-0000-4000-8000-000000000006"),
)


def missing() -> str:
    """Why the Playground cannot run here; empty when it can."""
    if shutil.which("node") is None:
        return "Node is not installed"
    return "" if _CLI.is_file() else "the clients are not installed (make test-clients)"


def person(member: Member) -> dict[str, str]:
    """A person as the Playground's file has them."""
    mail = f"{member.name.lower()}@example.com"
    return {
        "id": member.account,
        "name": f"{member.name} Example",
        "userPrincipleName": mail,
        "aadObjectId": member.object_id,
        "givenName": member.name,
        "surname": "Example",
        "email": mail,
    }


def settings() -> dict[str, Any]:
    """The Playground's file: Ada looks at the screen, five others are there."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "Secondment"},
        "currentUser": person(ADA),
        "users": [person(one) for one in PEOPLE],
        "personalChat": {"id": PERSONAL},
        "groupChat": {"id": GROUP, "name": "Group chat"},
        "team": {
            "id": "team",
            "name": "Our team",
            "aadGroupId": "00000000-0000-4000-8000-000000000031",
            "channels": [{"id": CHANNEL, "name": "Announcements"}],
        },
    }


@dataclass
class Playground:
    """The running Playground; `heard` is what it shows of the bot, as it comes over its WebSocket."""

    address: str
    heard: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, place: str = PERSONAL, *, mention: bool = False) -> None:
        """Ada writes."""
        body: dict[str, Any] = {"from": {"id": ADA.account}, "text": text, "textFormat": "plain"}
        if mention:
            name = "<at>Secondment</at>"
            body |= {"text": f"{name} {text}", "mentions": [{"mentioned": {"id": BOT}, "text": name}]}
        self._post(f"_conversation/v1/conversations/{place}/messages", body)

    def press(self, shown: Sent, title: str) -> None:
        """Ada presses a button of a card."""
        body = {"conversation": {"id": shown.conversation}, "from": {"id": ADA.account}}
        self._post(
            "_conversation/v1/submit",
            {**body, "replyToId": shown.activity["messageId"], "value": shown.buttons[title]},
        )

    def search(self, words: str) -> dict[str, Any]:
        """Ada searches; the Playground checks the answer and hands it on."""
        value = {"commandId": "secondment", "parameters": [{"name": "question", "value": words}]}
        body = {"name": "composeExtension/query", "from": {"id": ADA.account}, "conversation": {"id": PERSONAL}}
        told: dict[str, Any] = self._post("_conversation/v1/invoke", {**body, "value": value}).json()
        return told

    def install(self) -> None:
        """The app is installed in the personal chat."""
        query = {"conversationId": PERSONAL, "type": "install"}
        template = httpx2.get(f"{self.address}/_internal/v1/customActivities/template", params=query).json()
        self._post("_internal/v1/customActivities", template)

    def shown(self, count: int, action: str = "createMessage") -> list[Sent]:
        """The bot's messages so far, once there are so many; raises `TimeoutError`."""
        found: list[dict[str, Any]] = []
        end = time.monotonic() + 20
        while len(found) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(found)} of {count}")
            time.sleep(0.05)
            found = [one for one in self.heard if one["action"] == action]
        return [Sent(one["actionConversationId"], one["message"], "") for one in found]

    def _post(self, path: str, body: dict[str, Any]) -> httpx2.Response:
        response = httpx2.post(f"{self.address}/{path}", json=body, timeout=20)
        assert response.is_success, response.text
        return response


@contextlib.contextmanager
def playground(folder: Path, port: int, teams: BotConnector, bot: Callable[[], str]) -> Iterator[Playground]:
    """The Playground on a port, in a folder of its own, before the gateway at the address `bot` tells."""
    (folder / ".m365agentsplayground.yml").write_text(yaml.safe_dump(settings()))
    with running(relay(teams, bot), through := free_port()):
        command = ["node", str(_CLI), "start", "-e", f"http://127.0.0.1:{through}/api/messages", "-c", "msteams"]
        # it would open a browser, by a program that need not be there
        environment = {**os.environ, "TEAMSAPPTESTER_BROWSER": "none"}
        with (folder / "playground.log").open("w") as log:
            process = subprocess.Popen(
                [*command, "-p", str(port), "--disable-telemetry"], cwd=folder, env=environment, stdout=log, stderr=log
            )
            try:
                yield _listening(Playground(f"http://localhost:{port}"), process)
            finally:
                process.terminate()
                process.wait(10)


def relay(teams: BotConnector, bot: Callable[[], str]) -> FastAPI:
    """What the Playground takes for the bot: it passes activities on, with a proof of Microsoft's."""
    app = FastAPI()

    async def pass_on(request: Request) -> Response:
        body = await request.body()
        proof = teams.proof(lambda claims: claims.update(serviceurl=json.loads(body)["serviceUrl"]))
        headers = {**proof, "Content-Type": "application/json"}
        async with httpx2.AsyncClient(timeout=20) as client:
            answer = await client.post(f"{bot()}/api/teams/messages", content=body, headers=headers)
        return Response(answer.content, answer.status_code, media_type="application/json")

    app.add_route("/api/messages", pass_on, methods=["POST"])
    return app


def _listening(client: Playground, process: subprocess.Popen[bytes]) -> Playground:
    """Wait until the Playground is up, then keep what it shows."""
    end = time.monotonic() + 30
    while True:
        assert process.poll() is None, "the Playground did not start"
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(f"{client.address}/_internal/v1/config", timeout=1).is_success:
                break
        if time.monotonic() > end:
            raise TimeoutError("the Playground")
        time.sleep(0.1)
    socket = connect(client.address.replace("http", "ws") + "/_ws_conversation/v1/conversations/stream")

    def listen() -> None:
        with contextlib.suppress(ConnectionClosed), socket:
            for told in socket:
                client.heard.append(json.loads(told))

    threading.Thread(target=listen, daemon=True).start()
    return client
