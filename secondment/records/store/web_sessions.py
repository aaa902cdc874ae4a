"""Sign-ins on the web page. Only digests of their ids are stored: who reads the database can be nobody."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, select

from secondment.identity import Person
from secondment.records.store.base import TABLES, Database

_sessions = TABLES["web_sessions"]


class WebSessions(Database):
    """Queries on web sessions."""

    def open_session(self, session_id: str, person: Person, until: datetime) -> None:
        """Keep a sign-in until that moment; sign-ins that are over go."""
        row = {
            "digest": _digest(session_id),
            "employee_number": person.employee_number,
            "role": person.role,
            "until": until,
        }
        with self.begin() as work:
            work.connection.execute(delete(_sessions).where(_sessions.c.until < self._clock.now()))
            work.connection.execute(_sessions.insert(), row)
            self.audit(work, person, "signed_in")
            work.commit()

    def person_of_session(self, session_id: str) -> Person | None:
        """Who signed in under that id, or None when the sign-in is over, ended or never was."""
        query = select(_sessions.c.employee_number, _sessions.c.role).where(
            _sessions.c.digest == _digest(session_id), _sessions.c.until > self._clock.now()
        )
        with self.begin(reads_only=True) as work:
            row = work.connection.execute(query).one_or_none()
        return Person(row.employee_number, row.role) if row else None

    def close_session(self, session_id: str) -> None:
        """End a sign-in; ending it twice is no error."""
        with self.begin() as work:
            work.connection.execute(delete(_sessions).where(_sessions.c.digest == _digest(session_id)))
            work.commit()


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
