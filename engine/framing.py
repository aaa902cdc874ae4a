"""Strict HTTP framing for sanic 21.12, which reads malformed lengths in its own way and can be hung by them.

Looked at before sanic parses a head: what two servers could read in two ways is answered with 400, connection closed.
"""

from __future__ import annotations

import re

from sanic import Sanic

_LENGTH = re.compile(rb"[0-9]{1,10}")


class AmbiguousHead(Exception):
    """A request head that can be read in more than one way; sanic answers 400 and closes."""


def guard(app: Sanic) -> None:
    """Look at every request head of the server before it is parsed."""

    @app.signal("http.lifecycle.read_head")
    async def check(head: bytes) -> None:
        if is_ambiguous(head):
            raise AmbiguousHead


def is_ambiguous(head: bytes) -> bool:
    """Whether a head (without its closing empty line) has a framing that is not plain: one length, in digits."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)|\0", head):
        return True
    lengths = 0
    for line in head.split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        if not colon or name != name.strip() or not name:
            return True
        if name.lower() == b"transfer-encoding":
            return True  # the gateway always tells the length
        if name.lower() == b"content-length":
            lengths += 1
            if not _LENGTH.fullmatch(value.strip(b" ")) or value.startswith(b"  "):
                return True
    return lengths > 1
