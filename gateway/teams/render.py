"""From answers to the messages of Teams: a card where there is something to press or to cite, else plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gateway.drawing import cut, harmless
from gateway.platform.message import Address, Payload, Sign
from gateway.teams.cards import draw, plain
from gateway.teams.shown import CardState, Shown, shown, used
from gateway.wire import Message
from secondment.identity import Keys
from secondment.sentences import Sentences

CARD = "application/vnd.microsoft.card.adaptive"
_MESSAGE_CHARACTERS = 5_000  # with card, fallback and buttons far below the 28 KB of a Teams message
_SUMMARY_CHARACTERS = 120


class TeamsRenderer:
    """Draws answers for Teams.

    A payload is plain JSON: `text` (always; sent alone where a card is refused), `summary` for notifications, `card`,
    and `update` with the id of the message it takes the place of (`in` another chat, where that is not the address).
    """

    def __init__(self, keys: Keys, sentences: Sentences) -> None:
        self._state = CardState(keys)
        self._sentences = sentences

    def render(self, messages: Sequence[Message], sign: Sign, *, share: bool = False) -> list[Payload]:
        """The payloads of answers, in order; an answer too long for one message becomes several."""
        title = self._sentences.say("teams_share") if share else ""
        return [payload for message in messages for payload in self._payloads(shown(message, sign, title))]

    def settle(self, address: Address) -> list[Payload]:
        """The card a button was pressed on, drawn anew without what is used up; none when nothing changes."""
        pressed = address.get("pressed") or {"card": ""}
        content = self._state.read(pressed["state"]) if pressed["card"] else None
        if content is None:
            return []

        def chosen(title: str) -> str:
            return self._sentences.say("teams_chosen", title=title)

        after = used(content, pressed["payload"], chosen, pressed["group"])
        return [{**self._payload(after), "update": pressed["card"], "in": pressed.get("in", "")}] if after else []

    def quote(self, message: Message) -> Payload:
        """An answer as a card without buttons, to be put into a message of somebody's own."""
        content = shown(replace(message, offers=()), lambda choice: "")
        return {"summary": _short(content.text), "card": draw(content, "", self._sentences)}

    def _payloads(self, content: Shown) -> Iterator[Payload]:
        *first, last = pieces(content.text)
        for text in first:
            yield self._payload(Shown(text))
        yield self._payload(Shown(last, content.topic, content.sources, content.buttons))

    def _payload(self, content: Shown) -> Payload:
        text = plain(content)
        payload: Payload = {"text": text, "summary": _short(content.text)}
        if content.buttons or content.sources or content.note:
            payload["card"] = draw(content, self._state.pack(content), self._sentences)
        return payload


def pieces(text: str) -> list[str]:
    """A text in pieces of at most 5,000 characters, cut between lines where it can be."""
    told: list[str] = []
    rest = text
    while len(rest) > _MESSAGE_CHARACTERS:
        line_end = rest.rfind("\n", 1, _MESSAGE_CHARACTERS)
        size = line_end if line_end > 0 else _MESSAGE_CHARACTERS
        told.append(rest[:size])
        rest = rest[size:].lstrip("\n")
    return [*told, rest]


def _short(text: str) -> str:
    return cut(" ".join(harmless(text).split()), _SUMMARY_CHARACTERS)
