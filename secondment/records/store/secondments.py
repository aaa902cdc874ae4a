"""Secondment records: reading one's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, func, select

from secondment.identity import Person
from secondment.records.model import Secondment
from secondment.records.rows import LIST_TABLES, from_rows
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY

_people = TABLES["people"]
_secondments = TABLES["secondments"]


def _list_of(name: str) -> Any:
    table = TABLES[name]
    order = table.c.get("position", table.c.secondment_id)
    return select(table).where(table.c.secondment_id.in_(bindparam("ids", expanding=True))).order_by(order)


# made once: to put a statement together takes SQLAlchemy longer than SQLite to run it
_SECONDMENTS_OF = (
    select(_secondments)
    .where(_secondments.c.employee_number == bindparam("whose"))
    .order_by(_secondments.c.start_date, _secondments.c.secondment_id)
)
_PERSON = select(_people).where(_people.c.employee_number == bindparam("whose"))
_LISTS = {name: _list_of(name) for name in LIST_TABLES}


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
        whose = {"whose": employee_number}
        rows = [dict(row) for row in work.connection.execute(_SECONDMENTS_OF, whose).mappings()]
        if not rows:
            return ()
        person = dict(work.connection.execute(_PERSON, whose).mappings().one())
        ids = {"ids": [row["secondment_id"] for row in rows]}
        lists = {
            name: [dict(row) for row in work.connection.execute(query, ids).mappings()]
            for name, query in _LISTS.items()
        }
        return tuple(from_rows(row, person, _belonging(row["secondment_id"], lists)) for row in rows)


def _belonging(secondment_id: str, lists: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row for row in rows if row["secondment_id"] == secondment_id] for name, rows in lists.items()}
