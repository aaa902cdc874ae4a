"""The outbox: payloads on their way to a platform, one after the other in each lane, tried again within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, update

from secondment.records.store.base import TABLES, Work
from secondment.records.store.held import HeldMessages

_outbox = TABLES["outbox"]
_OPEN = ("waiting", "sending")


@dataclass(frozen=True)
class Parcel:
    """A payload to send. `uncertain`: an earlier attempt was cut off and may have arrived."""

    id: int
    provider: str
    delivery: str
    position: int
    attempts: int
    uncertain: bool
    content: bytes


class Outbox(HeldMessages):
    """Queries on the outbox."""

    def post(self, provider: str, delivery: str, lane: str, contents: Sequence[bytes]) -> bool:
        """Put payloads into the outbox that answer no message; False when the same delivery was put there before."""
        same = select(_outbox.c.id).where(_outbox.c.provider == provider, _outbox.c.delivery == delivery).limit(1)
        with self.begin() as work:
            if work.connection.scalar(same) is not None:
                return False
            self.put(work, provider, delivery, lane, contents)
            work.commit()
        return True

    def take_due(self, providers: Sequence[str], worker: str, limit: int, seconds: int) -> tuple[Parcel, ...]:
        """Take the first open payload of each lane that is due, for so many seconds."""
        now = self._clock.now()
        with self.begin(reads_only=True) as work:
            found = work.connection.scalars(_heads(providers, now, limit)).all()
        if not found:
            return ()
        taken = {
            "state": "sending",
            "worker": worker,
            "due_at": now + timedelta(seconds=seconds),
            "attempts": _outbox.c.attempts + 1,
            # one that was being sent when its time ran out may have arrived
            "uncertain": case((_outbox.c.state == "sending", True), else_=_outbox.c.uncertain),
        }
        with self.begin() as work:
            mine = [
                one
                for one in found
                if work.connection.execute(update(_outbox).where(_outbox.c.id == one, _due(now)).values(taken)).rowcount
            ]
            parcels = self._parcels(work, mine)
            work.commit()
        return parcels

    def mark_sent(self, parcel: Parcel) -> bool:
        """The payload arrived: its content goes."""
        return self._settle(parcel, {"state": "sent", "content": None})

    def postpone(self, parcel: Parcel, seconds: float, *, uncertain: bool) -> bool:
        """Try again after so many seconds."""
        due = self._clock.now() + timedelta(seconds=seconds)
        return self._settle(parcel, {"state": "waiting", "due_at": due, "uncertain": uncertain})

    def bury(self, parcel: Parcel, reason: str) -> bool:
        """Give a payload up: its content goes, the reason (the platform's word) stays."""
        return self._settle(parcel, {"state": "dead", "content": None, "reason": reason[:60]})

    def dead_letters(self) -> int:
        """How many payloads were given up."""
        with self.begin(reads_only=True) as work:
            return work.connection.scalar(select(func.count()).where(_outbox.c.state == "dead")) or 0

    def release_sending(self, worker: str) -> int:
        """Give back what a former life of this worker was sending; it may have arrived."""
        mine = and_(_outbox.c.worker == worker, _outbox.c.state == "sending")
        news = {"state": "waiting", "due_at": self._clock.now(), "uncertain": True}
        with self.begin() as work:
            count: int = work.connection.execute(update(_outbox).where(mine).values(news)).rowcount
            work.commit()
        return count

    def _settle(self, parcel: Parcel, news: dict[str, Any]) -> bool:
        mine = and_(_outbox.c.id == parcel.id, _outbox.c.state == "sending", _outbox.c.attempts == parcel.attempts)
        with self.begin() as work:
            changed = work.connection.execute(update(_outbox).where(mine).values(news)).rowcount > 0
            work.commit()
        return changed

    @staticmethod
    def _parcels(work: Work, ids: Sequence[int]) -> tuple[Parcel, ...]:
        names = ("id", "provider", "delivery", "position", "attempts", "uncertain", "content")
        query = select(*(_outbox.c[name] for name in names)).where(_outbox.c.id.in_(ids)).order_by(_outbox.c.id)
        return tuple(Parcel(**row) for row in work.connection.execute(query).mappings())


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(_outbox.c.state.in_(_OPEN), _outbox.c.due_at <= now)


def _heads(providers: Sequence[str], now: datetime, limit: int) -> Select[Any]:
    earlier = _outbox.alias()
    waits = exists().where(earlier.c.lane == _outbox.c.lane, earlier.c.id < _outbox.c.id, earlier.c.state.in_(_OPEN))
    query = select(_outbox.c.id).where(_outbox.c.provider.in_(providers), _due(now), ~waits)
    return query.order_by(_outbox.c.id).limit(limit)
