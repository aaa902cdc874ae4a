"""From Slack's markup to the words a person typed, and whom they named in them."""

from __future__ import annotations

import html
import re

_NAMED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_EVERYBODY = re.compile(r"<!(?:subteam\^|here|channel|everyone)[^>]*>")
_MARKUP = re.compile(r"<([#!]?)([^>|]*)(?:\|([^>]*))?>")


def named_users(text: str) -> set[str]:
    """The ids of the users named in a text."""
    return set(_NAMED.findall(text))


def names_everybody(text: str) -> bool:
    """Whether a text calls a whole group of people."""
    return bool(_EVERYBODY.search(text))


def words_of(text: str) -> str:
    """The words alone: without the people named, links by what is shown of them, characters as they were typed."""
    without_people = _EVERYBODY.sub(" ", _NAMED.sub(" ", text))
    return html.unescape(_MARKUP.sub(_shown, without_people)).strip()


def _shown(found: re.Match[str]) -> str:
    sign, target, label = found.groups()
    if sign == "#":
        return f"#{label or target}"
    if sign == "!":
        return label or ""
    return label or target.removeprefix("mailto:")
