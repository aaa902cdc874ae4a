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


def complete(store: Store, held: Held, contents: Sequence[bytes], reference: str | None = None) -> bool:
    """Finish a message with its replies, as failed when there is a reference of what went wrong.

    False, with nothing changed, when a newer attempt has taken it over.
    """
    return store.complete(held, contents, failed=reference is not None, reference=reference)


def post(store: Store, provider: str, delivery: str, lane: str, contents: Sequence[bytes]) -> bool:
    """Send payloads that answer no message; False when the same delivery was posted before."""
    return store.post(provider, delivery, lane, contents)


def mark_sent(store: Store, parcel: Parcel) -> None:
    """Note that a payload arrived."""
    store.mark_sent(parcel)


def postpone(store: Store, parcel: Parcel, seconds: float, uncertain: bool) -> None:
    """Send a payload later; `uncertain` when it may have arrived all the same."""
    store.postpone(parcel, seconds, uncertain=uncertain)


def bury(store: Store, parcel: Parcel, reason: str) -> int:
    """Give a payload up for a reason (the platform's word); tells how many were given up so far."""
    store.bury(parcel, reason)
    return store.dead_letters()


def recover(store: Store, worker: str) -> int:
    """Take up what a former life of this worker left in the middle; tells how much."""
    return store.release_held(worker) + store.release_sending(worker)


def note_place(store: Store, person: Person, place: LastPlace) -> None:
    """Remember where a person wrote last."""
    store.remember_place(person, place)


def place_of(store: Store, provider: str, tenant: str, user: str) -> LastPlace | None:
    """Where an account wrote last, whoever it is bound to."""
    return store.place(provider, tenant, user)


def where_last(store: Store, clock: Clock, person: Person) -> LastPlace | None:
    """Where a person wrote last, as an account still bound to them."""
    return store.last_place(person, clock.today())
