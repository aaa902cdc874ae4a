"""Importing flat CSV: names joined by points, headings in other words, delimiters, encodings and quoted cells."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from secondment.records.model import Extension
from secondment.records.store import Store
from tests.import_files import Import, importing, nested, outcomes, own


@pytest.fixture
def run(store: Store, tmp_path: Path) -> Import:
    """Import a text or bytes as a file."""
    return importing(store, tmp_path / "file")


FLAT = "secondment_id,secondee.employee_number,type,start_date,extensions.0.to,host.organisation\n"


def test_a_flat_csv_has_the_same_names(run: Import, store: Store) -> None:
    """Names are joined by points, entries of lists counted from 0."""
    run(FLAT + "SEC-1,E1,internal; client,2026-05-04,2028-02-29,Lumen Works\n")
    (stored,) = own(store)

    assert (("internal", "client"), (Extension(date(2028, 2, 29)),)) == (stored.types, stored.extensions)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings_are_seen(run: Import, store: Store, delimiter: str, encoding: str) -> None:
    """Whatever a spreadsheet writes is read alike."""
    lines = ["Employee #", "Name", "Type", "Start", "Host"], ["E1", "Zoë Müller", "internal", "04.05.2026", "Café"]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    run(text.encode(encoding))
    (stored,) = own(store)

    assert ("Zoë Müller", "Café", date(2026, 5, 4)) == (stored.name, stored.host.organisation, stored.start_date)


def test_german_headings_are_understood(run: Import, store: Store) -> None:
    """Personalnummer, Beginn, Ende, Heimat and Einsatz."""
    run("Personalnummer;Vorname;Nachname;Beginn;Ende;Heimat;Einsatz\nE1;Edda;Falk;04.05.2026;03.11.2027;Obst;Licht\n")
    (stored,) = own(store)

    assert ("Edda Falk", date(2027, 11, 3), "Obst", "Licht") == (
        stored.name,
        stored.planned_end_date,
        stored.home.organisation,
        stored.host.organisation,
    )


def test_quoted_line_breaks_and_blank_lines_are_read(run: Import, store: Store) -> None:
    """A quoted cell may hold a line break; blank lines count for nothing; the line is told."""
    text = 'employee id,type,start,sickness_reporting\n\nE1,internal,2026-05-04,"Ring,\nthen write"\n,,,\nE2,lunar,x,\n'
    reports = run(text)

    assert ["created", "refused"] == outcomes(reports)
    assert 6 == reports[1].place
    assert "Ring,\nthen write" == own(store)[0].sickness_reporting


def test_a_row_with_too_many_cells_is_refused(run: Import) -> None:
    """A stray delimiter does not shift values into other fields."""
    (report,) = run("employee id,type,start\nE1,internal,2026-05-04,more\n")

    assert "the row has 4 cells, the header 3" in report.reasons[0]


def test_json_and_csv_of_one_record_are_the_same(run: Import) -> None:
    """A record that came as JSON is unchanged when it comes again as a flat CSV."""
    record = nested()
    run(json.dumps([record]))
    flat = {
        "secondment_id": "SEC-1",
        "status": "active",
        "type": "internal",
        "secondee.employee_number": "E1",
        "secondee.name": "Edda Falk",
        "secondee.work_email": "edda@orchard.example",
        "home.organisation": "Orchard Foods",
        "host.organisation": "Lumen Works",
        "host.manager.name": "Kofi Lund",
        "start_date": "2026-05-04",
        "planned_end_date": "3 November 2027",
        "extensions.0.to": "2028-02-29",
        "extensions.0.agreed": "2026-11-02",
        "allowances.0.kind": "housing",
        "allowances.0.amount": "€500.50",
        "allowances.0.frequency": "monthly",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, list(flat))
    writer.writeheader()
    writer.writerow(flat)

    assert ["skipped"] == outcomes(run(out.getvalue()))


def test_a_plain_end_date_is_the_planned_one_unless_another_is(run: Import, store: Store) -> None:
    """Beside a planned end, `End date` is the actual one."""
    run("employee id,type,start,End date\nE1,internal,2026-05-04,2027-11-03\n")
    run("employee id,type,start,Expected end,End date\nE2,internal,2026-05-04,2027-11-03,2027-01-08\n")

    assert (date(2027, 11, 3), None) == (own(store)[0].planned_end_date, own(store)[0].actual_end_date)
    assert date(2027, 1, 8) == own(store, "E2")[0].actual_end_date


def test_day_and_month_first_settle_dates(run: Import, store: Store) -> None:
    """A setting decides what cannot be seen."""
    text = "employee id,type,start\nE1,internal,03/04/2026\n"

    assert ["refused"] == outcomes(run(text))
    assert ["created"] == outcomes(run(text, order="day"))
    assert date(2026, 4, 3) == own(store)[0].start_date
