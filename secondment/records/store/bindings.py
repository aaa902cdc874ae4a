"""Bindings: which employee stands behind a user of Slack, Teams or company sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, and_, select, update

from secondment.identity import Person
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY

_bindings = TABLES["bindings"]
Change = Literal["created", "updated", "skipped"]


@dataclass(frozen=True)
class Binding:
    """A user of a tenant of a provider, and the employee behind; `valid_to` is the last good day."""

    provider: str
    tenant: str
    user_id: str
    employee_number: str
    valid_from: date
    valid_to: date | None = None
    revoked: bool = False


class Bindings(Database):
    """Queries on bindings."""

    def binding_of(self, provider: str, tenant: str, user: str, on: date) -> Person | None:
        """The employee behind that user on that day, or None when nobody is bound, no longer or not yet."""
        query = select(_bindings.c.employee_number).where(
            _key(provider, tenant, user),
            _bindings.c.revoked.is_(False),
            _bindings.c.valid_from <= on,
            (_bindings.c.valid_to.is_(None)) | (_bindings.c.valid_to >= on),
        )
        with self.begin(reads_only=True) as work:
            number = work.connection.scalar(query)
        return Person(number) if number else None

    def bind(self, bindings: Iterable[Binding], *, commit: bool = True) -> list[Change]:
        """Store bindings; tells for each whether it was created, updated or skipped as unchanged."""
        with self.begin(of=EVERYBODY) as work:
            changes = [self._bind_one(work, binding) for binding in bindings]
            if commit:
                work.commit()
        return changes

    def revoke(self, provider: str, tenant: str, user: str) -> bool:
        """Take a binding back; False when there was none in force."""
        inforce = _bindings.c.revoked.is_(False)
        query = update(_bindings).where(_key(provider, tenant, user), inforce).values(revoked=True)
        with self.begin() as work:
            changed = work.connection.execute(query).rowcount > 0
            work.commit()
        return changed

    def bindings(self) -> tuple[Binding, ...]:
        """All bindings, for the operator."""
        query = select(_bindings).order_by(_bindings.c.provider, _bindings.c.tenant, _bindings.c.user_id)
        with self.begin(reads_only=True) as work:
            return tuple(Binding(**row) for row in work.connection.execute(query).mappings())

    def _bind_one(self, work: Work, binding: Binding) -> Change:
        query = select(_bindings).where(_key(binding.provider, binding.tenant, binding.user_id))
        there = work.connection.execute(query).mappings().one_or_none()
        if there and _same(Binding(**there), binding):
            return "skipped"
        self.ensure_person(work, binding.employee_number)
        work.connection.execute(self.upsert("bindings", ("provider", "tenant", "user_id")), asdict(binding))
        return "updated" if there else "created"


def _key(provider: str, tenant: str, user: str) -> ColumnElement[bool]:
    return and_(_bindings.c.provider == provider, _bindings.c.tenant == tenant, _bindings.c.user_id == user)


def _same(there: Binding, new: Binding) -> bool:
    # the day a binding began is not part of the file, so importing it again another day is no change
    return (there.employee_number, there.valid_to, there.revoked) == (new.employee_number, new.valid_to, new.revoked)
