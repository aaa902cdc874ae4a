"""Cases: questions handed to HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, update

from secondment.identity import Person
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY, see

_cases = TABLES["cases"]
FIRST_NUMBER = 1001
PRESSED_TWICE_HOURS = 24  # the same question handed over again within these is the same case


@dataclass(frozen=True)
class Case:
    """A question handed to HR; `turns` are the last turns of the talk, only when the person agreed."""

    number: int
    employee_number: str
    question: str
    status: str
    created_at: datetime
    turns: str | None = None
    answered_at: datetime | None = None
    answer: str | None = None


class Cases(Database):
    """Queries on cases."""

    def add_case(self, person: Person, question: str, message_id: str) -> Case:
        """Open a case; what was handed over already, by this message or lately and still open, stays that case."""
        with self.begin(of=person) as work:
            self._wait_for_others(work)
            there = self._handed_over(work, person, question, message_id)
            if there:
                return there
            self.ensure_person(work, person.employee_number)
            case = self._insert(work, person, question, message_id)
            self.audit(work, person, "case_opened", message_id=message_id)
            work.commit()
        return case

    def share_turns(self, person: Person, number: int, turns: str) -> bool:
        """Add the last turns to the person's own open case; False when there is no such case."""
        query = (
            update(_cases)
            .where(_cases.c.number == number, _cases.c.employee_number == person.employee_number)
            .where(_cases.c.status == "open")
            .values(turns=turns)
        )
        with self.begin(of=person) as work:
            changed = work.connection.execute(query).rowcount > 0
            if changed:
                self.audit(work, person, "turns_shared")
            work.commit()
        return changed

    def cases_of(self, person: Person, limit: int = 10) -> tuple[Case, ...]:
        """That person's cases, newest first."""
        query = select(_cases).where(_cases.c.employee_number == person.employee_number)
        with self.begin(of=person, reads_only=True) as work:
            return self._all(work, query.order_by(_cases.c.number.desc()).limit(limit))

    def cases(self, status: str | None = None) -> tuple[Case, ...]:
        """All cases for HR, oldest first; of one status when given."""
        query = select(_cases).order_by(_cases.c.number)
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            return self._all(work, query if status is None else query.where(_cases.c.status == status))

    def case(self, number: int) -> Case | None:
        """The case of that number, for HR."""
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            return self._first(work, select(_cases).where(_cases.c.number == number))

    def answer_case(self, number: int, answer: str) -> bool:
        """Answer an open or answered case; False when there is none."""
        values = {"status": "answered", "answer": answer, "answered_at": self._clock.now()}
        return self._change(number, ("open", "answered"), values)

    def close_case(self, number: int) -> bool:
        """Close a case; False when there is none that is not closed already."""
        return self._change(number, ("open", "answered"), {"status": "closed"})

    def _change(self, number: int, statuses: tuple[str, ...], values: dict[str, Any]) -> bool:
        query = update(_cases).where(_cases.c.number == number, _cases.c.status.in_(statuses)).values(values)
        with self.begin(of=EVERYBODY) as work:
            changed = work.connection.execute(query).rowcount > 0
            work.commit()
        return changed

    def _wait_for_others(self, work: Work) -> None:
        """Let one case be opened at a time; in SQLite there is only one writer anyway."""
        # numbers are told to people and counted without gaps, and a button pressed twice arrives twice at once
        if self._engine.dialect.name == "postgresql":
            work.connection.exec_driver_sql("LOCK TABLE cases IN SHARE ROW EXCLUSIVE MODE")

    def _handed_over(self, work: Work, person: Person, question: str, message_id: str) -> Case | None:
        lately = _cases.c.created_at > self._clock.now() - timedelta(hours=PRESSED_TWICE_HOURS)
        same = and_(_cases.c.question == question, _cases.c.status == "open", lately)
        mine = select(_cases).where(_cases.c.employee_number == person.employee_number)
        return self._first(work, mine.where(or_(_cases.c.message_id == message_id, same)).order_by(_cases.c.number))

    def _insert(self, work: Work, person: Person, question: str, message_id: str) -> Case:
        see(work.connection, EVERYBODY)  # the newest case may be anybody's
        newest = work.connection.scalar(select(func.max(_cases.c.number))) or FIRST_NUMBER - 1
        see(work.connection, person)
        row = {
            "number": newest + 1,
            "employee_number": person.employee_number,
            "message_id": message_id,
            "question": question,
            "status": "open",
            "created_at": self._clock.now(),
        }
        work.connection.execute(_cases.insert(), row)
        return self._all(work, select(_cases).where(_cases.c.number == newest + 1))[0]

    def _first(self, work: Work, query: Select[Any]) -> Case | None:
        return next(iter(self._all(work, query)), None)

    @staticmethod
    def _all(work: Work, query: Select[Any]) -> tuple[Case, ...]:
        rows = work.connection.execute(query).mappings()
        return tuple(Case(**{key: value for key, value in row.items() if key != "message_id"}) for row in rows)
