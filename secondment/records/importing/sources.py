"""Opens files and reads rows from them one by one, so that memory stays flat however long they are."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from secondment.errors import ImportRefused
from secondment.records.importing.json_stream import objects
from secondment.records.importing.shape import find
from secondment.records.importing.unfold import Nested, place, unfold

Format = Literal["json", "csv"]
_CHUNK = 1 << 20


@dataclass(frozen=True)
class RawRow:
    """A row before it is judged: its place in the file (JSON: count, CSV: line), its values, what is wrong already."""

    place: int
    values: Nested
    problems: tuple[str, ...] = ()
    original: tuple[str, ...] = ()


@dataclass
class Source:
    """A file being read. `unknown` grows while it is read: names that are kept out.

    `read_ahead` is how many bytes another process has read of it, where one does.
    """

    file: IO[str]
    format: Format
    size: int
    unknown: set[str] = field(default_factory=set)
    header: tuple[str, ...] = ()
    read_ahead: int = 0

    def rows(self) -> Iterator[RawRow]:
        """The rows, one by one; raises `ImportRefused` when the file cannot be read on."""
        return _json_rows(self) if self.format == "json" else _csv_rows(self)

    def position(self) -> int:
        """How many bytes were read so far."""
        raw: Any = self.file
        return self.read_ahead or int(raw.buffer.raw.tell())


def open_source(path: Path, format_: Format | None = None) -> Source:
    """Open a file of records; the format is told or seen from its first sign; raises `ImportRefused`."""
    try:
        encoding = _encoding(path)
        file = path.open(encoding=encoding, newline="")
        first = file.read(4096).lstrip()[:1]
        file.seek(0)
    except (OSError, UnicodeError) as error:
        raise ImportRefused(f"{path}: cannot be read ({error.__class__.__name__})") from error
    if not first:
        file.close()
        raise ImportRefused(f"{path}: the file is empty")
    return Source(file, format_ or ("json" if first in "[{" else "csv"), path.stat().st_size)


def _encoding(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252."""
    with path.open("rb") as stream:
        start = stream.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        stream.seek(0)
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _json_rows(source: Source) -> Iterator[RawRow]:
    for number, item in enumerate(objects(source.file), start=1):
        if isinstance(item, dict):
            yield RawRow(number, unfold(item, source.unknown))
        else:
            yield RawRow(number, {}, ("a record must be an object with named values",))


def _csv_rows(source: Source) -> Iterator[RawRow]:
    reader = csv.reader(source.file, delimiter=_delimiter(source), strict=True)
    try:
        source.header = tuple(next(reader, ()))
        paths = _paths(source)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _csv_row(reader.line_num, cells, paths)
    except (csv.Error, UnicodeError) as error:
        raise ImportRefused(f"line {reader.line_num}: {error}; the rows before it were read") from error


def _csv_row(line: int, cells: list[str], paths: list[tuple[str | int, ...] | None]) -> RawRow:
    if len(cells) > len(paths):
        problem = f"the row has {len(cells)} cells, the header {len(paths)}: a quote or a delimiter is wrong"
        return RawRow(line, {}, (problem,), tuple(cells))
    values: Nested = {}
    for path, cell in zip(paths, cells, strict=False):
        if path is not None and cell.strip():
            place(path, cell, values)
    return RawRow(line, values, original=tuple(cells))


def _delimiter(source: Source) -> str:
    start = source.file.read(1 << 16)
    source.file.seek(0)
    quoted, counts = False, dict.fromkeys(",;\t|", 0)
    for sign in start:
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted:
            break
        elif sign in counts and not quoted:
            counts[sign] += 1
    return max(counts, key=lambda sign: counts[sign]) if any(counts.values()) else ","


def _paths(source: Source) -> list[tuple[str | int, ...] | None]:
    """What each column stands for; None for columns that are kept out."""
    paths = [find(name) for name in source.header]
    ends = {("planned_end_date",), ("actual_end_date",)}.intersection(path for path in paths if path)
    other = "actual_end_date" if ("planned_end_date",) in ends else "planned_end_date"
    paths = [(other,) if path == ("end_date",) else path for path in paths]
    seen: dict[tuple[str | int, ...], str] = {}
    for name, path in zip(source.header, paths, strict=True):
        if path is None:
            source.unknown.add(name)
        elif path in seen:
            raise ImportRefused(f"the columns {seen[path]!r} and {name!r} both mean {_dotted(path)}: keep one of them")
        else:
            seen[path] = name
    if not seen:
        raise ImportRefused("no column is known: the first line must hold the names of the columns")
    return paths


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)
