"""Sharing from a personal chat: the button remembers, signed, in which channel the question was asked.

What a person asked in a channel and is answered alone arrives in another chat; only the button knows the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from gateway.platform.message import Address, Payload, Place, PlatformMessage
from secondment.identity import Keys

SHARES = "share"  # marks the data of a button that shares
ORIGIN = "asked_in"


class Origins:
    """Writes the place of a question into the buttons of its answer, and reads it back."""

    def __init__(self, keys: Keys) -> None:
        self._serializer = URLSafeSerializer(keys.button_secret, salt="teams origin")

    def write(self, payload: Payload, address: Address) -> Payload:
        """The payload as it goes to a person alone: its buttons know where the question was asked."""
        card = payload.get("card")
        if not card or not address.get(ORIGIN):
            return payload
        packed = self._serializer.dumps([address["member"], address[ORIGIN]])
        return {**payload, "card": {**card, "body": [_with_origin(one, packed) for one in card["body"]]}}

    def restore(self, message: PlatformMessage, activity: Mapping[str, Any]) -> PlatformMessage:
        """The message with what its button knows: one that shares counts as pressed where the question was asked."""
        told = activity.get("value")
        value: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        conversation = self._read(value, message.address["member"])
        if not conversation or "pressed" not in message.address:
            return message
        if not value.get(SHARES):
            return replace(message, address={**message.address, ORIGIN: conversation})
        channel, _, thread = conversation.partition(";messageid=")
        pressed = {**message.address["pressed"], "in": message.address["conversation"]}
        address = {**message.address, "conversation": conversation, "pressed": pressed}
        return replace(message, place=Place("group", channel, thread), address=address)

    def _read(self, value: Mapping[str, Any], member: str) -> str:
        try:
            owner, conversation = self._serializer.loads(str(value.get(ORIGIN) or ""))
        except (BadSignature, ValueError, TypeError):
            return ""
        return str(conversation) if owner == member else ""


def _with_origin(element: dict[str, Any], packed: str) -> dict[str, Any]:
    told = dict(element)
    if "actions" in told:
        told["actions"] = [_leading_back(one, packed) for one in told["actions"]]
    if "selectAction" in told:
        told["selectAction"] = _leading_back(told["selectAction"], packed)
    return told


def _leading_back(action: dict[str, Any], packed: str) -> dict[str, Any]:
    data = action.get("data")
    return {**action, "data": {**data, ORIGIN: packed}} if isinstance(data, dict) else action
