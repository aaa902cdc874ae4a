"""Bindings from a file: who stands behind an account of Slack, Teams or company sign-in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secondment.errors import ImportRefused
from secondment.records.importing.bindings import as_stored, read_bindings
from secondment.records.store import Binding

TODAY = date(2026, 11, 21)
HEADER = "provider,tenant,user,employee_number,valid_to\n"


def written(tmp_path: Path, text: str) -> Path:
    """A file with some lines."""
    path = tmp_path / "bindings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_a_binding_from_today(tmp_path: Path) -> None:
    """Until a day, or without end."""
    found, refused = read_bindings(
        written(tmp_path, f"{HEADER}slack,T1,U1,D1001,2027-03-31\nslack,T1,U2,D1002,\n"), TODAY
    )

    assert ([2, 3], []) == ([line for line, _ in found], refused)
    assert Binding("slack", "T1", "U1", "D1001", TODAY, date(2027, 3, 31)) == found[0][1]
    assert found[1][1].valid_to is None


def test_ids_of_teams_are_kept_in_small_letters(tmp_path: Path) -> None:
    """Microsoft writes them in either; those of Slack are told apart by their letters."""
    found, _ = read_bindings(written(tmp_path, f"{HEADER}teams,AB-1,CD-2,D1001,\nslack,T1,Ua,D1002,\n"), TODAY)

    assert [("ab-1", "cd-2"), ("T1", "Ua")] == [(one.tenant, one.user_id) for _, one in found]
    assert ("teams", "ab-1", "cd-2") == as_stored("teams", "AB-1", "cd-2")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("slack,T1,,D1001,", "user is missing"),
        (",,,,", "provider, tenant, user, employee_number is missing"),
        ("slack,T1,U1,D1001,2026-11-20", "valid_to: 2026-11-20 is past"),
        ("slack,T1,U1,D1001,soon", "soon"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    """The others are taken."""
    found, refused = read_bindings(written(tmp_path, f"{HEADER}{row}\nslack,T1,U2,D1002,\n"), TODAY)

    assert 1 == len(found)
    assert 2 == refused[0][0] and reason in refused[0][1]


def test_a_file_without_a_column_is_refused_whole(tmp_path: Path) -> None:
    """It is another file."""
    with pytest.raises(ImportRefused, match="employee_number"):
        read_bindings(written(tmp_path, "provider,tenant,user\nslack,T1,U1\n"), TODAY)
