"""What a door notes about a message on its way: received, done or failed; and the forgetting of a conversation."""

from __future__ import annotations

from collections.abc import Callable

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store import Store
from secondment.records.store.deliveries import LEASE_SECONDS


def receive(store: Store, person: Person, door: str, key: str, conversation_of: Callable[[int], str]) -> str:
    """Note a message and take it up at once; one that is sent again is taken up again.

    Returns the conversation it belongs to, which `conversation_of` makes of how often the person had it forgotten.
    """
    conversation, new = store.receive_personal(person, door, key, conversation_of, LEASE_SECONDS)
    if not new:
        store.reopen(door, key)
        store.lease(door, key)
    return conversation


def finish(store: Store, door: str, key: str) -> None:
    """Note that the message was answered."""
    store.finish(door, key)


def fail(store: Store, door: str, key: str, reference: str) -> None:
    """Note that the message could not be answered, under the reference the person was told."""
    store.finish(door, key, failed=True, reference=reference)


def epoch(store: Store, person: Person) -> int:
    """How often the person has had their personal conversation forgotten."""
    return store.epoch_of(person, "personal")


def forget(store: Store, person: Person) -> int:
    """Have the personal conversation forgotten; returns the epoch that is over."""
    return store.forget(person, "personal") - 1


def bound_person(store: Store, clock: Clock, provider: str, tenant: str, user: str) -> Person | None:
    """The person a user of another system is bound to today, or None."""
    return store.binding_of(provider, tenant, user, clock.today())
