"""Signing in on the web page and out again."""

from __future__ import annotations

import secrets
from datetime import timedelta

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store import Store


def sign_in(store: Store, clock: Clock, person: Person, hours: int) -> str:
    """Begin a sign-in of so many hours and return its secret id."""
    session_id = secrets.token_urlsafe(32)
    store.open_session(session_id, person, clock.now() + timedelta(hours=hours))
    return session_id


def who_signed_in(store: Store, session_id: str) -> Person | None:
    """The person of a sign-in, or None when it is over, ended or never was."""
    return store.person_of_session(session_id)


def sign_out(store: Store, session_id: str) -> None:
    """End a sign-in."""
    store.close_session(session_id)
