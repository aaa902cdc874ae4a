"""Heads that two servers could read in two ways."""

from __future__ import annotations

import pytest

from gateway.framing import is_ambiguous

START = b"POST /api/chat HTTP/1.1\r\nHost: localhost"


@pytest.mark.parametrize(
    "head",
    [
        START + b"\nX: 1",
        START + b"\r\nContent-Length:\r\n 3",
        b"GET / HTTP/1.1\nHost: localhost",
        START + b"\r\nContent-Length: 3\r\nContent-Length: 3",
        START + b"\r\nContent-Length: 3, 3",
        START + b"\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
        START + b"\r\ntransfer-encoding: chunked\r\ntransfer-encoding: identity",
        START + b"\r\nTransfer-Encoding : gzip, chunked",
    ],
)
def test_an_ambiguous_head_is_seen(head: bytes) -> None:
    """Bare line feeds, folded lines, doubled lengths and a length beside a transfer coding are refused."""
    assert is_ambiguous(head)


@pytest.mark.parametrize(
    "head",
    [
        START + b"\r\nContent-Length: 3",
        START + b"\r\nTransfer-Encoding: chunked",
        START,
        START + b"\r\nX-Content-Length: 3",
    ],
)
def test_a_plain_head_passes(head: bytes) -> None:
    """What every client sends is not refused."""
    assert not is_ambiguous(head)
