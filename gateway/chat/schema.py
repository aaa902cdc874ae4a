"""The wire shapes of the chat API, as the OpenAPI page shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from gateway.wire import Message, Reply
from secondment.identity import Keys, sign_choice


class ChatRequest(BaseModel):
    """A message of the person the token was issued for."""

    message: Annotated[str, Field(max_length=4000, description="what the person says, or the payload of a button")]
    conversation: Annotated[
        str | None, Field(max_length=200, description="keeps threads of the same person apart; selects nobody")
    ] = None


class SourceShape(BaseModel):
    """Where an answer comes from."""

    title: str


class AnswerShape(BaseModel):
    """What kind of answer a message is, and what it is about."""

    kind: Literal["knowledge", "record", "clarify", "fallback", "refusal", "handoff", "small_talk"]
    article: str | None = None
    topic: str | None = None
    score: Annotated[float | None, Field(description="calibrated probability, 0 to 1")] = None
    field: Annotated[str | None, Field(description="the record field told")] = None
    value: Annotated[str | None, Field(description="its value as told")] = None
    case: Annotated[int | None, Field(description="the number of a hand-over to HR")] = None
    choices: Annotated[list[dict[str, Any]] | None, Field(description="ranked titles of a clarifying question")] = None
    sources: list[SourceShape] | None = None
    private: Annotated[bool | None, Field(description="holds something of the person: not for shared places")] = None
    ask_alone: Annotated[bool | None, Field(description="belongs to a personal chat: ask it again there")] = None


class ButtonShape(BaseModel):
    """A choice; send `payload` as the next message to take it. It is good in this conversation only."""

    title: str
    payload: str


class MessageShape(BaseModel):
    """One message to the person."""

    text: str
    buttons: list[ButtonShape] = []
    answer: AnswerShape | None = None


class ChatResponse(BaseModel):
    """The reply."""

    messages: list[MessageShape]


class MeResponse(BaseModel):
    """Who is signed in."""

    employee_number: str
    name: str
    role: Literal["employee", "hr", "host_contact"]
    record_linked: Annotated[bool, Field(description="whether a secondment record stands behind this person")]


class HealthResponse(BaseModel):
    """Whether questions can be answered."""

    status: Literal["ok", "unavailable"]
    components: dict[str, str]


class Problem(BaseModel):
    """Why a request was not served; `reference` finds it in the logs."""

    detail: str
    reference: str


def to_wire(reply: Reply, keys: Keys) -> dict[str, Any]:
    """The reply as the chat API tells it, with every button signed for its conversation."""
    return {"messages": [_message(one, reply.conversation, keys) for one in reply.messages]}


def _message(message: Message, conversation: str, keys: Keys) -> dict[str, Any]:
    buttons = [
        {"title": offer.title, "payload": sign_choice(keys, offer.choice, conversation)} for offer in message.offers
    ]
    told: dict[str, Any] = {"text": message.text, "buttons": buttons}
    if message.answer is not None:
        told["answer"] = message.answer
    return told
