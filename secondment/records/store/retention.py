"""Deleting what has been kept long enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Table, delete, func

from secondment.records.store.base import TABLES, Database
from secondment.records.store.scope import EVERYBODY


@dataclass(frozen=True)
class KeptDays:
    """For how many days things are kept: messages' entries and ratings, settled cases, the audit."""

    messages: int = 90
    cases: int = 365
    audit: int = 730


class Retention(Database):
    """Queries that delete what is old."""

    def forget_old(self, kept: KeptDays) -> dict[str, int]:
        """Delete what is older than its days; tells how many rows of each table went.

        What is under way stays, whatever its age: open cases, messages that are not answered, replies that wait.
        """
        with self.begin(of=EVERYBODY) as work:
            gone = {
                table.name: work.connection.execute(delete(table).where(old)).rowcount for table, old in self._old(kept)
            }
            work.commit()
        return {name: count for name, count in gone.items() if count}

    def _old(self, kept: KeptDays) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        now = self._clock.now()
        message, case, read = (now - timedelta(days=days) for days in (kept.messages, kept.cases, kept.audit))
        ratings, inbox, outbox, cases = (TABLES[name] for name in ("ratings", "inbox", "outbox", "cases"))
        audit, threads = TABLES["audit"], TABLES["watched_threads"]
        yield ratings, ratings.c.rated_at < message
        yield inbox, (inbox.c.received_at < message) & inbox.c.state.in_(("done", "failed"))
        yield outbox, (outbox.c.created_at < message) & outbox.c.state.in_(("sent", "dead"))
        yield threads, threads.c.seen_at < message
        yield cases, (func.coalesce(cases.c.answered_at, cases.c.created_at) < case) & (cases.c.status != "open")
        yield audit, audit.c.at < read
        for name in ("web_sessions", "account_links"):
            yield TABLES[name], TABLES[name].c.until < now
