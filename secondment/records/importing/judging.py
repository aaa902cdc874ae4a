"""Judges a row of a file on its own: what can be said of it before the database is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secondment.records.importing.dates import Order
from secondment.records.importing.record import RowRefusedError, record_of
from secondment.records.importing.sources import RawRow
from secondment.records.model import Secondment
from secondment.records.rows import Rows, to_rows


@dataclass(slots=True)
class Judged:
    """A judged row: why it is refused, else its rows.

    A row that leaves its person's number or its own id to be found has a `record` in place of rows.
    """

    place: int
    told_id: str
    original: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    record: Secondment | None = None
    rows: Rows | None = None

    @property
    def good(self) -> bool:
        """Whether nothing speaks against the row."""
        return not self.reasons

    def complete(self, *, employee_number: str = "", secondment_id: str = "") -> None:
        """Give the record what was found, and make its rows once nothing is missing."""
        assert self.record is not None
        number = employee_number or self.record.employee_number
        self.record = replace(
            self.record, employee_number=number, secondment_id=secondment_id or self.record.secondment_id
        )
        self.settle()

    def settle(self) -> None:
        """Put rows in the place of a record that misses nothing."""
        if self.record and self.record.employee_number and self.record.secondment_id:
            self.rows, self.record = to_rows(self.record), None


def judge(raw: RawRow, order: Order | None = None) -> Judged:
    """The row, judged; `order` settles ambiguous dates."""
    judged = Judged(raw.place, str(raw.values.get("secondment_id") or ""), raw.original, raw.problems)
    if judged.good:
        try:
            judged.record = record_of(raw.values, order)
        except RowRefusedError as error:
            judged.reasons = error.reasons
    judged.settle()
    return judged
