"""A small Microsoft on loopback: sign-in with its own key, token server, Bot Connector, and people who write.

It can lie in its tokens (`bend`), and answer with faults: `faults` holds what the next sends get.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

APP_ID = "11111111-aaaa-4bbb-8ccc-222222222222"
SECRET = "a secret of the app registration"
TENANT = "33333333-aaaa-4bbb-8ccc-444444444444"
BOT = f"28:{APP_ID}"
KEY = generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = generate_private_key(public_exponent=65537, key_size=2048)
_COUNT = itertools.count(1)

Claims = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """Somebody in Teams."""

    name: str
    object_id: str

    @property
    def account(self) -> str:
        """The id Teams gives them towards the bot."""
        return f"29:{self.name.lower()}"

    @property
    def chat(self) -> str:
        """Their personal chat with the bot."""
        return f"a:chat-of-{self.name.lower()}"


ADA = Member("Ada", "aaaaaaaa-0000-4000-8000-000000000001")
BEN = Member("Ben", "bbbbbbbb-0000-4000-8000-000000000002")
CEM = Member("Cem", "cccccccc-0000-4000-8000-000000000003")
CHANNEL = "19:general@thread.tacv2"


@dataclass(frozen=True)
class Sent:
    """What arrived at the connector: `update` is the id of the message it replaces."""

    conversation: str
    activity: dict[str, Any]
    authorization: str
    update: str = ""

    @property
    def text(self) -> str:
        """What a person reads, from the words or from the card."""
        told = str(self.activity.get("text") or "")
        return told + "".join(words(one["content"]) for one in self.activity.get("attachments") or ())

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Title to data of the buttons that submit."""
        found: dict[str, dict[str, Any]] = {}
        for attachment in self.activity.get("attachments") or ():
            for element in attachment["content"]["body"]:
                for action in (*(element.get("actions") or ()), element.get("selectAction") or {}):
                    if action.get("type") == "Action.Submit":
                        found[action["title"]] = action["data"]
        return found


def words(element: Mapping[str, Any]) -> str:
    """The words in an element of a card and in what it holds, one line each."""
    runs = "".join(one["text"] for one in element.get("inlines") or ())
    inner = [*(element.get("body") or ()), *(element.get("items") or ())]
    return (f"{runs}\n" if runs else "") + "".join(words(one) for one in inner)


@dataclass
class BotConnector:
    """The stand-in at `address`. `faults`, one a send: a status, (429, seconds), "drop", or seconds of slowness.

    `heard` is told of each message in a chat, by what notifications show of it.
    """

    address: str
    faults: list[Any] = field(default_factory=list)
    refuses_new_chats: bool = False
    sent: list[Sent] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    endorsements: tuple[str, ...] = ("msteams",)
    tokens_given: int = 0
    heard: Callable[[str, str], None] = lambda chat, text: None

    def app(self) -> FastAPI:
        """Its pages."""
        app = FastAPI()
        app.add_route("/v1/.well-known/openidconfiguration", self._metadata)
        app.add_route("/v1/keys", self._keys)
        app.add_route("/{tenant}/oauth2/v2.0/token", self._token, methods=["POST"])
        app.add_route("/v3/conversations", self._open, methods=["POST"])
        app.add_route("/v3/conversations/{conversation}/activities", self._take, methods=["POST"])
        app.add_route("/v3/conversations/{conversation}/activities/{activity}", self._take, methods=["PUT"])
        return app

    @property
    def messages(self) -> list[Sent]:
        """What arrived, without the typing indicators."""
        return [one for one in self.sent if one.activity["type"] == "message"]

    def proof(self, bend: Callable[[Claims], None] = lambda claims: None, key: RSAPrivateKey = KEY) -> dict[str, str]:
        """The header Teams sends with an activity; `bend` makes a lie of it."""
        now = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": self.address}
        told: Claims = {**claims, "nbf": now, "iat": now, "exp": now + 3600}
        bend(told)
        return {"Authorization": f"Bearer {jwt.encode(told, key, algorithm='RS256', headers={'kid': 'one'})}"}

    def activity(self, member: Member, text: str = "", *, thread: str = "", **more: Any) -> dict[str, Any]:
        """What Teams sends when somebody writes: in their personal chat, or in a thread of the channel."""
        number = next(_COUNT)
        conversation: dict[str, Any] = {"id": member.chat, "conversationType": "personal", "tenantId": TENANT}
        if thread:
            conversation |= {"id": f"{CHANNEL};messageid={thread}", "conversationType": "channel", "isGroup": True}
        told: dict[str, Any] = {
            "type": "message",
            "id": f"{1_700_000_000_000 + number}",
            "timestamp": "2026-11-21T10:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.address,
            "from": {"id": member.account, "name": member.name, "aadObjectId": member.object_id},
            "conversation": conversation,
            "recipient": {"id": BOT, "name": "Secondment"},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-GB",
        }
        if text:
            told |= {"text": text, "textFormat": "plain"}
        return told | more

    def mention(self, member: Member, text: str, thread: str) -> dict[str, Any]:
        """What Teams sends when somebody names the bot in a channel."""
        entity = {"type": "mention", "text": "<at>Secondment</at>", "mentioned": {"id": BOT, "name": "Secondment"}}
        return self.activity(member, f"<at>Secondment</at> {text}\n", thread=thread, entities=[entity])

    def press(self, member: Member, sent: Sent, title: str, **more: Any) -> dict[str, Any]:
        """What Teams sends when a button is pressed: no text, the button's data, the card's id."""
        thread = sent.conversation.partition(";messageid=")[2]
        card = sent.activity["id"]
        return self.activity(member, thread=thread, value=sent.buttons[title], replyToId=card, **more)

    async def _metadata(self, _: Request) -> Response:
        self.asked.append("metadata")
        return JSONResponse({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.address}/v1/keys"})

    async def _keys(self, _: Request) -> Response:
        self.asked.append("keys")
        told = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**told, "kid": "one", "use": "sig", "endorsements": list(self.endorsements)}]})

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        if (form.get("client_id"), form.get("client_secret")) != (APP_ID, SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        self.tokens_given += 1
        return JSONResponse({"token_type": "Bearer", "expires_in": 3600, "access_token": f"bot-{self.tokens_given}"})

    async def _open(self, request: Request) -> Response:
        asked = await request.json()
        if self.refuses_new_chats:
            return JSONResponse({"error": {"code": "BotNotInConversationRoster", "message": "no"}}, 403)
        return JSONResponse({"id": asked["members"][0]["id"].replace("29:", "a:chat-of-")}, 201)

    async def _take(self, request: Request) -> Response:
        activity = await request.json()
        fault = self.faults.pop(0) if self.faults and activity["type"] == "message" else None
        if fault == "drop":
            return _cut_off()
        if isinstance(fault, tuple):
            return JSONResponse({"error": {"code": "TooMany"}}, fault[0], {"Retry-After": str(fault[1])})
        if isinstance(fault, int):
            return JSONResponse({"error": {"code": "BadSyntax"}}, fault)
        if isinstance(fault, float):
            await asyncio.sleep(fault)
        update = request.path_params.get("activity", "")
        activity["id"] = update or f"reply-{len(self.sent)}"
        told = Sent(request.path_params["conversation"], activity, request.headers.get("authorization", ""), update)
        self.sent.append(told)
        if activity["type"] == "message":
            self.heard(told.conversation, str(activity.get("summary") or ""))
        return JSONResponse({"id": activity["id"]}, 201)


def _cut_off() -> Response:
    """An answer that promises more than it brings: the connection ends in the middle."""

    async def nothing() -> Any:
        yield b"{"
        raise ConnectionResetError

    return StreamingResponse(nothing(), headers={"Content-Length": "100"})
