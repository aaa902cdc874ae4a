"""Strict framing in front of sanic: a head is plain or it is refused."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from engine.framing import is_ambiguous

PLAIN = b"POST /webhooks/gateway/webhook HTTP/1.1\r\nHost: localhost"


@pytest.mark.parametrize("line", [b"Content-Length: 12", b"content-length:0", b"X-Any: a:b", b"Accept: */*"])
def test_a_plain_head_passes(line: bytes) -> None:
    """What the gateway sends is not refused."""
    assert not is_ambiguous(PLAIN + b"\r\n" + line)


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: -1",
        b"Content-Length: +5",
        b"Content-Length: 5 5",
        b"Content-Length: 5,5",
        b"Content-Length: 0x5",
        b"Content-Length: ",
        b"Content-Length: 5\r\nContent-Length: 5",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: xchunked",
        b"Content-Length : 5",
        b" Content-Length: 5",
        b"X-Any: a\nContent-Length: 5",
        b"X-Any: a\rContent-Length: 5",
        b"no colon",
    ],
)
def test_a_head_that_reads_in_two_ways_is_refused(lines: bytes) -> None:
    """One length in digits, no transfer coding, one line end."""
    assert is_ambiguous(PLAIN + b"\r\n" + lines)
