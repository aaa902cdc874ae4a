"""Stores what is right in batches, and reports what became of every row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from secondment.errors import ConstraintBroken
from secondment.records.importing.dates import Order
from secondment.records.importing.judging import Judged, judge
from secondment.records.importing.sources import RawRow
from secondment.records.rows import Row, Rows
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
    judged: Judged
    repeats: int | None = None
    outcome: StoreOutcome = "skipped"

    @property
    def rows(self) -> Rows | None:
        return self.judged.rows if self.judged.good else None

    @property
    def main(self) -> Row | None:
        return self.rows["secondments"][0] if self.rows else None

    def refuse(self, reason: str) -> None:
        self.judged.reasons = (reason,)


@dataclass
class Importer:
    """One import: `order` settles ambiguous dates, `dry_run` stores nothing, `work` makes it one transaction."""

    store: Store
    order: Order | None = None
    dry_run: bool = False
    work: Work | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _seen: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)

    def run(self, rows: Iterable[RawRow]) -> Iterator[RowReport]:
        """Import rows and report on each, in order; raises `RecordsError` when the database fails."""
        return self.take(judge(raw, self.order) for raw in rows)

    def take(self, judged: Iterable[Judged]) -> Iterator[RowReport]:
        """Import rows that are judged already; else as `run`."""
        remaining = iter(judged)
        while batch := list(islice(remaining, BATCH)):
            for report in self._batch(batch):
                self.counts[report.outcome] += 1
                yield report

    def _batch(self, judged: list[Judged]) -> Iterator[RowReport]:
        rows = [_Row(one) for one in judged]
        self._find_people(judged)
        self._find_ids(judged)
        self._find_repeats(rows)
        self._store(rows)
        return (self._report(row) for row in rows)

    def _find_people(self, judged: list[Judged]) -> None:
        """Give rows that name a person by e-mail alone the employee number on record."""
        nameless = [one for one in judged if one.good and one.record and not one.record.employee_number]
        if not nameless:
            return
        known = self.store.numbers_by_email([one.record.work_email or "" for one in nameless if one.record])
        for number, email in filter(None, map(_person_named, judged)):
            numbers = known.setdefault(email, [])
            if number not in numbers:
                numbers.append(number)
        for one in nameless:
            self._give_number(one, known)

    @staticmethod
    def _give_number(one: Judged, known: dict[str, list[str]]) -> None:
        assert one.record is not None
        numbers = known.get(one.record.work_email or "", [])
        if len(numbers) == 1:
            one.complete(employee_number=numbers[0])
        else:
            several = "several people have" if numbers else "nobody on record has"
            one.reasons = (f"secondee.employee_number: is missing, and {several} this work e-mail",)

    def _find_ids(self, judged: list[Judged]) -> None:
        """Give rows without an id that of the stored record of the same employee, start and host, else a made one."""
        unnamed = [one for one in judged if one.good and one.record]
        if not unnamed:
            return
        stored = self.store.ids_by_start([one.record.employee_number for one in unnamed if one.record])
        for one in unnamed:
            assert one.record is not None
            key = (one.record.employee_number, one.record.start_date, one.record.host.organisation)
            one.complete(secondment_id=stored.get(key) or _made_id(*map(str, key)))

    def _find_repeats(self, rows: list[_Row]) -> None:
        for row in rows:
            if row.main is None:
                continue
            key = hashlib.blake2b(row.main["secondment_id"].encode(), digest_size=8).digest()
            content = bytes.fromhex(row.main["content_hash"])
            place, before = self._seen.setdefault(key, (row.judged.place, content))
            if place == row.judged.place:
                continue
            if before == content:
                row.repeats = place
            else:
                row.refuse(f"secondment_id: stands in row {place} with other content; keep one of the two")

    def _store(self, rows: list[_Row]) -> None:
        good = [row for row in rows if row.rows and row.repeats is None]
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
            row.refuse(f"the database refuses it: {error}")

    def _write(self, rows: list[_Row]) -> None:
        outcomes = self.store.write_rows([row.rows for row in rows if row.rows], dry_run=self.dry_run, work=self.work)
        for row, outcome in zip(rows, outcomes, strict=True):
            row.outcome = outcome
            if outcome == "foreign":
                row.refuse("secondment_id: belongs to another employee's record")

    def _report(self, row: _Row) -> RowReport:
        judged = row.judged
        if row.main is None or row.outcome == "foreign":
            return RowReport(judged.place, judged.told_id, "refused", judged.reasons, judged.original)
        repeats = () if row.repeats is None else (f"the same as row {row.repeats}",)
        return RowReport(judged.place, row.main["secondment_id"], row.outcome, repeats)


def _person_named(one: Judged) -> tuple[str, str] | None:
    """The number and e-mail a row tells together."""
    if not one.good:
        return None
    if one.rows:
        person = one.rows["people"][0]
        number, email = person["employee_number"], person["work_email"]
    else:
        assert one.record is not None
        number, email = one.record.employee_number, one.record.work_email
    return (number, email) if number and email else None


def _made_id(*parts: str) -> str:
    return f"AUTO-{hashlib.blake2b('|'.join(parts).encode(), digest_size=8).hexdigest()}"
