"""Who somebody is to the assistant, and whom one can be in the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.model import Secondment
from secondment.records.store import Store

Stage = Literal["none", "before", "first_weeks", "middle", "last_sixty_days", "back"]
_FIRST_WEEKS = timedelta(days=42)
_LAST_DAYS = timedelta(days=60)


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


def demo_people(*, store: Store, clock: Clock) -> tuple[DemoPerson, ...]:
    """The people of the demo, by number."""
    return tuple(
        DemoPerson(person.employee_number, name, stage(store.own_secondments(person), clock.today()))
        for person, name in store.demo_people()
    )


def stage(secondments: tuple[Secondment, ...], today: date) -> Stage:
    """Where in their secondments somebody is on a day: the running one counts, else the next, else the last."""
    running = [one for one in secondments if one.began <= today and (one.end_date is None or today <= one.end_date)]
    if running:
        return _stage_of(running[-1], today)
    if any(today < one.began for one in secondments):
        return "before"
    return "back" if secondments else "none"


def _stage_of(running: Secondment, today: date) -> Stage:
    if running.end_date and running.end_date - today <= _LAST_DAYS:
        return "last_sixty_days"
    return "first_weeks" if today - running.began <= _FIRST_WEEKS else "middle"
