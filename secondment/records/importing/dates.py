"""Dates as HR exports write them. What can be read in two ways is refused, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from dateutil import parser

from secondment.records.importing.values import BadValueError

Order = Literal["day", "month"]
FIRST_YEAR, LAST_YEAR = 1950, 2100
_EXCEL_START = date(1899, 12, 30)
_EXCEL_RANGE = range(18264, 73416)  # 1950 to 2100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?")
_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?: 0{1,2}:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTIAL = re.compile(r"\d{4}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}")
_ODATA = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
_WORDS = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ .\-]+[A-Za-z]{3,9}|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?),?[ .\-]+\d{4}"
)


def date_of(value: object, order: Order | None = None) -> date:
    """The date a value stands for; `order` settles `03/04/2026`. Raises `BadValueError` for what is no one date."""
    if value.__class__ is str:
        return _date(str(value).strip(), order)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadValueError("a date is expected; write 2026-04-03")
    return _date(str(value).strip(), order)


@lru_cache(maxsize=16_384)
def _date(told: str, order: Order | None) -> date:
    day = _iso(told) or _serial(told) or _odata(told) or _numbers(told, order) or _words(told)
    if day is None:
        if _PARTIAL.fullmatch(told):
            raise BadValueError(f"{told!r} is only a part of a date; write the day too, for example 2026-04-03")
        raise BadValueError(f"{told!r} is not a date; write 2026-04-03")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadValueError(f"{told!r} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _iso(told: str) -> date | None:
    found = _ISO.fullmatch(told) or (_COMPACT.fullmatch(told) if told[:2] in ("19", "20") else None)
    return _day(told, *(int(part) for part in found.groups())) if found else None


def _serial(told: str) -> date | None:
    if not re.fullmatch(r"\d{5}(?:\.0+)?", told):
        return None
    number = int(float(told))
    return _EXCEL_START + timedelta(days=number) if number in _EXCEL_RANGE else None


def _odata(told: str) -> date | None:
    found = _ODATA.fullmatch(told)
    if not found:
        return None
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(found[1]))).date()
    except OverflowError:
        raise BadValueError(f"{told!r} is far from our time") from None


def _numbers(told: str, order: Order | None) -> date | None:
    found = _NUMBERS.fullmatch(told)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." and order is None:  # dd.mm.yyyy is the only reading of dots in use
        order = "day"
    if order is None and first != second and first <= 12 and second <= 12:
        one, other = date(year, second, first), date(year, first, second)
        raise BadValueError(
            f"{told!r} can be {one:%-d %B} or {other:%-d %B}; write {one.isoformat()} or {other.isoformat()}, "
            "or import with --day-first or --month-first"
        )
    day_first = order == "day" if order else first > 12 or first == second
    return _day(told, year, second, first) if day_first else _day(told, year, first, second)


def _words(told: str) -> date | None:
    if not _WORDS.fullmatch(told):
        return None
    try:
        day: date = parser.parse(told, dayfirst=True).date()
    except (ValueError, OverflowError):
        return None
    return day


def _day(told: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValueError(f"{told!r} is not a day of the calendar") from None
