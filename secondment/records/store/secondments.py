"""Secondment records: reading one's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from secondment.identity import Person
from secondment.records.model import Secondment
from secondment.records.rows import LIST_TABLES, from_rows
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY

_people = TABLES["people"]
_secondments = TABLES["secondments"]


class Secondments(Database):
    """Queries on secondments. Whatever tells a personal value takes the verified `Person` it belongs to."""

    def own_secondments(
        self, person: Person, *, field: str | None = None, message_id: str | None = None
    ) -> tuple[Secondment, ...]:
        """That person's secondments, oldest first, and one audit row saying that they were read."""
        with self.begin(of=person) as work:
            found = self._of(work, person.employee_number)
            self.audit(work, person, "record_read", field=field, message_id=message_id)
            work.commit()
        return found

    def person_name(self, person: Person) -> str | None:
        """That person's name, when the records hold it."""
        with self.begin(of=person, reads_only=True) as work:
            name: str | None = work.connection.scalar(
                select(_people.c.name).where(_people.c.employee_number == person.employee_number)
            )
        return name

    def has_record(self, person: Person) -> bool:
        """Whether that person has any secondment on record."""
        with self.begin(of=person, reads_only=True) as work:
            return self._count(work, _secondments.c.employee_number == person.employee_number) > 0

    def demo_people(self, records: Collection[tuple[str, str]]) -> tuple[tuple[Person, str], ...]:
        """People who have demo records and no others, with their names, by number; only for the demo's sign-in picker.

        `records` are the employee number and the id of each demo record.
        """
        numbers = {number for number, _ in records}
        query = (
            select(_people.c.employee_number, _people.c.name, _secondments.c.secondment_id)
            .join(_secondments, _secondments.c.employee_number == _people.c.employee_number)
            .where(_people.c.employee_number.in_(numbers), _people.c.name.is_not(None))
            .order_by(_people.c.employee_number)
        )
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            found = list(work.connection.execute(query))
        others = {number for number, _, key in found if (number, key) not in records}
        people = dict.fromkeys((number, name) for number, name, _ in found if number not in others)
        return tuple((Person(number), name) for number, name in people)

    def count_secondments(self) -> int:
        """How many secondments are on record."""
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            return self._count(work)

    @staticmethod
    def _count(work: Work, *conditions: Any) -> int:
        return work.connection.scalar(select(func.count()).select_from(_secondments).where(*conditions)) or 0

    def _of(self, work: Work, employee_number: str) -> tuple[Secondment, ...]:
        query = (
            select(_secondments)
            .where(_secondments.c.employee_number == employee_number)
            .order_by(_secondments.c.start_date, _secondments.c.secondment_id)
        )
        rows = [dict(row) for row in work.connection.execute(query).mappings()]
        if not rows:
            return ()
        whose = select(_people).where(_people.c.employee_number == employee_number)
        person = dict(work.connection.execute(whose).mappings().one())
        lists = {name: self._list(work, name, [row["secondment_id"] for row in rows]) for name in LIST_TABLES}
        return tuple(from_rows(row, person, _belonging(row["secondment_id"], lists)) for row in rows)

    @staticmethod
    def _list(work: Work, name: str, secondment_ids: Sequence[str]) -> list[dict[str, Any]]:
        table = TABLES[name]
        order = table.c.get("position", table.c.secondment_id)
        query = select(table).where(table.c.secondment_id.in_(secondment_ids)).order_by(order)
        return [dict(row) for row in work.connection.execute(query).mappings()]


def _belonging(secondment_id: str, lists: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row for row in rows if row["secondment_id"] == secondment_id] for name, rows in lists.items()}
