"""Strict HTTP framing: what two servers could read in two ways is answered with 400 and the connection closed.

h11 already refuses negative, signed and spaced lengths and unknown transfer codings. It accepts a bare line feed, a
folded line, a doubled length with one value and a length beside `chunked`; a proxy in front may read those otherwise,
and then one person's request could be taken for another's. It also waits without end for a head that never completes.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD_SECONDS = 10.0
_BARE_OR_FOLDED = re.compile(rb"(?<!\r)\n|\r\n[ \t]")
_FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding)[ \t]*:([^\r\n]*)", re.IGNORECASE)
_REFUSAL = "Invalid HTTP request received."


class StrictH11Protocol(H11Protocol):
    """uvicorn's h11 protocol with a second look at every head, the pipelined ones included."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection: its first head must arrive in time."""
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        self._stop_timer()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Look at the head that comes next, then go on as h11 does."""
        if self.conn.their_state is h11.IDLE:
            waiting, _ = self.conn.trailing_data
            head, end, _ = waiting.partition(b"\r\n\r\n")
            if is_ambiguous(head):
                self._stop_timer()
                self.send_400_response(_REFUSAL)
                return
            self._watch(head_waits=bool(waiting) and not end)
        super().handle_events()

    def _watch(self, head_waits: bool) -> None:
        if not head_waits:
            self._stop_timer()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def is_ambiguous(head: bytes) -> bool:
    """Whether a request head (without its closing empty line) can be read in more than one way."""
    if _BARE_OR_FOLDED.search(head):
        return True
    framing: list[tuple[bytes, Any]] = _FRAMING.findall(head)
    return len(framing) > 1 or any(b"," in value for _, value in framing)
