"""Amounts of money as HR exports write them: `52500`, `£48,000.00`, `48.000,00 €`, `EUR 500`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import pycountry
from babel.numbers import get_currency_precision

from secondment.records.importing.values import BadValueError, text_of
from secondment.records.model import Money

_SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "zł": "PLN",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
}
_UNCLEAR = {"$": "USD, CAD, AUD", "¥": "JPY, CNY", "kr": "DKK, NOK, SEK"}
_SIGN = r"[A-Z]{0,2}\$|[£€₹¥]|zł|kr|[A-Z]{3}"
_FORM = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<number>\d[\d.,'’\s]*?)\s*(?P<after>{_SIGN})?")
_LARGEST = Decimal(10) ** 11


def money_of(amount: object, currency: object = None) -> Money:
    """The money that an amount and a currency column, or an amount with its sign, stand for; raises `BadValueError`."""
    beside = None if currency in (None, "") else text_of(currency, 20)
    return _money(text_of(amount, 60).replace("\u00a0", " ").replace("\u202f", " "), beside)


@lru_cache(maxsize=16_384)
def _money(told: str, currency: str | None) -> Money:
    if told.startswith("-") or told.startswith("("):
        raise BadValueError(f"{told!r} is negative")
    found = _FORM.fullmatch(told)
    if not found or (found["before"] and found["after"]):
        raise BadValueError(f"{told!r} is not an amount; write 48000.00 and the currency beside it")
    code = _currency(found["before"] or found["after"], currency)
    number = _number(
        told, found["number"].strip(), "before" if found["before"] else "after" if found["after"] else None
    )
    digits = get_currency_precision(code)
    if number >= _LARGEST or number != round(number, min(digits, 2)):
        raise BadValueError(f"{told!r} has more digits than {code} has; write for example 48000.00")
    return Money(number.quantize(Decimal("0.01")), code)


def currency_of(value: object) -> str:
    """The ISO 4217 code of a currency given by code or by a sign that means one currency only."""
    told = text_of(value, 20)
    if told in _SIGNS:
        return _SIGNS[told]
    if told in _UNCLEAR:
        raise BadValueError(f"{told!r} is the sign of several currencies ({_UNCLEAR[told]} …); write the code")
    if pycountry.currencies.get(alpha_3=told.upper()) is None:
        raise BadValueError(f"{told!r} is not a currency; write its ISO 4217 code, for example EUR")
    return told.upper()


def _currency(sign: str | None, column: str | None) -> str:
    beside = currency_of(column) if column else None
    if sign is None:
        if beside is None:
            raise BadValueError("the currency is missing; write for example EUR beside the amount")
        return beside
    if beside and sign in _UNCLEAR:
        return beside
    own = currency_of(sign)
    if beside and beside != own:
        raise BadValueError(f"the amount says {own}, the currency column {beside}")
    return own


def _number(told: str, digits: str, sign: str | None) -> Decimal:
    plain = re.sub(r"[\s'’]", "", digits)
    comma, point = plain.count(","), plain.count(".")
    if comma and point:
        mark = "," if plain.rfind(",") > plain.rfind(".") else "."
    elif comma + point == 1 and re.fullmatch(r"\d{1,3}[.,]\d{3}", plain):
        mark = _one_sign(told, plain, sign)
    elif comma + point == 1:
        mark = "," if comma else "."
    else:
        mark = "." if comma else ","
    return _grouped(told, plain, mark)


def _one_sign(told: str, plain: str, sign: str | None) -> str:
    """Tell which sign stands before the decimals in `48,000` or `48.000`: English puts the currency first."""
    thousands = {("before", ","): ".", ("after", "."): ","}
    mark = thousands.get((sign or "", "," if "," in plain else "."))
    if mark is None:
        raise BadValueError(
            f"{told!r} can be thousands or decimals; write {re.sub('[.,]', '', plain)} or decimals of two digits"
        )
    return mark


def _grouped(told: str, plain: str, mark: str) -> Decimal:
    other = "." if mark == "," else ","
    whole, _, decimals = plain.partition(mark)
    groups = whole.split(other)
    well = len(groups) == 1 or (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    if not well or not all(group.isdigit() for group in groups) or (decimals and not decimals.isdigit()):
        raise BadValueError(f"{told!r} is not an amount; write 48000.00")
    return Decimal(f"{''.join(groups)}.{decimals or 0}")
