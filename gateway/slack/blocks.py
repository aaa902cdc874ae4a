"""Block Kit within Slack's limits: words that can never become markup, mentions or links, and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gateway.drawing import EMAIL, cut, harmless

Block = dict[str, Any]

SECTION_CHARACTERS = 3_000
BLOCKS = 50
BUTTON_CHARACTERS = 75
VALUE_CHARACTERS = 2_000
BUTTONS_IN_A_ROW = 25
HEADING_CHARACTERS = 150
FALLBACK_CHARACTERS = 3_000
SHARE = "share"  # the row with the button that shows an answer to everyone
_ZERO_WIDTH = "\u200b"
_FORMATTING = re.compile(r"[*_~`]")
_CALLS = re.compile(r"@(?=\w)|(?<!\S)#(?=\w)")


def escape(text: str) -> str:
    """The text as mrkdwn that says just these words: no mention, link, channel or formatting is made of it."""
    told = harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    told = _FORMATTING.sub(lambda found: _ZERO_WIDTH + found[0] + _ZERO_WIDTH, told)
    return _CALLS.sub(lambda found: found[0] + _ZERO_WIDTH, told)


def mrkdwn(text: str) -> str:
    """The text as mrkdwn, its e-mail addresses as links and lines that begin with `- ` as points of a list."""
    lines = (f"•  {_linked(line[2:].strip())}" if line.startswith("- ") else _linked(line) for line in _lines(text))
    return "\n".join(lines)


def sections(text: str) -> Iterator[Block]:
    """The text in sections of at most 3,000 characters, cut between lines, else between words."""
    for piece in pieces(text):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn(piece), "verbatim": True}}


def pieces(text: str) -> Iterator[str]:
    """The text in pieces whose mrkdwn fits into a section."""
    rest = harmless(text).strip()
    while rest:
        size = len(rest)
        while len(mrkdwn(rest[:size])) > SECTION_CHARACTERS:
            size = size * SECTION_CHARACTERS // len(mrkdwn(rest[:size])) or 1
        if size < len(rest):
            cut = max(rest.rfind("\n", 1, size), 0) or max(rest.rfind(" ", 1, size), 0) or size
            size = cut
        yield rest[:size].strip()
        rest = rest[size:].strip()


def heading(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": _plain_text(text, HEADING_CHARACTERS)}


def context(text: str) -> Block:
    """A small line."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(mrkdwn(text), 1_900), "verbatim": True}]}


def button(title: str, value: str, action: str) -> Block:
    """A button that sends its value."""
    told: Block = {"type": "button", "action_id": action, "text": _plain_text(title, BUTTON_CHARACTERS), "value": value}
    if len(value) > VALUE_CHARACTERS:
        raise ValueError("a button's value is longer than Slack takes")
    return told


def link_button(title: str, url: str, action: str) -> Block:
    """A button that opens an address."""
    return {"type": "button", "action_id": action, "text": _plain_text(title, BUTTON_CHARACTERS), "url": url}


def rows(buttons: Sequence[Block], name: str) -> Iterator[Block]:
    """Buttons in rows; `name` tells the rows of one message apart."""
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        block_id = f"{name}_{start // BUTTONS_IN_A_ROW}"
        yield {"type": "actions", "block_id": block_id, "elements": list(buttons[start : start + BUTTONS_IN_A_ROW])}


def fallback(text: str) -> str:
    """What notifications and screen readers get."""
    return cut(escape(text), FALLBACK_CHARACTERS)


def _plain_text(text: str, length: int) -> Block:
    return {"type": "plain_text", "text": cut(harmless(text).strip() or "…", length), "emoji": False}


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in harmless(text).splitlines()]


def _linked(line: str) -> str:
    told, end = [], 0
    for found in EMAIL.finditer(line):
        told += [escape(line[end : found.start()]), f"<mailto:{found[0]}|{found[0]}>"]
        end = found.end()
    return "".join((*told, escape(line[end:])))
