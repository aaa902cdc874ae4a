"""Writing records, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import delete, func, select

from secondment.records.model import Secondment
from secondment.records.rows import LIST_TABLES, Row, Rows, to_rows
from secondment.records.store.base import TABLES, Database, Work
from secondment.records.store.scope import EVERYBODY

_secondments = TABLES["secondments"]
_people = TABLES["people"]
_LOOKUP = 500  # keys a query, well under the databases' limits for parameters

Outcome = Literal["created", "updated", "skipped", "foreign"]


class Imports(Database):
    """Statements that write records."""

    def upsert_secondments(self, records: Sequence[Secondment]) -> list[Outcome]:
        """Write records (each id once) in one transaction and tell what became of each; see `write_rows`."""
        return self.write_rows([to_rows(record) for record in records])

    def write_rows(self, rows: Sequence[Rows], *, dry_run: bool = False, work: Work | None = None) -> list[Outcome]:
        """Write the rows of records (each id once) in one transaction and tell what became of each.

        `foreign`: the id belongs to another employee's record; nothing of it is written. With `work` the caller
        commits.
        """
        if work is not None:
            return self._write(work, rows, dry_run)
        with self.begin(of=EVERYBODY, reads_only=dry_run) as own:
            outcomes = self._write(own, rows, dry_run)
            if not dry_run:
                own.commit()
        return outcomes

    def numbers_by_email(self, emails: Iterable[str]) -> dict[str, list[str]]:
        """Employee numbers on record for each of these work e-mails (lower case)."""
        wanted = [email.lower() for email in emails]
        email = func.lower(_people.c.work_email)
        found: dict[str, list[str]] = {}
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            for part in _parts(wanted):
                query = select(email, _people.c.employee_number).where(email.in_(part))
                for address, number in work.connection.execute(query):
                    found.setdefault(address, []).append(number)
        return found

    def ids_by_start(self, employee_numbers: Sequence[str]) -> dict[tuple[str, date, str | None], str]:
        """The ids of these employees' records by employee number, start date and host organisation."""
        columns = (_secondments.c.employee_number, _secondments.c.start_date, _secondments.c.host_organisation)
        found: dict[tuple[str, date, str | None], str] = {}
        with self.begin(of=EVERYBODY, reads_only=True) as work:
            for part in _parts(employee_numbers):
                query = select(*columns, _secondments.c.secondment_id).where(columns[0].in_(part))
                for number, start, host, key in work.connection.execute(query):
                    found[(number, start, host)] = key
        return found

    def _write(self, work: Work, rows: Sequence[Rows], dry_run: bool) -> list[Outcome]:
        stored = self._stored(work, [row["secondments"][0]["secondment_id"] for row in rows])
        outcomes = [_outcome(row["secondments"][0], stored) for row in rows]
        if not dry_run:
            fresh = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome == "created"]
            changed = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome == "updated"]
            self._store(work, fresh, changed)
        return outcomes

    @staticmethod
    def _stored(work: Work, keys: list[str]) -> dict[str, tuple[str, str]]:
        columns = (_secondments.c.secondment_id, _secondments.c.employee_number, _secondments.c.content_hash)
        stored: dict[str, tuple[str, str]] = {}
        for part in _parts(keys):
            for key, number, content in work.connection.execute(select(*columns).where(columns[0].in_(part))):
                stored[key] = (number, content)
        return stored

    def _store(self, work: Work, fresh: list[Rows], changed: list[Rows]) -> None:
        both = fresh + changed
        if not both:
            return
        people = {row["employee_number"]: row for rows in both for row in rows["people"]}
        organisations = {row["name"]: row for rows in both for row in rows["organisations"]}
        self.merge_many(work, self.upsert("people", ("employee_number",), ("name", "work_email")), people)
        self.merge_many(work, self.insert_new("organisations"), organisations)
        for part in _parts([rows["secondments"][0]["secondment_id"] for rows in changed]):
            # the lists go with it, and all of it comes anew
            work.connection.execute(delete(_secondments).where(_secondments.c.secondment_id.in_(part)))
        for name in ("secondments", *LIST_TABLES):
            self.insert_many(work, name, [row for rows in both for row in rows[name]])


def _outcome(main: Row, stored: dict[str, tuple[str, str]]) -> Outcome:
    if main["secondment_id"] not in stored:
        return "created"
    number, content = stored[main["secondment_id"]]
    if number != main["employee_number"]:
        return "foreign"
    return "skipped" if content == main["content_hash"] else "updated"


def _parts(keys: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (keys[start : start + _LOOKUP] for start in range(0, len(keys), _LOOKUP))
