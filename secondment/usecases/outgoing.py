"""The messages of the doors that answer later: taken in once, worked on in order, their replies sent within bounds."""

from __future__ import annotations

from collections.abc import Sequence

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store import Arrival, Held, LastPlace, Parcel, Store, Thread
from secondment.records.store.deliveries import LEASE_SECONDS
from secondment.usecases.listening import Spoken, listen

__all__ = ["Arrival", "Held", "LastPlace", "Parcel", "Spoken", "Thread"]  # what the doors hand in and get back

AT_ONCE = 32
SENDING_SECONDS = 60


def take_in(store: Store, arrival: Arrival) -> bool:
    """Keep a message that is meant for the assistant; False when it was kept before."""
    return store.accept(arrival)


def overhear(store: Store, arrival: Arrival, place: Thread, spoken: Spoken) -> bool:
    """Keep a message of a group if the rule says it is for the assistant; False when there is nothing to answer."""
    watched = store.thread(place.provider, place.tenant, place.channel, place.thread)
    answers, thread = listen(place, watched, spoken)
    if thread is None:
        return False
    kept = arrival if answers else Arrival(arrival.provider, arrival.delivery, arrival.lane, None)
    return store.accept(kept, thread) and answers


def next_messages(store: Store, providers: Sequence[str], worker: str) -> tuple[Held, ...]:
    """The messages to work on now."""
    return store.claim(providers, worker, AT_ONCE, LEASE_SECONDS)


def next_payloads(store: Store, providers: Sequence[str], worker: str) -> tuple[Parcel, ...]:
    """The payloads to send now."""
    return store.take_due(providers, worker, AT_ONCE, SENDING_SECONDS)


def recover(store: Store, worker: str) -> int:
    """Take up what a former life of this worker left in the middle; tells how much."""
    return store.release_held(worker) + store.release_sending(worker)


def note_place(store: Store, person: Person, place: LastPlace) -> None:
    """Remember where a person wrote last."""
    store.remember_place(person, place)


def where_last(store: Store, clock: Clock, person: Person) -> LastPlace | None:
    """Where a person wrote last, as an account still bound to them."""
    return store.last_place(person, clock.today())
