"""Ratings of answers and the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from secondment.identity import Person
from secondment.records.store.base import TABLES, Database

_ratings = TABLES["ratings"]
_audit = TABLES["audit"]


@dataclass(frozen=True)
class AuditEntry:
    """Who (employee number and role) did what (kind, field), when, through which message."""

    at: datetime
    employee_number: str
    role: str
    message_id: str | None
    kind: str
    field: str | None


class Feedback(Database):
    """Queries on ratings and audit."""

    def rate(self, person: Person, article: str, verdict: str, message_id: str) -> None:
        """Keep a thumb (`up` or `down`) for an answer; a second one for the same message replaces the first."""
        row = {
            "message_id": message_id,
            "article": article,
            "verdict": verdict,
            "employee_number": person.employee_number,
            "rated_at": self._clock.now(),
        }
        with self.begin() as work:
            work.connection.execute(self.upsert("ratings", ("message_id",)), row)
            work.commit()

    def rating_counts(self) -> dict[str, dict[str, int]]:
        """How many thumbs up and down each article has."""
        columns = (_ratings.c.article, _ratings.c.verdict)
        query = select(*columns, func.count()).group_by(*columns)
        counts: dict[str, dict[str, int]] = {}
        with self.begin(reads_only=True) as work:
            for article, verdict, number in work.connection.execute(query):
                counts.setdefault(article, {"up": 0, "down": 0})[verdict] = number
        return counts

    def audit_trail(self, employee_number: str | None = None, limit: int = 100) -> tuple[AuditEntry, ...]:
        """The newest audit rows first; of one employee when given."""
        columns = [column for column in _audit.columns if column.name != "id"]
        query = select(*columns).order_by(_audit.c.id.desc()).limit(limit)
        if employee_number is not None:
            query = query.where(_audit.c.employee_number == employee_number)
        with self.begin(reads_only=True) as work:
            return tuple(AuditEntry(**row) for row in work.connection.execute(query).mappings())
