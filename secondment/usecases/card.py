"""The card of a person's own secondment: where it stands, dates, people, next check-in, open tasks, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from secondment.answers import Answer
from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store import Store
from secondment.sentences import Sentences
from secondment.usecases.my_secondment import my_secondment
from secondment.usecases.my_secondment.choosing import candidates, stage_of

FIELDS = ("status", "duration", "host_manager", "home_manager", "hr_contact", "next_check_in", "onboarding_tasks")
_MOST = 3


@dataclass(frozen=True)
class Card:
    """Answers about each secondment, one list for one secondment, and questions to begin with."""

    secondments: tuple[tuple[Answer, ...], ...]
    starters: tuple[str, ...]


def secondment_card(person: Person, store: Store, clock: Clock, sentences: Sentences) -> Card:
    """The card of a verified person; only for what that person alone sees."""
    records = store.own_secondments(person, field="card")
    today = clock.today()

    def tell(field: str, which: str | None) -> Answer:
        return my_secondment(person, field, store=store, sentences=sentences, clock=clock, which=which)

    chosen = candidates(records, today)[:_MOST]
    told = tuple(tuple(tell(field, one.secondment_id) for field in FIELDS) for one in chosen)
    starters = sentences.say(f"starters_{stage_of(records, today)}").split("|")
    return Card(told or ((tell("status", None),),), tuple(starters))
