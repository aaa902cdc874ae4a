"""The demo records the product ships, so that it can be tried without anybody's data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from secondment.errors import ImportRefused
from secondment.records.importing.importer import Importer
from secondment.records.importing.sources import open_source
from secondment.records.store import Store

RECORDS = Path(__file__).parent / "records.json"


@cache
def demo_records() -> frozenset[tuple[str, str]]:
    """The employee number and secondment id of each demo record."""
    told = json.loads(RECORDS.read_text(encoding="utf-8"))["records"]
    return frozenset((record["secondee"]["employee_number"], record["secondment_id"]) for record in told)


def load_demo(store: Store) -> int:
    """Store the demo records when no record is stored; tells how many were created. Doing it twice changes nothing."""
    if store.count_secondments():
        return 0
    source = open_source(RECORDS, "json")
    importer = Importer(store)
    with source.file:
        refused = [report for report in importer.run(source.rows()) if report.outcome == "refused"]
    if refused:
        raise ImportRefused(f"{RECORDS}: row {refused[0].place} is refused: {refused[0].reasons[0]}")
    return importer.counts["created"]
