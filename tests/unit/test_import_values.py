"""Single values of an import: what is read, and what is refused rather than guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from secondment.records.importing.dates import Order, date_of
from secondment.records.importing.money import money_of
from secondment.records.importing.values import (
    BadValueError,
    code_of,
    country_of,
    email_of,
    hours_of,
    number_of,
    share_of,
    text_of,
    whole_of,
    yes_or_no,
)
from secondment.records.model import Money


@pytest.mark.parametrize(
    "told",
    [
        "2026-05-04",
        "2026-5-4",
        "2026-05-04T00:00:00Z",
        "2026-05-04 00:00:00",
        "20260504",
        "4 May 2026",
        "4th May 2026",
        "May 4, 2026",
        "04-May-2026",
        "04.05.2026",
        "4.5.2026",
        "46146",
        46146,
        Decimal("46146"),
        "/Date(1777852800000)/",
        "/Date(1777852800000+0000)/",
    ],
)
def test_a_date_is_read_in_any_clear_form(told: object) -> None:
    """ISO, words, dots, Excel serials and OData all mean one day."""
    assert date(2026, 5, 4) == date_of(told)


@pytest.mark.parametrize(
    ("told", "order", "expected"),
    [
        ("13/05/2026", None, date(2026, 5, 13)),
        ("05/13/2026", None, date(2026, 5, 13)),
        ("05/05/2026", None, date(2026, 5, 5)),
        ("03/04/2026", "day", date(2026, 4, 3)),
        ("03/04/2026", "month", date(2026, 3, 4)),
        ("03-04-2026", "month", date(2026, 3, 4)),
    ],
)
def test_slashes_are_read_when_clear_or_told(told: str, order: Order | None, expected: date) -> None:
    """A day above 12 or a setting tells day from month."""
    assert expected == date_of(told, order)


def test_an_ambiguous_date_is_refused_with_the_remedy() -> None:
    """03/04/2026 is refused, with both readings and both settings."""
    with pytest.raises(BadValueError, match="2026-04-03 or 2026-03-04, or import with --day-first or --month-first"):
        date_of("03/04/2026")


@pytest.mark.parametrize(
    "told",
    [
        "2026-09",
        "2026",
        "09/2026",
        "2026-02-30",
        "31/31/2026",
        "1 May 26",
        "soon",
        "0",
        "999999",
        True,
        [],
        "1066-10-14",
    ],
)
def test_what_is_no_single_day_is_refused(told: object) -> None:
    """Partial dates, days that do not exist, two-digit years and other things are refused."""
    with pytest.raises(BadValueError):
        date_of(told)


def test_a_setting_that_does_not_fit_is_refused() -> None:
    """With --month-first, 13/05/2026 has no thirteenth month, and is not turned round."""
    with pytest.raises(BadValueError, match="not a day of the calendar"):
        date_of("13/05/2026", "month")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (52500, "EUR", Money(Decimal("52500"), "EUR")),
        (Decimal("500.5"), "eur", Money(Decimal("500.50"), "EUR")),
        ("£48,000.00", None, Money(Decimal("48000"), "GBP")),
        ("48.000,00 €", None, Money(Decimal("48000"), "EUR")),
        ("€48,000", None, Money(Decimal("48000"), "EUR")),
        ("48.000 €", None, Money(Decimal("48000"), "EUR")),
        ("EUR 500", None, Money(Decimal("500"), "EUR")),
        ("500 EUR", "EUR", Money(Decimal("500"), "EUR")),
        ("48 000,50", "PLN", Money(Decimal("48000.50"), "PLN")),
        ("48'000.00", "CHF", Money(Decimal("48000"), "CHF")),
        ("1,234,567", "GBP", Money(Decimal("1234567"), "GBP")),
        ("$500", "CAD", Money(Decimal("500"), "CAD")),
        ("US$500", None, Money(Decimal("500"), "USD")),
        ("1.5", "EUR", Money(Decimal("1.50"), "EUR")),
        ("5000", "JPY", Money(Decimal("5000"), "JPY")),
    ],
)
def test_money_is_read_with_its_currency(amount: object, currency: object, expected: Money) -> None:
    """English and continental forms, signs and columns, each read in its own way."""
    assert expected == money_of(amount, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        ("48,000", "EUR", "can be thousands or decimals"),
        ("48.000", "GBP", "can be thousands or decimals"),
        ("500", None, "currency is missing"),
        ("£500", "EUR", "the amount says GBP, the currency column EUR"),
        ("$500", None, "several currencies"),
        ("500", "EURO", "not a currency"),
        ("-500", "EUR", "negative"),
        ("(500)", "EUR", "negative"),
        ("500.555", "EUR", "thousands or decimals"),
        ("5000.50", "JPY", "more digits"),
        ("1,23,4", "EUR", "not an amount"),
        ("a lot", "EUR", "not an amount"),
        ("999999999999999", "EUR", "more digits"),
        (True, "EUR", "a text is expected"),
    ],
)
def test_unclear_money_is_refused(amount: object, currency: object, reason: str) -> None:
    """Nothing is guessed about money, and signs and columns are never mixed."""
    with pytest.raises(BadValueError, match=reason):
        money_of(amount, currency)


@pytest.mark.parametrize(
    ("told", "code"),
    [("IE", "IE"), ("ie", "IE"), ("IRL", "IE"), ("Ireland", "IE"), ("UK", "GB"), ("Germany", "DE"), ("U.S.A.", "US")],
)
def test_countries_are_read_by_code_and_name(told: str, code: str) -> None:
    """ISO codes, English names and a few names in use."""
    assert code == country_of(told)


@pytest.mark.parametrize("told", ["External out", "external-out", "EXTERNAL_OUT", "externalOut", " external out "])
def test_codes_are_read_in_any_writing(told: str) -> None:
    """Case and signs between words do not matter."""
    assert "external_out" == code_of(told, ("internal", "external_out"))


def test_an_unknown_code_is_refused_with_the_known_ones() -> None:
    """The reason lists what may be written."""
    with pytest.raises(BadValueError, match="write one of: home, host"):
        code_of("both", ("home", "host"))


@pytest.mark.parametrize(("told", "share"), [("0.2", "0.2"), ("20%", "0.2"), ("20 %", "0.2"), (1, "1"), ("0,8", "0.8")])
def test_shares_are_read_with_and_without_per_cent(told: object, share: str) -> None:
    """A share is a number up to 1, or per cent with its sign."""
    assert Decimal(share) == share_of(told)


@pytest.mark.parametrize(("told", "expected"), [("yes", True), ("Ja", True), ("0", False), (False, False), (1, True)])
def test_yes_and_no_are_read(told: object, expected: bool) -> None:
    """As exports of several languages write them."""
    assert expected is yes_or_no(told)


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (share_of, "20"),
        (share_of, "-0.1"),
        (whole_of, "2.5"),
        (whole_of, -1),
        (whole_of, True),
        (number_of, "1,000.5"),
        (hours_of, 169),
        (hours_of, "0"),
        (yes_or_no, "perhaps"),
        (country_of, "Atlantis"),
        (email_of, "not an address"),
        (text_of, {"a": 1}),
        (text_of, "a\x00b"),
        (text_of, "x" * 201),
    ],
)
def test_wrong_values_are_refused(reader: object, told: object) -> None:
    """What does not fit is refused with a reason."""
    with pytest.raises(BadValueError):
        reader(told)  # type: ignore[operator]
