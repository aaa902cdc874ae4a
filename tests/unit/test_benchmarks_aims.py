"""What the benchmarks say of their aims, and how the records are made that they import."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from benchmarks import conversation, retrieval
from benchmarks.importing import Imported, flatness
from benchmarks.latency import Result, verdict
from benchmarks.load import Measured
from benchmarks.records import employee, write_records, write_rows
from benchmarks.startup import Line
from benchmarks.timed_training import timed
from secondment.records.store import Store
from tests.import_files import importing, outcomes, own

PEOPLE = 13  # more than there are demo records, so that they begin again
SEARCHED = {"articles": 10_000.0, "p95": 0.0115, "build": 6.8, "memory": 150.0}


@pytest.mark.parametrize(("seconds", "told"), [(39.9, "met"), (40.0, "missed")])
def test_a_start_has_to_stay_under_its_aim(seconds: float, told: str) -> None:
    """The memory stands behind it."""
    line = Line("second start", seconds, "1752 MiB", 40.0)

    assert f"startup: second start {seconds:.1f} s (aim 40 s: {told}), 1752 MiB" == line.told()


def test_what_has_no_aim_is_neither_met_nor_missed() -> None:
    """Nor does a comma stand before nothing."""
    assert "startup: stopping it (Ctrl-C) 1.2 s" == Line("stopping it (Ctrl-C)", 1.2, "", None).told()


@pytest.mark.parametrize(("seconds", "told"), [(0.0150, "met"), (0.0151, "missed")])
def test_a_conversation_stays_flat_up_to_one_and_a_half_times_its_first_message(seconds: float, told: str) -> None:
    """However long it is."""
    line = conversation.summary(500, seconds, 0.010)

    assert line.endswith(f"(aim at most 1.50 x: {told})")


@pytest.mark.parametrize(("peak", "told"), [(150.0, "met"), (151.0, "missed")])
def test_memory_is_flat_when_ten_times_the_rows_take_at_most_half_as_much_again(peak: float, told: str) -> None:
    """Both of the same form of file."""
    line = flatness(Imported("CSV", 10_000, 4.0, 100.0), Imported("CSV", 100_000, 40.0, peak))

    assert line.startswith("CSV: peak memory with 10 times the rows 1.5")
    assert line.endswith(f"(aim at most 1.50 x: {told})")


@pytest.mark.parametrize(("records", "seconds"), [(100_000, 60.0), (10_000, 6.0)])
def test_an_import_may_take_a_minute_for_100_000_records(records: int, seconds: float) -> None:
    """Fewer have less time."""
    assert seconds == Imported("JSON", records, 1.0, 100.0).aim


@pytest.mark.parametrize(("wording", "told"), [(1.0, "150 MiB"), (0.0, "150 MiB, without the evidence of wording")])
def test_a_search_without_all_evidence_says_so(wording: float, told: str) -> None:
    """Its time would not compare with one that has all."""
    assert retrieval.summary(SEARCHED | {"wording": wording}).endswith(f"built in 6.8 s, {told}")


def test_latency_is_judged_by_one_person_and_throughput_by_several() -> None:
    """Eight messages in a second are four times two."""
    base = Result("stock", Measured([0.1], 1.0), Measured([0.1] * 2, 1.0))
    ours = Result("record answer", Measured([0.070], 1.0), Measured([0.1] * 8, 1.0))

    told = "record answer p95 70.0 ms (aim 60.0 ms: missed), 4.0 x the stock throughput (aim 4 x: met)"
    assert f"latency: {told}" == verdict(ours, base)


def test_a_flat_row_tells_what_the_record_tells(store: Store, tmp_path: Path) -> None:
    """Both files import to the same, so that their times compare."""
    write_records(tmp_path / "records.json", PEOPLE)
    write_rows(tmp_path / "records.csv", PEOPLE)
    load = importing(store, tmp_path / "file")

    assert ["created"] * PEOPLE == outcomes(load((tmp_path / "records.json").read_bytes()))
    assert ["skipped"] * PEOPLE == outcomes(load((tmp_path / "records.csv").read_bytes()))
    assert ["B-12"] == [one.secondment_id for one in own(store, employee(12))]


def test_each_made_record_has_a_person_of_its_own(tmp_path: Path) -> None:
    """In both forms of file."""
    write_records(tmp_path / "records.json", PEOPLE)
    write_rows(tmp_path / "records.csv", PEOPLE)
    nested = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))["records"]
    with (tmp_path / "records.csv").open(encoding="utf-8", newline="") as lines:
        flat = [row["secondee.employee_number"] for row in csv.DictReader(lines)]

    expected = [employee(at) for at in range(PEOPLE)]
    assert (expected, expected) == ([one["secondee"]["employee_number"] for one in nested], flat)


def test_a_timed_call_answers_as_before_and_notes_its_seconds() -> None:
    """It also looks as before: Rasa reads the signature."""
    taken: list[float] = []

    def learn(examples: int) -> int:
        """Learn."""
        return examples + 1

    assert 3 == timed(learn, taken)(2)
    assert 1 == len(taken)
    assert "learn" == timed(learn, taken).__name__
