"""The inbox (each delivery of a platform once) and the epochs of forgotten conversations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from secondment.identity import Person, Surface
from secondment.records.store.base import TABLES, Database, Work

_inbox = TABLES["inbox"]
_epochs = TABLES["conversation_epochs"]
LEASE_SECONDS = 60
# every message needs these: building a statement anew takes longer than running it
_EPOCH = select(_epochs.c.epoch).where(
    _epochs.c.employee_number == bindparam("person"), _epochs.c.surface == bindparam("place")
)
_FINISH = (
    update(_inbox)
    .where(
        _inbox.c.provider == bindparam("of_provider"),
        _inbox.c.delivery == bindparam("of_delivery"),
        _inbox.c.state == "processing",
    )
    .values(state=bindparam("new_state"), lease_until=None, reference=bindparam("new_reference"))
)


class Deliveries(Database):
    """Queries on inbox and epochs."""

    def receive(
        self,
        provider: str,
        delivery: str,
        conversation: str,
        reference: str | None = None,
        *,
        lease_seconds: int | None = None,
    ) -> bool:
        """Note a delivery before the platform is acknowledged; False when it was noted before.

        With `lease_seconds` it is taken up in the same transaction, for those who work on it at once.
        """
        with self.begin() as work:
            new = self._receive(work, provider, delivery, conversation, reference, lease_seconds)
            work.commit()
        return new

    def receive_personal(
        self, person: Person, provider: str, delivery: str, conversation_of: Callable[[int], str], lease_seconds: int
    ) -> tuple[str, bool]:
        """Take up a delivery of a personal chat: its conversation, made of the person's epoch; whether it is new."""
        with self.begin() as work:
            conversation = conversation_of(self._epoch(work, person, "personal"))
            new = self._receive(work, provider, delivery, conversation, None, lease_seconds)
            work.commit()
        return conversation, new

    def lease(self, provider: str, delivery: str, seconds: int = LEASE_SECONDS) -> bool:
        """Take a delivery to work on it; False when another worker holds it or it is finished."""
        now = self._clock.now()
        free = (_inbox.c.state == "received") | ((_inbox.c.state == "processing") & (_inbox.c.lease_until < now))
        query = (
            update(_inbox)
            .where(_inbox.c.provider == provider, _inbox.c.delivery == delivery, free)
            .values(state="processing", lease_until=now + timedelta(seconds=seconds))
        )
        return self._run(query)

    def reopen(self, provider: str, delivery: str) -> bool:
        """Take a finished delivery up again because it was sent again; False when it is not finished."""
        finished = _inbox.c.state.in_(("done", "failed"))
        query = (
            update(_inbox)
            .where(_inbox.c.provider == provider, _inbox.c.delivery == delivery, finished)
            .values(state="received", reference=None)
        )
        return self._run(query)

    def finish(self, provider: str, delivery: str, *, failed: bool = False, reference: str | None = None) -> bool:
        """Mark a delivery as done or failed (under which reference); False when it was not being worked on."""
        named = {"of_provider": provider, "of_delivery": delivery}
        return self._run(_FINISH, {**named, "new_state": "failed" if failed else "done", "new_reference": reference})

    def unfinished(self, provider: str) -> tuple[tuple[str, str], ...]:
        """(delivery, conversation) of what is neither done nor failed nor leased, in order of arrival."""
        now = self._clock.now()
        free = (_inbox.c.state == "received") | ((_inbox.c.state == "processing") & (_inbox.c.lease_until < now))
        query = select(_inbox.c.delivery, _inbox.c.conversation).where(_inbox.c.provider == provider, free)
        with self.begin(reads_only=True) as work:
            rows = work.connection.execute(query.order_by(_inbox.c.id))
            return tuple((delivery, conversation) for delivery, conversation in rows)

    def epoch_of(self, person: Person, surface: Surface) -> int:
        """How often the person had that conversation forgotten; part of the conversation's id."""
        with self.begin(reads_only=True) as work:
            return self._epoch(work, person, surface)

    def epochs_of(self, employee_number: str) -> dict[str, int]:
        """How often each of somebody's conversations was forgotten, by surface."""
        query = select(_epochs.c.surface, _epochs.c.epoch).where(_epochs.c.employee_number == employee_number)
        with self.begin(reads_only=True) as work:
            return {surface: epoch for surface, epoch in work.connection.execute(query)}

    def forget(self, person: Person, surface: Surface) -> int:
        """Have that conversation forgotten: the next message starts a new one; returns the new epoch."""
        there = {"employee_number": person.employee_number, "surface": surface, "epoch": 0}
        mine = (_epochs.c.employee_number == person.employee_number) & (_epochs.c.surface == surface)
        with self.begin() as work:
            work.connection.execute(self.insert_new("conversation_epochs"), there)
            work.connection.execute(update(_epochs).where(mine).values(epoch=_epochs.c.epoch + 1))
            epoch: int = work.connection.scalar(select(_epochs.c.epoch).where(mine)) or 0
            self.audit(work, person, "conversation_forgotten")
            work.commit()
        return epoch

    def _epoch(self, work: Work, person: Person, surface: Surface) -> int:
        return work.connection.scalar(_EPOCH, {"person": person.employee_number, "place": surface}) or 0

    def _receive(
        self,
        work: Work,
        provider: str,
        delivery: str,
        conversation: str,
        reference: str | None,
        lease_seconds: int | None,
    ) -> bool:
        now = self._clock.now()
        row = {
            "provider": provider,
            "delivery": delivery,
            "conversation": conversation,
            "state": "processing" if lease_seconds else "received",
            "lease_until": now + timedelta(seconds=lease_seconds) if lease_seconds else None,
            "reference": reference,
            "received_at": now,
        }
        return bool(work.connection.execute(self.insert_new("inbox"), row).rowcount > 0)

    def _run(self, query: object, values: dict[str, str | None] | None = None) -> bool:
        with self.begin() as work:
            changed = work.connection.execute(query, values).rowcount > 0  # type: ignore[call-overload]
            work.commit()
        return bool(changed)
