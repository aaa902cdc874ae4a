"""A long file is read by a process of its own: the same rows, the same reports, the same ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondment.errors import ImportRefused
from secondment.records.importing import ahead, importer
from secondment.records.importing.importer import Importer, RowReport
from secondment.records.importing.sources import open_source
from secondment.records.store import Store
from tests.import_files import nested, outcomes, own

Ahead = Callable[[str], list[RowReport]]


@pytest.fixture
def run(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ahead:
    """Import a text as a file that counts as long."""
    monkeypatch.setattr(ahead, "WORTH_BYTES", 0)

    def go(content: str) -> list[RowReport]:
        path = tmp_path / "file"
        path.write_text(content)
        source = open_source(path)
        with source.file:
            reports = list(Importer(store).take(ahead.judged_rows(source, path)))
        assert 0 < source.read_ahead  # or the other process was not there
        return reports

    return go


def many(count: int, **changes: Any) -> list[dict[str, Any]]:
    """Records that differ in id and person."""
    return [
        nested(secondment_id=f"SEC-{at}", secondee={"employee_number": f"E{at}", "name": "N"}, **changes)
        for at in range(count)
    ]


def test_rows_come_in_order_over_several_pieces(run: Ahead, store: Store) -> None:
    """Pieces do not show in the report, and all of it is stored."""
    reports = run(json.dumps(many(2 * ahead.PIECE + 1)))

    assert list(range(1, 2 * ahead.PIECE + 2)) == [report.place for report in reports]
    assert 2 * ahead.PIECE + 1 == store.count_secondments()


def test_a_bad_row_is_refused_and_the_same_file_changes_nothing(run: Ahead, store: Store) -> None:
    """What holds for short files holds for long ones."""
    rows = [*many(2), nested(secondment_id="SEC-X", secondee={"employee_number": "E9"}, status="unheard of")]

    assert ["created", "created", "refused"] == outcomes(run(json.dumps(rows)))
    assert ["skipped", "skipped", "refused"] == outcomes(run(json.dumps(rows)))
    assert () == own(store, "E9")


def test_a_row_without_id_or_number_is_completed_from_the_store(run: Ahead, store: Store) -> None:
    """What only the store knows is found after the other process has judged the row."""
    run(json.dumps([nested()]))
    known = nested(secondee={"work_email": "edda@orchard.example"}, status="ended")
    del known["secondment_id"]

    assert [("updated", "SEC-1")] == [(report.outcome, report.secondment_id) for report in run(json.dumps([known]))]


def test_a_file_that_breaks_off_says_so_and_keeps_what_came_before(
    run: Ahead, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason the reading process gives is the one that is told."""
    monkeypatch.setattr(importer, "BATCH", 10)
    whole = json.dumps(many(ahead.PIECE + 21))

    with pytest.raises(ImportRefused, match="not well-formed JSON"):
        run(whole[: whole.rindex("SEC-")])
    assert ahead.PIECE + 20 == store.count_secondments()


def test_a_reading_process_that_dies_is_told(run: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    """An end without the last piece is never taken for the end of the file."""
    monkeypatch.setattr(ahead, "_START", "import os; os.write(1, bytes(4)); os._exit(9)")

    with pytest.raises(ImportRefused, match="ended before the file did"):
        run(json.dumps(many(1)))
