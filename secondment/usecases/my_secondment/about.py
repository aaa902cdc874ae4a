"""What an answer about a record is made from: the record, the day, and the sentences with everything ready to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from dateutil.relativedelta import relativedelta

from secondment.records.model import Contact, Money, Secondment
from secondment.sentences import Sentences
from secondment.usecases.my_secondment.choosing import Phase, phase_of

_LOCALE = "en_GB"


@dataclass(frozen=True)
class Told:
    """A sentence and the value in it; `value` is None when the record does not hold it."""

    text: str
    value: str | None = None


@dataclass(frozen=True)
class About:
    """One secondment on one day, with the words to speak of it. `hr` names whom to ask when no contact is on record."""

    record: Secondment
    today: date
    sentences: Sentences
    hr: str

    @property
    def phase(self) -> Phase:
        """Before, running or over."""
        return phase_of(self.record, self.today)

    def say(self, key: str, **places: object) -> str:
        """A sentence of `record.yml`; `{at_host}` is filled when it stands there."""
        name = f"record_{key}"
        if "at_host" in self.sentences.places(name):
            places.setdefault("at_host", self.at_host)
        return self.sentences.say(name, **places)

    def tail(self, key: str, **places: object) -> str:
        """A part of a sentence, with the blank that parts it from what stands before."""
        return f" {self.say(key, **places)}"

    @property
    def at_host(self) -> str:
        """` at …` with the host's name, empty when there is none."""
        host = self.record.host.organisation
        return self.tail("at_host", host=host) if host else ""

    def missing(self, field: str) -> Told:
        """That the record does not hold it, and whom to ask."""
        return Told(self.say("missing", what=self.say(f"what_{field}"), ask=self.ask()))

    def ask(self) -> str:
        """Whom to ask: the person's own HR contact when named."""
        return ask_whom(self.sentences, self.record.home.hr_contact, self.hr)

    def whom(self) -> str:
        """The name of whom to ask."""
        contact = self.record.home.hr_contact
        return contact.name if contact else self.hr

    def contact(self, contact: Contact) -> str:
        """A name, with the e-mail when known."""
        return self.say("contact_email", name=contact.name, email=contact.email) if contact.email else contact.name

    def word(self, kind: str, code: str) -> str:
        """A code in words; a code without words is told as it stands, with blanks."""
        key = f"record_word_{kind}_{code}"
        return self.sentences.say(key) if self.sentences.has(key) else code.replace("_", " ")

    def party(self, code: str) -> str:
        """Who a code such as `home` or `host_manager` means, with the name when the record has it."""
        names = {
            "home": self.record.home.organisation,
            "host": self.record.host.organisation,
            "home_manager": _name(self.record.home.manager),
            "host_manager": _name(self.record.host.manager),
            "home_hr": _name(self.record.home.hr_contact),
            "host_hr": _name(self.record.host.hr_contact),
        }
        words = self.word("party", code)
        return f"{words}, {names[code]}" if names.get(code) else words

    def when(self, day: date) -> str:
        """`in 3 days`, `today` or `3 days ago`."""
        distance = (day - self.today).days
        if distance == 0:
            return self.say("today")
        return self.say("in" if distance > 0 else "ago", span=self.days(abs(distance)))

    def days(self, count: int) -> str:
        """`1 day`, `71 days`."""
        return self.say("day") if count == 1 else self.say("days", count=count)

    def months(self, count: int) -> str:
        """`1 month`, `24 months`."""
        return self.say("month") if count == 1 else self.say("months", count=count)

    def span(self, first: date, last: date) -> str:
        """How long from the first to the last day, both counted: `18 months and 3 days`."""
        between = relativedelta(last + relativedelta(days=1), first)
        months = between.years * 12 + between.months
        if not months:
            return self.days(between.days)
        if not between.days:
            return self.months(months)
        return self.say("months_and_days", months=self.months(months), days=self.days(between.days))

    def listed(self, items: list[str]) -> str:
        """`a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return self.say("and", first=", ".join(items[:-1]), last=items[-1])

    def lines(self, head: str, items: list[str], words: int = 75) -> str:
        """A heading and as many lines as fit into that many words, at least one; then how many more there are."""
        told, room = [head], words
        for number, item in enumerate(items):
            room -= len(item.split())
            if room < 0 and number:
                told.append(self.say("more", count=len(items) - number))
                break
            told.append(shortened(item, words))
        return "\n".join(told)


def ask_whom(sentences: Sentences, contact: Contact | None, hr: str) -> str:
    """A sentence that says whom to ask: the named contact, else the department."""
    if contact is None:
        return sentences.say("record_ask_department", hr=hr)
    if contact.email is None:
        return sentences.say("record_ask_contact", name=contact.name)
    return sentences.say("record_ask_contact_email", name=contact.name, email=contact.email)


def shortened(text: str, words: int) -> str:
    """The text, cut after that many words with an ellipsis when it is longer."""
    told = text.split()
    return text if len(told) <= words else " ".join(told[:words]) + " …"


def day(value: date) -> str:
    """`21 November 2027`."""
    return format_date(value, "d MMMM yyyy", locale=_LOCALE)


def money(value: Money) -> str:
    """`€500.00`, `NOK 6,500.00`."""
    told = format_currency(value.amount, value.currency, locale=_LOCALE).replace("\u00a0", " ")
    return re.sub(r"^([A-Z]{3})(?=\d)", r"\1 ", told)


def number(value: Decimal) -> str:
    """`37.5`, `35`."""
    return format_decimal(value.normalize(), locale=_LOCALE)


def percent(share: Decimal) -> str:
    """`20%`."""
    return f"{number(share * 100)}%"


@lru_cache(maxsize=512)
def country(code: str) -> str:
    """The English name of a country code; anything else as it stands."""
    return str(Locale.parse(_LOCALE).territories.get(code, code))


def _name(contact: Contact | None) -> str | None:
    return contact.name if contact else None
