"""What a card shows, apart from how it is drawn: made of an answer, kept in its buttons, changed when one is used.

A pressed button brings back what its card showed, signed, so that the card can be drawn anew without its choices, also
after a restart and without keeping people's answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from itsdangerous import BadSignature, URLSafeSerializer

from gateway.drawing import is_related, shareable_article
from gateway.platform.message import Sign
from gateway.wire import Message, Offer
from secondment.identity import Choice, Keys

Role = Literal["choice", "starter", "more", "related", "why", "up", "down", "share", "link"]
_ROLES: dict[str, Role] = {
    "say": "starter",
    "tell_more": "more",
    "source": "why",
    "rate_up": "up",
    "rate_down": "down",
    "share": "share",
}
_STATE_LIMIT_CHARACTERS = 2_500  # with seven buttons still below the 28 KB of a Teams message


@dataclass(frozen=True)
class Pressable:
    """A button: its label, its signed payload (for a link its address), and what it is for."""

    title: str
    payload: str
    role: Role


@dataclass(frozen=True)
class Shown:
    """The content of one card; `note` tells what was chosen on it."""

    text: str
    topic: str = ""
    sources: tuple[str, ...] = ()
    buttons: tuple[Pressable, ...] = ()
    note: str = ""

    def of(self, *roles: Role) -> tuple[Pressable, ...]:
        """The buttons with these roles."""
        return tuple(one for one in self.buttons if one.role in roles)

    def without(self, *roles: Role, note: str = "") -> Shown:
        """The same content when those buttons were used up."""
        return replace(self, buttons=tuple(one for one in self.buttons if one.role not in roles), note=note)


def shown(message: Message, sign: Sign, share_title: str = "") -> Shown:
    """What a card for an answer shows; with a `share_title`, an article's answer gets a button to share it."""
    answer = message.answer or {}
    article = shareable_article(answer) if share_title else ""
    offers: Sequence[Offer] = message.offers
    if article:
        offers = (*offers, Offer(share_title, Choice("share", article)))
    link = answer.get("link")
    links = (Pressable(link["title"], link["url"], "link"),) if link else ()
    return Shown(
        text=message.text,
        topic=str(answer.get("topic") or ""),
        sources=tuple(str(source["title"]) for source in answer.get("sources") or ()),
        buttons=links + tuple(Pressable(one.title, sign(one.choice), _role(one, message)) for one in offers),
    )


def _role(offer: Offer, message: Message) -> Role:
    told: Role = "related" if is_related(offer, message) else _ROLES.get(offer.choice.kind, "choice")
    # what stands beside titles to choose from is used up with them
    return "choice" if told == "starter" and (message.answer or {}).get("kind") == "clarify" else told


def used(content: Shown, payload: str, chosen: Callable[[str], str], in_group: bool = False) -> Shown | None:
    """The content after a button was pressed, `chosen` telling its title; None when nothing changes by it.

    In a group, thumbs and “more” stay for the others.
    """
    button = next((one for one in content.buttons if one.payload == payload), None)
    if button is None or button.role not in ("choice", "share", *(() if in_group else ("up", "down", "more"))):
        return None
    if button.role == "more":
        return content.without("more", note=content.note)
    roles: tuple[Role, ...] = ("up", "down") if button.role in ("up", "down") else (button.role,)
    return content.without(*roles, note=chosen(button.title))


class CardState:
    """Puts the content of a card into its buttons and reads it back; nobody else can make one."""

    def __init__(self, keys: Keys) -> None:
        self._serializer = URLSafeSerializer(keys.button_secret, salt="teams card")

    def pack(self, content: Shown) -> str:
        """The content as text; empty when there are too many words to carry along with every button."""
        told = self._serializer.dumps(asdict(content))
        packed = told if isinstance(told, str) else told.decode()
        return packed if len(packed) <= _STATE_LIMIT_CHARACTERS else ""

    def read(self, packed: str) -> Shown | None:
        """The content, or None when it is none of ours."""
        try:
            told: dict[str, Any] = self._serializer.loads(packed)
        except BadSignature:
            return None
        return Shown(
            text=told["text"],
            topic=told["topic"],
            sources=tuple(told["sources"]),
            buttons=tuple(Pressable(**one) for one in told["buttons"]),
            note=told["note"],
        )
