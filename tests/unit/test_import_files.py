"""Importing files: every form an HR system writes, whole rows refused with reasons, nothing half stored."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from secondment.demo import RECORDS
from secondment.errors import ImportRefused
from secondment.records.engine import open_engine
from secondment.records.importing.importer import Importer
from secondment.records.importing.sources import open_source
from secondment.records.model import Contact, Money
from secondment.records.rows import LIST_TABLES
from secondment.records.store import Store
from secondment.records.tables import Base
from tests.builders import TickingClock, a_secondment
from tests.import_files import Import, importing, nested, outcomes, own


@pytest.fixture
def run(store: Store, tmp_path: Path) -> Import:
    """Import a text or bytes as a file."""
    return importing(store, tmp_path / "file")


def test_our_own_shape_is_stored(run: Import, store: Store) -> None:
    """A nested record arrives with dates, money and people."""
    reports = run(json.dumps({"format": "secondment-records/1", "records": [nested()]}))
    (stored,) = own(store)

    assert ["created"] == outcomes(reports)
    assert (date(2028, 2, 29), Money(Decimal("500.50"), "EUR"), Contact("Kofi Lund")) == (
        stored.end_date,
        stored.allowances[0].money,
        stored.host.manager,
    )


def test_the_samples_of_the_shape_go_in_and_change_nothing_again(run: Import) -> None:
    """The same file twice changes nothing: all rows are skipped."""
    text = json.dumps([nested(), nested(secondment_id="SEC-2", start_date="2024-01-08", planned_end_date=None)])

    assert ["created", "created"] == outcomes(run(text))
    assert ["skipped", "skipped"] == outcomes(run(text))


def test_the_same_file_again_leaves_every_table_as_it_was(
    run: Import, store: Store, clock: TickingClock, tmp_path: Path
) -> None:
    """Row by row and value by value, also an hour later."""
    first = outcomes(run(RECORDS.read_text(encoding="utf-8")))
    before = dump(tmp_path)
    clock.seconds += 3600
    again = outcomes(run(RECORDS.read_text(encoding="utf-8")))

    assert (["created"] * len(first), ["skipped"] * len(first)) == (first, again)
    assert {"people", "organisations", "secondments", *LIST_TABLES} == {name for name, rows in before.items() if rows}
    assert before == dump(tmp_path)


def dump(folder: Path) -> dict[str, list[str]]:
    """All rows of all tables of the store in a folder."""
    with open_engine(f"sqlite:///{folder / 'records.sqlite3'}").connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for name, table in Base.metadata.tables.items()
        }


def test_a_changed_row_is_updated_whole(run: Import, store: Store) -> None:
    """An update takes the place of everything, lists too."""
    run(json.dumps([nested()]))

    assert ["updated"] == outcomes(run(json.dumps([nested(extensions=[], status="ended")])))
    assert ((), "ended") == (own(store)[0].extensions, own(store)[0].status)


def test_a_dry_run_tells_the_same_and_stores_nothing(run: Import, store: Store) -> None:
    """What would be created is told, and nothing is there afterwards."""
    assert ["created"] == outcomes(run(json.dumps([nested()]), dry_run=True))
    assert () == own(store)


def test_a_bad_row_is_refused_whole(run: Import, store: Store) -> None:
    """One wrong value keeps the whole row out, the others go in, and all reasons are told."""
    bad = nested(secondment_id="SEC-2", planned_end_date="03/04/2027", status="unheard of")
    bad["secondee"] = {"employee_number": "E2"}
    reports = run(json.dumps([nested(), bad]))

    assert ["created", "refused"] == outcomes(reports)
    assert 2 == len(reports[1].reasons)
    assert () == own(store, "E2")


def test_a_bad_change_leaves_the_stored_record(run: Import, store: Store) -> None:
    """A refused update does not touch what stands."""
    run(json.dumps([nested()]))
    run(json.dumps([nested(status="unheard of", home={"organisation": "Other"})]))

    assert "Orchard Foods" == own(store)[0].home.organisation


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"start_date": None}, "start_date: is missing"),
        ({"secondee": {}}, "secondee.employee_number: is missing"),
        ({"type": None, "home": None}, "type: is missing"),
        ({"planned_end_date": "2026-05-03"}, "planned_end_date: 2026-05-03 is before the start"),
        ({"actual_end_date": "2026-05-03"}, "actual_end_date: 2026-05-03 is before the start"),
        ({"extensions": [{"to": "2027-01-01"}]}, "extensions.0.to: 2027-01-01 is before the end it extends"),
        ({"extensions": [{"agreed": "2027-01-01"}]}, "extensions.0.to: is missing"),
        ({"extensions": "later"}, "extensions: a list is expected"),
        ({"allowances": [{"kind": "x", "amount": 5}]}, "allowances.0.amount: the currency is missing"),
        ({"notice_period_days": 28}, "notice_period_days: an object with named values is expected"),
        ({"notice_period_days": {"home": -1}}, "notice_period_days.home: -1 is not a whole number"),
        ({"working_pattern": {"remote_share": 20}}, "working_pattern.remote_share"),
        ({"location": {"country": "Atlantis"}}, "location.country"),
        ({"type": ["internal", "lunar"]}, "type: 'lunar' is not known"),
        ({"secondment_id": "x" * 101}, "secondment_id: has 101 characters"),
    ],
)
def test_each_mistake_has_a_reason(run: Import, changes: dict[str, Any], reason: str) -> None:
    """The reason names the field and what is wrong."""
    (report,) = run(json.dumps([nested(**changes)]))

    assert "refused" == report.outcome
    assert any(told.startswith(reason) for told in report.reasons), report.reasons


@pytest.mark.parametrize("wrapper", ["records", "data", "value", "Resources"])
def test_wrapped_lists_are_found(run: Import, wrapper: str) -> None:
    """The list may stand under the names HR systems use, after other values."""
    assert ["created"] == outcomes(run(json.dumps({"count": 12, "meta": {"a": []}, wrapper: [nested()]})))


def test_other_systems_names_and_wrappers_are_understood(run: Import, store: Store) -> None:
    """Aliases, `{value, label}`, `{Descriptor, ID}` and OData dates."""
    row = {
        "personIdExternal": "E1",
        "Full Name": {"label": "Name", "value": "Edda Falk"},
        "assignmentType": {"value": "international", "label": "International"},
        "startDate": "/Date(1777852800000)/",
        "plannedEndDate": "2027-11-03",
        "endDate": "2027-10-01",
        "Host_Country": {"Descriptor": "Ireland", "ID": "x"},
        "supervisor": {"displayName": "Kofi Lund", "value": "77"},
        "favouriteColour": "green",
    }
    (report,) = run(json.dumps([row]))
    (stored,) = own(store)

    assert ("created", True) == (report.outcome, report.secondment_id.startswith("AUTO-"))
    assert ("IE", Contact("Kofi Lund"), date(2027, 10, 1), date(2027, 11, 3)) == (
        stored.location.country,
        stored.host.manager,
        stored.actual_end_date,
        stored.planned_end_date,
    )


def test_a_row_without_id_is_known_again(run: Import, store: Store) -> None:
    """Employee, start and host are the key; a later row with changes updates the record that has an id."""
    run(json.dumps([nested(extensions=[], allowances=[])]))
    later = nested(status="extended")
    del later["secondment_id"]

    assert ["updated"] == outcomes(run(json.dumps([later])))
    assert ["SEC-1"] == [record.secondment_id for record in own(store)]


def test_a_person_known_by_email_needs_no_number(run: Import, store: Store) -> None:
    """An e-mail stands for the number when one person has it on record, and else is refused."""
    by_email = nested(secondment_id="SEC-7", secondee={"work_email": "Edda@Orchard.example"}, start_date="2028-03-01")
    by_email.update(planned_end_date=None, extensions=[])

    assert ["refused"] == outcomes(run(json.dumps([by_email])))
    assert ["created", "created"] == outcomes(run(json.dumps([nested(), by_email])))
    assert ["SEC-1", "SEC-7"] == [record.secondment_id for record in own(store)]


def test_an_id_of_another_employee_is_refused(run: Import, store: Store) -> None:
    """A row cannot take over somebody else's record."""
    run(json.dumps([nested()]))
    (report,) = run(json.dumps([nested(secondee={"employee_number": "E2"})]))

    assert ("refused", ("secondment_id: belongs to another employee's record",)) == (report.outcome, report.reasons)
    assert ("SEC-1", ()) == (own(store)[0].secondment_id, own(store, "E2"))


def test_repeats_in_a_file_are_reported(run: Import) -> None:
    """The same row again is skipped and told; another content under the same id is refused."""
    reports = run(json.dumps([nested(), nested(), nested(status="ended")]))

    assert ["created", "skipped", "refused"] == outcomes(reports)
    assert ("the same as row 1",) == reports[1].reasons
    assert "stands in row 1 with other content" in reports[2].reasons[0]


def test_unknown_names_are_kept_out_and_told(store: Store, tmp_path: Path) -> None:
    """What nobody knows is not stored, and its name is reported."""
    path = tmp_path / "file.json"
    path.write_text(json.dumps([nested(bloodGroup="0", home={"organisation": "Orchard Foods", "pet": "cat"})]))
    source = open_source(path)
    with source.file:
        list(Importer(store).run(source.rows()))

    assert {"bloodGroup", "home.pet"} == source.unknown


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("[{]", "not well-formed"),
        ('[{"a": 1}, ', "not well-formed"),
        ('{"people": []}', "no list of records"),
        ("[] []", "something follows"),
        ('[{"a": NaN}]', "not well-formed"),
        ("[" * 100_000, "nested too deeply"),
        ("colour,size\nred,big\n", "no column is known"),
        ("emp no,Employee ID\n1,2\n", "both mean secondee.employee_number"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(run: Import, content: str, reason: str) -> None:
    """Files that are broken as a whole end the import with the reason."""
    with pytest.raises(ImportRefused, match=reason):
        run(content)


def test_a_record_that_is_no_object_is_refused(run: Import) -> None:
    """Numbers and texts in the list are refused as rows."""
    assert ["refused", "created"] == outcomes(run(json.dumps(["hello", nested()])))


def test_more_rows_than_a_batch_are_all_reported(run: Import, store: Store) -> None:
    """Batches do not show in the report."""
    reports = run(json.dumps([nested(secondment_id=f"SEC-{number}") for number in range(2345)]))

    assert list(range(1, 2346)) == [report.place for report in reports]
    assert 2345 == store.count_secondments()


def test_a_complete_record_comes_back_as_it_was(store: Store) -> None:
    """What is stored is read again without loss."""
    record = a_secondment()
    store.upsert_secondments([record])

    assert (record,) == own(store)
