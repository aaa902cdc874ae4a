"""The inbox of the doors that answer later: encrypted messages, worked on one at a time in each lane, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update

from secondment.records.store.base import TABLES, Database, Work

_inbox = TABLES["inbox"]
_outbox = TABLES["outbox"]
_threads = TABLES["watched_threads"]
_OPEN = ("received", "processing")


@dataclass(frozen=True)
class Held:
    """A message to work on. `attempts` tells this attempt from others: only the newest may finish it."""

    id: int
    provider: str
    delivery: str
    lane: str
    attempts: int
    content: bytes


@dataclass(frozen=True)
class Thread:
    """A thread of a channel; `holder` is the user who speaks with the assistant, None while people talk."""

    provider: str
    tenant: str
    channel: str
    thread: str
    holder: str | None = None


@dataclass(frozen=True)
class Arrival:
    """A message as it came in; without `content` it is only noted, because it is not for the assistant."""

    provider: str
    delivery: str
    lane: str
    content: bytes | None


class HeldMessages(Database):
    """Queries on the inbox of the doors that answer later, and on watched threads."""

    def accept(self, arrival: Arrival, thread: Thread | None = None) -> bool:
        """Note a message and who holds its thread now, in one transaction; False when it was noted before."""
        now = self._clock.now()
        row = {
            "provider": arrival.provider,
            "delivery": arrival.delivery,
            "conversation": arrival.lane,
            "lane": arrival.lane,
            "state": "received" if arrival.content else "done",
            "received_at": now,
            "attempts": 0,
            "content": arrival.content,
        }
        with self.begin() as work:
            new = work.connection.execute(self.insert_new("inbox"), row).rowcount > 0
            if new and thread is not None:
                self._watch(work, thread, now)
            work.commit()
        return new

    def thread(self, provider: str, tenant: str, channel: str, thread: str) -> Thread | None:
        """The thread if the assistant was called into it."""
        key = Thread(provider, tenant, channel, thread)
        query = select(_threads.c.holder).where(_same_thread(key))
        with self.begin(reads_only=True) as work:
            row = work.connection.execute(query).one_or_none()
        return Thread(provider, tenant, channel, thread, row.holder) if row else None

    def claim(self, providers: Sequence[str], worker: str, limit: int, seconds: int) -> tuple[Held, ...]:
        """Take the first open message of each lane for so many seconds; what another worker holds is left."""
        now = self._clock.now()
        with self.begin(reads_only=True) as work:
            found = work.connection.scalars(_heads(providers, now, limit)).all()
        if not found:
            return ()
        until = now + timedelta(seconds=seconds)
        taken = {"state": "processing", "worker": worker, "lease_until": until, "attempts": _inbox.c.attempts + 1}
        with self.begin() as work:
            mine = [
                one
                for one in found
                if work.connection.execute(update(_inbox).where(_inbox.c.id == one, _free(now)).values(taken)).rowcount
            ]
            held = self._read(work, mine)
            work.commit()
        return held

    def complete(
        self, held: Held, contents: Sequence[bytes], *, failed: bool = False, reference: str | None = None
    ) -> bool:
        """Finish a message and put its replies into the outbox, in one transaction.

        False, with nothing changed, when a newer attempt has taken it over.
        """
        news = {"state": "failed" if failed else "done", "lease_until": None, "content": None, "reference": reference}
        mine = and_(_inbox.c.id == held.id, _inbox.c.state == "processing", _inbox.c.attempts == held.attempts)
        with self.begin() as work:
            if not work.connection.execute(update(_inbox).where(mine).values(news)).rowcount:
                return False
            self.put(work, held.provider, held.delivery, held.lane, contents)
            work.commit()
        return True

    def put(self, work: Work, provider: str, delivery: str, lane: str, contents: Sequence[bytes]) -> None:
        """Put payloads into the outbox in their order, within the running transaction."""
        now = self._clock.now()
        rows = [
            {
                "provider": provider,
                "delivery": delivery,
                "position": position,
                "lane": lane,
                "state": "waiting",
                "attempts": 0,
                "uncertain": False,
                "due_at": now,
                "created_at": now,
                "content": content,
            }
            for position, content in enumerate(contents)
        ]
        if rows:
            work.connection.execute(_outbox.insert(), rows)

    def release_held(self, worker: str) -> int:
        """Give back what a former life of this worker was working on; tells how many messages."""
        mine = and_(_inbox.c.worker == worker, _inbox.c.state == "processing", _inbox.c.content.is_not(None))
        with self.begin() as work:
            count: int = work.connection.execute(
                update(_inbox).where(mine).values(state="received", lease_until=None)
            ).rowcount
            work.commit()
        return count

    def _watch(self, work: Work, thread: Thread, now: datetime) -> None:
        key = ("provider", "tenant", "channel", "thread")
        row = {name: getattr(thread, name) for name in (*key, "holder")}
        work.connection.execute(self.upsert("watched_threads", key), {**row, "seen_at": now})

    @staticmethod
    def _read(work: Work, ids: Sequence[int]) -> tuple[Held, ...]:
        columns = [_inbox.c[name] for name in ("id", "provider", "delivery", "lane", "attempts", "content")]
        rows = work.connection.execute(select(*columns).where(_inbox.c.id.in_(ids)).order_by(_inbox.c.id)).mappings()
        return tuple(Held(**row) for row in rows)


def _free(now: datetime) -> ColumnElement[bool]:
    over = and_(_inbox.c.state == "processing", _inbox.c.lease_until < now)
    return and_(_inbox.c.content.is_not(None), or_(_inbox.c.state == "received", over))


def _heads(providers: Sequence[str], now: datetime, limit: int) -> Select[Any]:
    earlier = _inbox.alias()
    waits = exists().where(
        earlier.c.lane == _inbox.c.lane,
        earlier.c.id < _inbox.c.id,
        earlier.c.state.in_(_OPEN),
        earlier.c.content.is_not(None),
    )
    query = select(_inbox.c.id).where(_inbox.c.provider.in_(providers), _free(now), ~waits)
    return query.order_by(_inbox.c.id).limit(limit)


def _same_thread(key: Thread) -> ColumnElement[bool]:
    return and_(*(_threads.c[name] == getattr(key, name) for name in ("provider", "tenant", "channel", "thread")))
