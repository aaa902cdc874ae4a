"""Single values as HR exports write them: text, numbers, shares, yes and no, countries, codes.

Each function takes what stood in the file and returns the value, or raises `BadValueError` with a reason that says what
to write instead. Nothing is guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pycountry

_TRUE = {"true", "yes", "y", "1", "ja", "oui", "x", "wahr"}
_FALSE = {"false", "no", "n", "0", "nein", "non", "falsch"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+|[^\s@<>\"]+@[^\s@<>\".]+")
# names in use that ISO 3166-1 does not list, written without case and signs
_COUNTRIES = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "usa": "US"}


class BadValueError(ValueError):
    """A value cannot be taken as it stands; the message says why and what to write."""


def text_of(value: Any, longest: int = 200) -> str:
    """A text without surrounding blanks; numbers are taken as they are written."""
    if value.__class__ is str and len(value) <= longest and value.isprintable():
        return value.strip()  # nearly all values end here
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadValueError(f"a text is expected, not {_kind(value)}")
    told = str(value).strip()
    if _CONTROL.search(told):
        raise BadValueError("holds control characters")
    if len(told) > longest:
        raise BadValueError(f"has {len(told)} characters, {longest} at most")
    return told


def email_of(value: object) -> str:
    """An e-mail address, in lower case."""
    return _email(text_of(value, 254).lower())


def number_of(value: object) -> Decimal:
    """A number with a point or a comma before its decimals, without thousands."""
    if isinstance(value, bool):
        raise BadValueError("a number is expected, not yes or no")
    return _number(text_of(value, 40))


def whole_of(value: Any) -> int:
    """A whole number of zero or more."""
    if value.__class__ is int and value >= 0:
        return int(value)
    number = number_of(value)
    if number != number.to_integral_value() or number < 0:
        raise BadValueError(f"{number} is not a whole number of zero or more")
    return int(number)


def hours_of(value: object) -> Decimal:
    """Hours in a week, more than 0 and at most 168, with at most two decimals."""
    hours = number_of(value)
    if not 0 < hours <= 168:
        raise BadValueError(f"{hours} hours do not fit into a week")
    return hours.quantize(Decimal("0.01"))


def days_of(value: object) -> Decimal:
    """Days in a year, at most two decimals."""
    days = number_of(value)
    if not 0 <= days <= 366:
        raise BadValueError(f"{days} days do not fit into a year")
    return days.quantize(Decimal("0.01"))


def share_of(value: object) -> Decimal:
    """A share between 0 and 1, written so or in per cent with its sign."""
    return _share(text_of(value, 40))


@lru_cache(maxsize=4096)
def _share(told: str) -> Decimal:
    per_cent = told.endswith("%")
    number = number_of(told.removesuffix("%").strip())
    share = number / 100 if per_cent else number
    if not 0 <= share <= 1:
        raise BadValueError(f"{told!r} is not a share; write 0.2 or 20%")
    return share.quantize(Decimal("0.0001"))


def yes_or_no(value: object) -> bool:
    """Yes or no, as exports write it."""
    if isinstance(value, bool):
        return value
    told = text_of(value, 40).lower()
    if told in _TRUE:
        return True
    if told in _FALSE:
        return False
    raise BadValueError(f"{told!r} is neither yes nor no; write true or false")


def country_of(value: object) -> str:
    """The ISO 3166-1 alpha-2 code of a country given by code or English name."""
    return _country(text_of(value))


def code_of(value: Any, allowed: tuple[str, ...]) -> str:
    """One of the allowed codes, written in any case and with any signs between its words."""
    if value in allowed:
        return str(value)
    told = text_of(value, 60)
    code = as_code(told)
    if code not in allowed:
        raise BadValueError(f"{told!r} is not known; write one of: {', '.join(allowed)}")
    return code


@lru_cache(maxsize=4096)
def as_code(told: str) -> str:
    """A text as a code: `External out` is `external_out`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", told)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


@lru_cache(maxsize=16_384)
def _email(told: str) -> str:
    if not _EMAIL.fullmatch(told):
        raise BadValueError(f"{told!r} is not an e-mail address")
    return told


@lru_cache(maxsize=1024)
def _country(told: str) -> str:
    known = _COUNTRIES.get(told.lower().replace(".", ""))
    if known:
        return known
    try:
        return str(pycountry.countries.lookup(told).alpha_2)
    except LookupError:
        raise BadValueError(f"{told!r} is not a country; write its ISO 3166-1 code, for example IE") from None


@lru_cache(maxsize=4096)
def _number(told: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,20}([.,]\d{1,20})?", told):
        raise BadValueError(f"{told!r} is not a number; write for example 37.5")
    return Decimal(told.replace(",", "."))


def _kind(value: object) -> str:
    names = {"bool": "yes or no", "list": "a list", "dict": "an object", "NoneType": "nothing"}
    return names.get(type(value).__name__, "something else")
