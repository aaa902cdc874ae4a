"""What tests of own-record answers share: records at hand instead of a store, and a question about one field."""

from __future__ import annotations

from datetime import date

from secondment.answers import Answer
from secondment.identity import Person
from secondment.records.model import (
    Secondment,
)
from secondment.usecases.my_secondment import my_secondment
from tests.builders import FixedClock, the_sentences

EDDA = Person("E1")
SENTENCES = the_sentences()


class FakeRecords:
    """Hands out the given records and notes what was asked."""

    def __init__(self, *records: Secondment) -> None:
        self.records = records
        self.asked: list[tuple[Person, str | None, str | None]] = []

    def own_secondments(
        self, person: Person, *, field: str | None = None, message_id: str | None = None
    ) -> tuple[Secondment, ...]:
        """The records, whoever asks."""
        self.asked.append((person, field, message_id))
        return self.records


def ask(field: str, *records: Secondment, day: date = date(2026, 11, 21), which: str | None = None) -> Answer:
    """The answer to a field on a day."""
    return my_secondment(
        EDDA,
        field,
        store=FakeRecords(*records),
        sentences=SENTENCES,
        clock=FixedClock(day),
        hr_contact_name="People Team",
        which=which,
    )
