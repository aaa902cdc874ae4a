"""What the doors draw alike: harmless words, the name of a topic, which offers are related, and what may be shared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.wire import Message, Offer
from secondment.sentences import Sentences

EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ABOUT_AN_ARTICLE = frozenset({"knowledge", "record"})
# what turns the direction of the words after it, or hides them: left-to-right and right-to-left text need none of it
_CONTROLS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """The text without characters that turn or hide others."""
    return _CONTROLS.sub("", text)


def cut(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def topic_name(sentences: Sentences, topic: str) -> str:
    """The name of a topic in words; a topic without a sentence is told by its own name."""
    key = f"web_topic_{topic}"
    return sentences.say(key) if sentences.has(key) else topic.replace("_", " ").capitalize()


def is_about_an_article(message: Message) -> bool:
    """Whether an answer comes from an article, alone or beside the record."""
    return (message.answer or {}).get("kind") in _ABOUT_AN_ARTICLE


def is_related(offer: Offer, message: Message) -> bool:
    """Whether an offer is a question related to the answer it stands below, and not a choice to be made."""
    return offer.choice.kind == "article" and is_about_an_article(message)


def shareable_article(answer: Mapping[str, Any]) -> str:
    """The article an answer tells, if everyone may read it; empty for whatever is private or no article's answer."""
    if answer.get("kind") != "knowledge" or answer.get("private"):
        return ""
    return str(answer.get("article") or "")
