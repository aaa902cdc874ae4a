"""Strict HTTP framing: what two servers could read in two ways is answered with 400 and the connection closed.

llhttp, the parser of Node.js, refuses bare line feeds, folded lines, odd, doubled and signed lengths and a length
beside a transfer coding. It accepts codings other than `chunked`, heads without a host or without end, and a body after
a wish for another protocol; a proxy in front may read those otherwise, and then one person's request could be taken
for another's. It also waits without end for a head that never completes.
"""

from __future__ import annotations

import asyncio

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

_HEAD_SECONDS = 10.0
_HEAD_BYTES = 16 * 1024
_REFUSAL = "Invalid HTTP request received."
_BODY_NAMES = frozenset({b"content-length", b"transfer-encoding"})


class Ambiguous(Exception):
    """A head that can be read in more than one way, or is too long."""


class StrictProtocol(HttpToolsProtocol):
    """uvicorn's httptools protocol with a second look at every head, the pipelined ones included."""

    _head_timer: asyncio.TimerHandle | None = None
    _running: RequestResponseCycle | None = None
    _framing_bytes = 0  # since the last piece of a body: of a head, or of what stands between and behind the pieces
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
        self._framing_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # no other protocol is spoken here: the request is answered as it stands, and the connection closed
        except httptools.HttpParserError:
            self._refuse()
        else:
            if self._framing_bytes > _HEAD_BYTES:
                self._refuse()
        self._watch()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = self._begun = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line of the head; raises `Ambiguous` for one behind the body, which would join those of the head unseen."""
        if not self._in_head:
            raise Ambiguous
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Refuse an ambiguous head before anybody acts on it; raises `Ambiguous`, which the parser passes on."""
        if is_ambiguous(self.headers, self.parser.get_http_version(), upgrade=self.parser.should_upgrade()):
            raise Ambiguous
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _HEAD_BYTES:
            raise Ambiguous
        super().on_headers_complete()
        # only now: what uvicorn cannot take is still an error of the head
        self._in_head, self._begun, self._framing_bytes = False, False, 0
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A piece of a body, which has a limit of its own."""
        self._framing_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A body ends; what comes next is a head."""
        self._in_head, self._framing_bytes = True, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, or with the refusal that waited for this answer."""
        if self._refused and not self.pipeline:
            if not self.transport.is_closing():
                self.send_400_response(_REFUSAL)
            return
        super().on_response_complete()
        if self._begun:
            self._watch()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _refuse(self) -> None:
        """Answer 400 once it is this request's turn; where its own answer has begun, only close."""
        self._refused = True
        if not self._in_head and self.pipeline:
            # the broken request is the newest and waits for others: nobody acts on it yet, nor ever will
            self.pipeline.popleft()
            self.cycle = self.pipeline[0][0] if self.pipeline else self._running  # type: ignore[assignment]
            self._in_head = True
        if self._in_head and self.cycle is not None and not self.cycle.response_complete:
            self.flow.pause_reading()
        elif not self._in_head and self.cycle.response_started:
            self.transport.close()
        else:
            self.send_400_response(_REFUSAL)

    def _watch(self) -> None:
        """What nobody answers must arrive in time: a head, or the rest of a body that was answered already."""
        if self.cycle is not None and not self.cycle.response_complete:
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
    if any(name == b"transfer-encoding" and (value.lower() != b"chunked" or version == "1.0") for name, value in told):
        return True
    hosts = sum(name == b"host" for name, _ in headers)
    return hosts > 1 or (hosts == 0 and version != "1.0")
