"""Heads that two servers could read in two ways, as far as the parser lets them pass."""

from __future__ import annotations

import pytest

from gateway.framing import is_ambiguous

HOST = (b"host", b"localhost")
LENGTH = (b"content-length", b"3")
CHUNKED = (b"transfer-encoding", b"chunked")


@pytest.mark.parametrize(
    "headers",
    [
        [HOST, LENGTH, LENGTH],
        [HOST, LENGTH, CHUNKED],
        [HOST, CHUNKED, (b"transfer-encoding", b"identity")],
        [HOST, (b"transfer-encoding", b"gzip, chunked")],
        [LENGTH],
        [HOST, (b"host", b"another")],
    ],
)
def test_an_ambiguous_head_is_seen(headers: list[tuple[bytes, bytes]]) -> None:
    """Doubled lengths, a length beside a coding, codings nobody needs, no host and two hosts are refused."""
    assert is_ambiguous(headers, "1.1")


@pytest.mark.parametrize(
    ("headers", "version"),
    [
        ([HOST, LENGTH], "1.1"),
        ([HOST, CHUNKED], "1.1"),
        ([HOST, (b"transfer-encoding", b" Chunked")], "1.1"),
        ([HOST], "1.1"),
        ([HOST, (b"x-content-length", b"3"), LENGTH], "1.1"),
        ([], "1.0"),
    ],
)
def test_a_plain_head_passes(headers: list[tuple[bytes, bytes]], version: str) -> None:
    """What every client sends is not refused."""
    assert not is_ambiguous(headers, version)


@pytest.mark.parametrize("body", [LENGTH, CHUNKED])
def test_nothing_may_follow_the_wish_for_another_protocol(body: tuple[bytes, bytes]) -> None:
    """The parser would take the body for words of that protocol."""
    assert is_ambiguous([HOST, body], "1.1", upgrade=True)
    assert not is_ambiguous([HOST], "1.1", upgrade=True)
