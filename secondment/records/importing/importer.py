"""Judges rows, stores what is right in batches, and reports what became of every row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from secondment.errors import ConstraintBroken
from secondment.records.importing.dates import Order
from secondment.records.importing.record import RowRefusedError, record_of
from secondment.records.importing.sources import RawRow
from secondment.records.model import Secondment
from secondment.records.rows import Rows, to_rows
from secondment.records.store import Outcome as StoreOutcome
from secondment.records.store import Store, Work

Outcome = Literal["created", "updated", "skipped", "refused"]
BATCH = 1000


@dataclass(frozen=True)
class RowReport:
    """What became of a row: its place in the file, its secondment's id when known, the outcome and why."""

    place: int
    secondment_id: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    original: tuple[str, ...] = ()


@dataclass
class _Row:
    raw: RawRow
    record: Secondment | None = None
    rows: Rows = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    repeats: int | None = None
    outcome: StoreOutcome = "skipped"


@dataclass
class Importer:
    """One import: `order` settles ambiguous dates, `dry_run` stores nothing, `work` makes it one transaction."""

    store: Store
    order: Order | None = None
    dry_run: bool = False
    work: Work | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _seen: dict[bytes, tuple[int, str]] = field(default_factory=dict)

    def run(self, rows: Iterable[RawRow]) -> Iterator[RowReport]:
        """Import rows and report on each, in order; raises `RecordsError` when the database fails."""
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            for report in self._batch(batch):
                self.counts[report.outcome] += 1
                yield report

    def _batch(self, raws: list[RawRow]) -> Iterator[RowReport]:
        rows = [self._judge(raw) for raw in raws]
        self._find_people(rows)
        self._find_ids(rows)
        self._find_repeats(rows)
        self._store(rows)
        return (self._report(row) for row in rows)

    def _judge(self, raw: RawRow) -> _Row:
        if raw.problems:
            return _Row(raw, reasons=raw.problems)
        try:
            return _Row(raw, record_of(raw.values, self.order))
        except RowRefusedError as error:
            return _Row(raw, reasons=error.reasons)

    def _find_people(self, rows: list[_Row]) -> None:
        """Give rows that name a person by e-mail alone the employee number on record."""
        nameless = [row for row in rows if row.record and not row.record.employee_number]
        if not nameless:
            return
        known = self.store.numbers_by_email([row.record.work_email or "" for row in nameless if row.record])
        for row in rows:
            if row.record and row.record.employee_number and row.record.work_email:
                numbers = known.setdefault(row.record.work_email, [])
                if row.record.employee_number not in numbers:
                    numbers.append(row.record.employee_number)
        for row in nameless:
            self._give_number(row, known)

    @staticmethod
    def _give_number(row: _Row, known: dict[str, list[str]]) -> None:
        assert row.record is not None
        numbers = known.get(row.record.work_email or "", [])
        if len(numbers) == 1:
            row.record = replace(row.record, employee_number=numbers[0])
        else:
            several = "several people have" if numbers else "nobody on record has"
            row.reasons = (f"secondee.employee_number: is missing, and {several} this work e-mail",)
            row.record = None

    def _find_ids(self, rows: list[_Row]) -> None:
        """Give rows without an id that of the stored record of the same employee, start and host, else a made one."""
        unnamed = [row for row in rows if row.record and not row.record.secondment_id]
        if not unnamed:
            return
        stored = self.store.ids_by_start([row.record.employee_number for row in unnamed if row.record])
        for row in unnamed:
            assert row.record is not None
            key = (row.record.employee_number, row.record.start_date, row.record.host.organisation)
            row.record = replace(row.record, secondment_id=stored.get(key) or _made_id(*map(str, key)))

    def _find_repeats(self, rows: list[_Row]) -> None:
        for row in rows:
            if row.record is None:
                continue
            key = hashlib.blake2b(row.record.secondment_id.encode(), digest_size=8).digest()
            row.rows = to_rows(row.record)
            content = row.rows["secondments"][0]["content_hash"]
            place, before = self._seen.setdefault(key, (row.raw.place, content))
            if place == row.raw.place:
                continue
            if before == content:
                row.repeats = place
            else:
                row.reasons = (f"secondment_id: stands in row {place} with other content; keep one of the two",)
                row.record = None

    def _store(self, rows: list[_Row]) -> None:
        good = [row for row in rows if row.record and row.repeats is None]
        try:
            self._write(good)
        except ConstraintBroken:
            if self.work is not None:
                raise
            for row in good:  # one row breaks a rule only the database knows: find it, keep the others
                self._write_alone(row)

    def _write_alone(self, row: _Row) -> None:
        try:
            self._write([row])
        except ConstraintBroken as error:
            row.reasons, row.record = (f"the database refuses it: {error}",), None

    def _write(self, rows: list[_Row]) -> None:
        outcomes = self.store.write_rows([row.rows for row in rows], dry_run=self.dry_run, work=self.work)
        for row, outcome in zip(rows, outcomes, strict=True):
            row.outcome = outcome
            if outcome == "foreign":
                row.reasons = ("secondment_id: belongs to another employee's record",)
                row.record = None

    def _report(self, row: _Row) -> RowReport:
        record_id = row.record.secondment_id if row.record else str(row.raw.values.get("secondment_id") or "")
        if row.record is None or row.outcome == "foreign":
            return RowReport(row.raw.place, record_id, "refused", row.reasons, row.raw.original)
        repeats = () if row.repeats is None else (f"the same as row {row.repeats}",)
        return RowReport(row.raw.place, record_id, row.outcome, repeats)


def _made_id(*parts: str) -> str:
    return f"AUTO-{hashlib.blake2b('|'.join(parts).encode(), digest_size=8).hexdigest()}"
