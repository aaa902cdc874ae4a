"""Strict HTTP framing for the action server: what two servers could read in two ways is answered with 400.

llhttp refuses bare line feeds, folded lines, odd, doubled and signed lengths and a length beside `chunked`. Only the
engine calls here: it sends a length, one call at a time, in heads of a few hundred bytes, and nothing else passes.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 5.0
_HEAD_BYTES = 16 * 1024


class Refused(Exception):
    """A request that the engine would not send."""


class StrictProtocol(HttpToolsProtocol):
    """uvicorn's httptools protocol with a second look at each head before anybody acts on it."""

    _waiting: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection: a head must arrive whole and in time."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a head that is too long ends the connection."""
        self._head_bytes += len(data) if self._in_head else 0
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head and self._head_bytes > _HEAD_BYTES:
            self.transport.close()
        elif self._waiting is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()

    def on_message_begin(self) -> None:
        """A head begins; raises `Refused` when the last call is not answered yet."""
        if self.cycle is not None and not self.cycle.response_complete:
            raise Refused
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Take up the call; raises `Refused`, which the parser passes on and uvicorn answers with 400."""
        if is_ambiguous(self.headers) or self.parser.should_upgrade():
            raise Refused
        self._in_head, self._head_bytes = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A body ends; what comes next is a head."""
        self._in_head = True
        super().on_message_complete()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def is_ambiguous(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the headers of a request (names in lower case) leave open where it ends."""
    names = [name for name, _ in headers]
    return b"transfer-encoding" in names or names.count(b"content-length") > 1
