"""Strict HTTP framing: what two servers could read in two ways is answered with 400 and the connection closed.

llhttp, the parser of Node.js, refuses bare line feeds, folded lines, odd, doubled and signed lengths and a length
beside a transfer coding. It accepts codings other than `chunked`, heads without a host or without end, and a body after
a wish for another protocol; a proxy in front may read those otherwise, and then one person's request could be taken
for another's. It also waits without end for a head that never completes.
"""

from __future__ import annotations

import asyncio

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_SECONDS = 10.0
_HEAD_BYTES = 16 * 1024
_REFUSAL = "Invalid HTTP request received."
_BODY_NAMES = frozenset({b"content-length", b"transfer-encoding"})


class Ambiguous(Exception):
    """A head that can be read in more than one way, or is too long."""


class StrictProtocol(HttpToolsProtocol):
    """uvicorn's httptools protocol with a second look at every head, the pipelined ones included."""

    _head_timer: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _in_head = True
    _begun = False
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection: its first head must arrive in time."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what cannot be read in one way only ends the connection."""
        if self._refused:
            return
        self._unset_keepalive_if_required()
        self._head_bytes += len(data) if self._in_head else 0
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # no other protocol is spoken here: the request is answered as it stands, and the connection closed
        except httptools.HttpParserError:
            self._refuse()
        else:
            if self._in_head and self._head_bytes > _HEAD_BYTES:
                self._refuse()
        self._watch()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = self._begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Refuse an ambiguous head before anybody acts on it; raises `Ambiguous`, which the parser passes on."""
        if is_ambiguous(self.headers, self.parser.get_http_version(), upgrade=self.parser.should_upgrade()):
            raise Ambiguous
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _HEAD_BYTES:
            raise Ambiguous
        self._in_head, self._begun, self._head_bytes = False, False, 0
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """A body ends; what comes next is a head."""
        self._in_head = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, or with the refusal that waited for this answer."""
        if self._refused and not self.pipeline:
            self.send_400_response(_REFUSAL)
            return
        super().on_response_complete()
        if self._begun:
            self._watch()

    def _refuse(self) -> None:
        """Answer 400 once it is this request's turn; where an answer has begun, only close."""
        self._refused = True
        answering = self.cycle is not None and not self.cycle.response_complete
        if not self._in_head and self.cycle.response_started:
            self.transport.close()
        elif self._in_head and answering:
            self.flow.pause_reading()
        else:
            self.send_400_response(_REFUSAL)

    def _watch(self) -> None:
        """A head must arrive in time, wherever nothing else is waited for."""
        if not self._in_head or (self.cycle is not None and not self.cycle.response_complete):
            self._stop_timer()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(_HEAD_SECONDS, self.transport.close)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def is_ambiguous(headers: list[tuple[bytes, bytes]], version: str, *, upgrade: bool = False) -> bool:
    """Whether the headers of a request (names in lower case) say in more than one way where it ends or whom it is for.

    `upgrade` tells that another protocol is asked for: then nothing may follow the head.
    """
    told = [(name, value.strip()) for name, value in headers if name in _BODY_NAMES]
    if len(told) > 1 or (told and upgrade):
        return True
    if any(name == b"transfer-encoding" and value.lower() != b"chunked" for name, value in told):
        return True
    hosts = sum(name == b"host" for name, _ in headers)
    return hosts > 1 or (hosts == 0 and version != "1.0")
