"""What tests of the import share: a file that is imported, a small record, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from secondment.identity import Person
from secondment.records.importing.dates import Order
from secondment.records.importing.importer import Importer, RowReport
from secondment.records.importing.sources import open_source
from secondment.records.model import Secondment
from secondment.records.store import Store

Import = Callable[..., list[RowReport]]
ROW = {"employee_number": "E1", "type": "internal", "start_date": "2026-05-04"}


def importing(store: Store, path: Path) -> Import:
    """A function that imports a text or bytes as the file of that path."""

    def go(content: str | bytes, *, order: Order | None = None, dry_run: bool = False) -> list[RowReport]:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = open_source(path)
        with source.file:
            return list(Importer(store, order, dry_run).run(source.rows()))

    return go


def own(store: Store, number: str = "E1") -> tuple[Secondment, ...]:
    """What is stored of a person."""
    return store.own_secondments(Person(number))


def outcomes(reports: list[RowReport]) -> list[str]:
    """What became of each row."""
    return [report.outcome for report in reports]


def nested(**changes: Any) -> dict[str, Any]:
    """A small record in our own shape."""
    record = {
        "secondment_id": "SEC-1",
        "status": "active",
        "type": "internal",
        "secondee": {"employee_number": "E1", "name": "Edda Falk", "work_email": "edda@orchard.example"},
        "home": {"organisation": "Orchard Foods"},
        "host": {"organisation": "Lumen Works", "manager": {"name": "Kofi Lund", "email": None}},
        "start_date": "2026-05-04",
        "planned_end_date": "2027-11-03",
        "extensions": [{"to": "2028-02-29", "agreed": "2026-11-02", "reason": None}],
        "allowances": [{"kind": "housing", "amount": 500.5, "currency": "EUR", "frequency": "monthly"}],
    }
    return {**record, **changes}
