"""Who somebody is to the assistant, and whom one can be in the demo."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.model import Secondment
from secondment.records.store import Store
from secondment.usecases.my_secondment.choosing import Stage, stage_of


@dataclass(frozen=True)
class Account:
    """A verified person as they see themselves; the number stands in for a name the records do not hold."""

    employee_number: str
    name: str
    role: str
    record_linked: bool


@dataclass(frozen=True)
class DemoPerson:
    """Somebody one can be in the demo, and where in the secondment they are."""

    employee_number: str
    name: str
    stage: Stage


def account(person: Person, *, store: Store) -> Account:
    """The account of a verified person."""
    name = store.person_name(person) or person.employee_number
    return Account(person.employee_number, name, person.role, store.has_record(person))


def demo_people(records: Collection[tuple[str, str]], *, store: Store, clock: Clock) -> tuple[DemoPerson, ...]:
    """The people of the demo records (employee number and id of each), by number; nobody else on record."""
    return tuple(
        DemoPerson(person.employee_number, name, stage(store.own_secondments(person), clock.today()))
        for person, name in store.demo_people(records)
    )


def stage(secondments: tuple[Secondment, ...], today: date) -> Stage:
    """Where in their secondments somebody is on a day."""
    return stage_of(secondments, today)
