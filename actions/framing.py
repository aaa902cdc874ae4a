"""Strict HTTP framing for the action server: what two servers could read in two ways is answered with 400.

h11 refuses signed, negative and spaced lengths; it accepts a bare line feed, a doubled length and a length beside
`chunked`, and waits without end for a head that never completes.
"""

from __future__ import annotations

import asyncio
import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 5.0
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding)[ \t]*:", re.IGNORECASE)


class StrictProtocol(H11Protocol):
    """uvicorn's h11 protocol with a second look at each head before h11 reads it."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection: a head must arrive whole and in time."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Refuse an ambiguous head, else go on as h11 does."""
        if self.conn.their_state is h11.IDLE:
            head, end, _ = self.conn.trailing_data[0].partition(b"\r\n\r\n")
            if is_ambiguous(head, whole=bool(end)):
                self._stop_waiting()
                self.send_400_response("Invalid HTTP request received.")
                return
            if end:
                self._stop_waiting()
        super().handle_events()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def is_ambiguous(head: bytes, *, whole: bool = True) -> bool:
    """Whether a request head can be read in more than one way; of a head still arriving, the part that is there."""
    if _BARE.search(head if whole else head.removesuffix(b"\r")):
        return True
    told = [name.lower() for name in _FRAMING.findall(head)]
    return len(told) > 1 or b"transfer-encoding" in told
