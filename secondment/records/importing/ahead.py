"""Reads and judges a long file in a process of its own, while this one stores what is judged.

That process runs `main`: it writes pieces to its output, each as its length and then the pickled `Piece`.
"""

from __future__ import annotations

import gc
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from secondment.errors import ImportRefused
from secondment.records.importing.dates import Order
from secondment.records.importing.judging import Judged, judge
from secondment.records.importing.sources import Format, Source, open_source

WORTH_BYTES = 8 << 20  # a second process needs half a second to start
PIECE = 250
_PIPE_BYTES = 1 << 20  # how much may wait to be stored: more than is read while a batch is stored
_START = f"import sys; from {__name__} import main; main(sys.argv[1:])"
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class Piece:
    """Some judged rows, how far the file is read and what is known of it by then; `refused` says why it ends."""

    rows: list[Judged]
    position: int
    header: tuple[str, ...]
    unknown: frozenset[str]
    last: bool = False
    refused: str | None = None


def judged_rows(source: Source, path: Path, order: Order | None = None) -> Iterator[Judged]:
    """The judged rows of an opened file; a long one is read by another process, which shows in the time alone.

    Raises `ImportRefused` when the file cannot be read on.
    """
    if source.size < WORTH_BYTES:
        return (judge(raw, order) for raw in source.rows())
    return _from_pieces(source, _pieces(path, source.format, order))


def collect_rarely() -> None:
    """Look for cycles rarely: a row makes hundreds of objects that die with it, and looking costs a quarter of time."""
    gc.freeze()
    gc.set_threshold(50_000, 5, 20)


def _from_pieces(source: Source, pieces: Iterable[Piece]) -> Iterator[Judged]:
    for piece in pieces:
        source.read_ahead, source.header = piece.position, piece.header
        source.unknown |= piece.unknown
        yield from piece.rows
        if piece.refused is not None:
            raise ImportRefused(piece.refused)
        if piece.last:
            return
    raise ImportRefused("the process that reads the file ended before the file did; the rows before were read")


def _pieces(path: Path, format_: Format, order: Order | None) -> Iterator[Piece]:
    command = [sys.executable, "-c", _START, str(path), format_, order or ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pipesize=_PIPE_BYTES) as process:
        try:
            yield from _received(cast(IO[bytes], process.stdout))
        finally:
            process.kill()


def _received(stream: IO[bytes]) -> Iterator[Piece]:
    while head := stream.read(_LENGTH.size):
        try:
            yield pickle.loads(stream.read(*_LENGTH.unpack(head)))
        except (struct.error, EOFError, pickle.UnpicklingError):
            return  # cut off in the middle: the reader tells that the last piece is missing


def _read(source: Source, order: Order | None) -> Iterator[Piece]:
    rows: list[Judged] = []
    try:
        for raw in source.rows():
            rows.append(judge(raw, order))
            if len(rows) == PIECE:
                yield _piece(source, rows)
                rows = []
    except ImportRefused as error:
        yield _piece(source, rows, refused=str(error))
    else:
        yield _piece(source, rows, last=True)


def _piece(source: Source, rows: list[Judged], **end: Any) -> Piece:
    return Piece(rows, source.position(), source.header, frozenset(source.unknown), **end)


def main(arguments: list[str]) -> None:
    """Write the pieces of a file to the output; ends quietly when nobody reads them any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores: it ends this one
    path, format_, order = arguments
    collect_rarely()
    source = open_source(Path(path), cast(Format, format_))
    with source.file:
        for piece in _read(source, cast(Order, order) or None):
            told = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.write(_LENGTH.pack(len(told)) + told)
            sys.stdout.buffer.flush()
