"""Binding an account of Slack or Teams to whoever is signed in: by a one-time link, never by a name or e-mail."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Literal

from secondment.clock import Clock
from secondment.identity import Person
from secondment.records.store import Binding, LinkedAccount, Store

__all__ = ["LinkedAccount"]  # what the doors hand in

LINK_MINUTES = 15
Refusal = Literal["over", "theirs"]


def open_link(store: Store, clock: Clock, account: LinkedAccount) -> str | None:
    """The token of a new link, good once and for 15 minutes.

    None for an account whose binding was taken back or has ended: only HR makes it good again.
    """
    if store.binding(account.provider, account.tenant, account.user_id) is not None:
        return None
    token = secrets.token_urlsafe(32)
    store.open_link(token, account, clock.now() + timedelta(minutes=LINK_MINUTES))
    return token


def linked_account(store: Store, token: str) -> LinkedAccount | None:
    """The account of a link, or None when it was used or is over."""
    return store.link(token)


def confirm_link(store: Store, clock: Clock, person: Person, token: str) -> LinkedAccount | Refusal:
    """Bind the link's account to the person; says why not when it cannot be done."""
    account = store.link(token)
    if account is None:
        return "over"
    if store.binding(account.provider, account.tenant, account.user_id) is not None:
        return "theirs"
    binding = Binding(
        account.provider,
        account.tenant,
        account.user_id,
        person.employee_number,
        clock.today(),
        last_day(store.bindings_of(person)),
    )
    return account if store.use_link(token, binding) else "over"


def last_day(bindings: tuple[Binding, ...]) -> date | None:
    """The last good day of a new binding: the latest of those the person has, none where one of them never ends."""
    in_force = [one.valid_to for one in bindings if not one.revoked]
    ending = [day for day in in_force if day is not None]
    return max(ending) if in_force and len(ending) == len(in_force) else None
