"""Accounts of Slack and Teams: one-time links that bind them to a person, and where they last wrote."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, or_, select

from secondment.identity import Person
from secondment.records.store.base import TABLES
from secondment.records.store.bindings import Binding, Bindings

_links = TABLES["account_links"]
_places = TABLES["account_places"]
_bindings = TABLES["bindings"]


@dataclass(frozen=True)
class LinkedAccount:
    """The account a link is for; `label` is how people know it (a name and a workspace)."""

    provider: str
    tenant: str
    user_id: str
    label: str


@dataclass(frozen=True)
class LastPlace:
    """Where a person last wrote, as an account; `content` leads to the personal chat, None when there was none."""

    provider: str
    tenant: str
    user_id: str
    content: bytes | None


class PlatformAccounts(Bindings):
    """Queries on account links and last places."""

    def open_link(self, token: str, account: LinkedAccount, until: datetime) -> None:
        """Keep a link until that moment; older ones of the same account, and those that are over, go."""
        row = {**vars(account), "digest": _digest(token), "until": until}
        same = and_(*(_links.c[name] == row[name] for name in ("provider", "tenant", "user_id")))
        with self.begin() as work:
            work.connection.execute(delete(_links).where(or_(same, _links.c.until < self._clock.now())))
            work.connection.execute(_links.insert(), row)
            work.commit()

    def link(self, token: str) -> LinkedAccount | None:
        """The account of a link that is neither used nor over."""
        names = ("provider", "tenant", "user_id", "label")
        query = select(*(_links.c[name] for name in names)).where(
            _links.c.digest == _digest(token), _links.c.until > self._clock.now()
        )
        with self.begin(reads_only=True) as work:
            row = work.connection.execute(query).mappings().one_or_none()
        return LinkedAccount(**row) if row else None

    def use_link(self, token: str, binding: Binding) -> bool:
        """Bind the account and end its link in one transaction; False when the link was used meanwhile."""
        with self.begin(of=Person(binding.employee_number)) as work:
            used = work.connection.execute(delete(_links).where(_links.c.digest == _digest(token))).rowcount
            if not used:
                return False
            self._bind_one(work, binding)
            self.audit(work, Person(binding.employee_number), "account_linked")
            work.commit()
        return True

    def binding(self, provider: str, tenant: str, user: str) -> Binding | None:
        """The binding of an account, whether or not it is in force."""
        return next(iter(self._bindings_where(provider=provider, tenant=tenant, user_id=user)), None)

    def bindings_of(self, person: Person) -> tuple[Binding, ...]:
        """All bindings of a person."""
        return self._bindings_where(employee_number=person.employee_number)

    def remember_place(self, person: Person, place: LastPlace) -> None:
        """Note that the person wrote from that account; a known way to the personal chat is kept."""
        row = {**vars(place), "employee_number": person.employee_number, "used_at": self._clock.now()}
        with self.begin() as work:
            statement = self.upsert("account_places", ("provider", "tenant", "user_id"), kept=("content",))
            work.connection.execute(statement, row)
            work.commit()

    def place(self, provider: str, tenant: str, user: str) -> LastPlace | None:
        """Where that account last wrote."""
        names = ("provider", "tenant", "user_id")
        same = and_(*(_places.c[name] == value for name, value in zip(names, (provider, tenant, user))))
        query = select(*(_places.c[name] for name in (*names, "content"))).where(same)
        with self.begin(reads_only=True) as work:
            row = work.connection.execute(query).mappings().one_or_none()
        return LastPlace(**row) if row else None

    def last_place(self, person: Person, on: date) -> LastPlace | None:
        """Where that person wrote last, among the accounts bound to them on that day."""
        names = ("provider", "tenant", "user_id")
        joined = and_(*(_places.c[name] == _bindings.c[name] for name in names))
        query = (
            select(*(_places.c[name] for name in (*names, "content")))
            .join(_bindings, joined)
            .where(
                _bindings.c.employee_number == person.employee_number,
                _bindings.c.revoked.is_(False),
                _bindings.c.valid_from <= on,
                or_(_bindings.c.valid_to.is_(None), _bindings.c.valid_to >= on),
            )
            .order_by(_places.c.used_at.desc())
            .limit(1)
        )
        with self.begin(reads_only=True) as work:
            row = work.connection.execute(query).mappings().one_or_none()
        return LastPlace(**row) if row else None

    def _bindings_where(self, **values: str) -> tuple[Binding, ...]:
        query = select(_bindings).where(*(_bindings.c[name] == value for name, value in values.items()))
        with self.begin(reads_only=True) as work:
            return tuple(Binding(**row) for row in work.connection.execute(query).mappings())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
