"""The engine's one channel: it takes signed messages of the gateway and nothing else.

The order of checks is that of `_proved`: secret, framing of the body, shape, assertion; then the words. What is not
wholly right is refused before Rasa sees any of it. A wish to forget passes the same checks.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as respond

from engine import readiness
from engine.ahead import Ahead
from secondment.errors import IdentityError
from secondment.identity import FORGET, Assertion, epoch_of, hash_text, heard, verify_assertion

BODY_LIMIT = 64 * 1024
PRESSED = frozenset(
    {
        "article",
        "tell_more",
        "source",
        "rate_up",
        "rate_down",
        "none_of_these",
        "pass_to_hr",
        "share_turns",
        "secondment",
    }
)
Handler = Callable[[UserMessage], Awaitable[Any]]


class Refusal(Exception):
    """A request that does not reach Rasa: the HTTP status and a word for the gateway's log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class GatewayInput(InputChannel):  # type: ignore[misc]  # Rasa is not typed
    """POST /webhooks/gateway/webhook, POST …/forget and GET …/health, all behind the secret header."""

    def __init__(self, secret: str, public_key: str) -> None:
        if not secret or not public_key:
            raise ValueError("credentials.yml: the gateway channel needs a secret and a public key")
        self._secret = secret.encode()
        self._public_key = public_key
        self.ahead = Ahead()

    @classmethod
    def name(cls) -> str:
        """The part of the address that stands for this channel."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        """The channel with the secret and the public key of `credentials.yml`."""
        told = credentials or {}
        return cls(str(told.get("secret") or ""), str(told.get("public_key") or ""))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The three routes."""
        routes = Blueprint("gateway_webhook")

        @routes.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            return await _answered(self._receive(request, on_new_message))

        @routes.post("/forget", stream=True)
        async def forget(request: Request) -> HTTPResponse:
            return await _answered(self._forget(request))

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            if not self._knows_secret(request):
                return respond({"error": "forbidden"}, status=403)
            components = await readiness.components(request.app.ctx.agent)
            ready = all(state == "ok" for state in components.values())
            told = {"status": "ok" if ready else "unavailable", "components": components}
            return respond(told, status=200 if ready else 503)

        return routes

    async def _receive(self, request: Request, on_new_message: Handler) -> dict[str, Any]:
        token, said, assertion = await self._proved(request)
        words = words_for_rasa(assertion, said)
        await self.ahead.read(words)
        out = GatewayOutput()
        await on_new_message(
            UserMessage(
                text=words,
                output_channel=out,
                sender_id=assertion.conversation,
                input_channel=self.name(),
                message_id=assertion.message_id,
                metadata={"assertion": token, "said": said},
            )
        )
        if out.action_failed or not out.messages:
            raise Refusal(503, "no answer")
        return {"messages": out.messages}

    async def _forget(self, request: Request) -> dict[str, Any]:
        _, said, assertion = await self._proved(request)
        epoch = epoch_to_forget(assertion, said)
        return {"forgotten": await request.app.ctx.agent.tracker_store.forget(epoch)}

    async def _proved(self, request: Request) -> tuple[str, str, Assertion]:
        if not self._knows_secret(request):
            raise Refusal(403, "forbidden")
        token, said = read_body(await read_limited(request))
        try:
            return token, said, verify_assertion(token, self._public_key)
        except IdentityError as error:
            raise Refusal(401, "assertion") from error

    def _knows_secret(self, request: Request) -> bool:
        return hmac.compare_digest(request.headers.get("x-secondment-secret", "").encode(), self._secret)


class GatewayOutput(OutputChannel):  # type: ignore[misc]
    """Collects the answers of one turn; text, buttons and `answer` of one utterance stay one message.

    `action_failed` is set by `engine.fast_actions` when the action server did not answer: Rasa goes on in silence.
    """

    def __init__(self) -> None:
        self.action_failed = False
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name responses may be varied by in the domain."""
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one utterance as one message."""
        buttons = [
            {"title": button["title"], "choice": button["choice"]}
            for button in message.get("buttons") or ()
            if button.get("choice")
        ]
        custom = message.get("custom") or {}
        self.messages.append(
            {"text": message.get("text") or "", "buttons": buttons, "answer": custom.get("answer") or {}}
        )


def words_for_rasa(assertion: Assertion, said: str) -> str:
    """What Rasa reads: a pressed button as its own intent, typed words as words and never as a command."""
    _require_signed(assertion, said)
    if assertion.choice is None:
        return heard(said)
    if assertion.choice.kind == "say":
        return heard(assertion.choice.value)
    if assertion.choice.kind not in PRESSED:
        raise Refusal(400, "choice")
    return f"/press_{assertion.choice.kind}"


def epoch_to_forget(assertion: Assertion, said: str) -> str:
    """What is to be forgotten by a signed wish; raises `Refusal` for a message, which is none."""
    _require_signed(assertion, said)
    if assertion.choice != FORGET:
        raise Refusal(400, "choice")
    return epoch_of(assertion.conversation)


def _require_signed(assertion: Assertion, said: str) -> None:
    if hash_text(said) != assertion.text_hash:
        raise Refusal(401, "text")


async def _answered(told: Awaitable[dict[str, Any]]) -> HTTPResponse:
    """What came of a request, or why it was refused."""
    try:
        return respond(await told)
    except Refusal as refusal:
        return respond({"error": refusal.reason}, status=refusal.status)


def read_body(body: bytes) -> tuple[str, str]:
    """Assertion and text of a request body; raises `Refusal` for any other shape."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "json") from error
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("assertion"), str)
        or not isinstance(told.get("text"), str)
    ):
        raise Refusal(400, "shape")
    return told["assertion"], told["text"]


async def read_limited(request: Request) -> bytes:
    """The body, read piece by piece up to the limit; nothing is ever inflated."""
    if request.headers.get("content-encoding"):
        raise Refusal(415, "encoding")
    if int(request.headers.get("content-length") or 0) > BODY_LIMIT:
        raise Refusal(413, "size")
    if request.stream is None:
        raise Refusal(400, "no body")
    body = bytearray()
    while True:
        piece = await request.stream.read()
        if piece is None:
            return bytes(body)
        body += piece
        if len(body) > BODY_LIMIT:
            raise Refusal(413, "size")
