"""The command line: what it prints and how it exits."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from secondment.cli import app, records
from secondment.identity import Person, derive_keys, verify_chat_token
from secondment.settings import Settings
from secondment.wiring import Services
from tests.gateway_fakes import free_port

KEY = "a signing key for tests, long enough to be one"
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a home of its own."""
    monkeypatch.setenv("SECONDMENT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SECONDMENT_SIGNING_KEY", KEY)
    monkeypatch.delenv("SECONDMENT_DATABASE_URL", raising=False)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two rows, the second one bad."""
    path = tmp_path / "rows.csv"
    path.write_text("employee id,name,type,start\nE1,Edda Falk,internal,2026-05-04\nE2,=cmd(),internal,03/04/2026\n")
    return path


def test_a_refused_row_makes_the_exit_code_1(run: Run, file: Path) -> None:
    """The good row is stored, the bad one is told with its line and reason."""
    result = run("records", "import", file)

    assert 1 == result.exit_code
    assert "1 created, 0 updated, 0 skipped, 1 refused" in result.output


def test_skipping_bad_rows_makes_it_0(run: Run, file: Path) -> None:
    """When asked, refused rows are no failure."""
    assert 0 == run("records", "import", file, "--skip-bad").exit_code


def test_the_report_for_machines_is_one_json_object(run: Run, file: Path) -> None:
    """Rows with outcome and reasons, the sums, and what was kept out."""
    told = json.loads(run("records", "import", file, "--json", "--dry-run").stdout)

    assert [(2, "created"), (3, "refused")] == [(row["row"], row["outcome"]) for row in told["rows"]]
    assert (True, True, 1) == (told["dry_run"], told["complete"], told["summary"]["refused"])


def test_refused_rows_are_written_to_a_file_without_formulas(run: Run, file: Path, tmp_path: Path) -> None:
    """The file holds the row as it was and the reason; nothing in it runs in a spreadsheet."""
    errors = tmp_path / "errors.csv"
    run("records", "import", file, "--errors", errors)
    (row,) = csv.DictReader(errors.open())

    assert ("3", "'=cmd()") == (row["row"], row["name"])
    assert "can be 3 April or 4 March" in row["reason"]


def test_a_file_that_cannot_be_read_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    """One line says why."""
    result = run("records", "import", tmp_path / "nowhere.json")

    assert 2 == result.exit_code
    assert "ImportRefused" in result.output


def test_the_progress_of_a_long_import_reaches_the_end(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the bar starts at the beginning of the file and does not stop before its end."""
    path, screen = tmp_path / "rows.csv", StringIO()
    rows = (f"E{number},Edda Falk,internal,2026-05-04" for number in range(2000))
    path.write_text("\n".join(("employee id,name,type,start", *rows, "")))
    monkeypatch.setattr(records, "err", Console(file=screen, force_terminal=True, width=100))
    result = run("records", "import", path)
    told = [int(share) for share in re.findall(r"(\d+)%", screen.getvalue())]

    assert "2000 created" in result.output
    assert (0, 100) == (told[0], told[-1])
    assert sorted(told) == told


def test_a_token_speaks_for_the_employee(run: Run) -> None:
    """The printed token is accepted as that person in that role."""
    token = run("token", "--employee", "E7", "--role", "hr", "--ttl", "60").stdout.strip()

    assert Person("E7", "hr") == verify_chat_token(derive_keys(KEY), token)


def test_bindings_are_imported_listed_and_revoked(run: Run, tmp_path: Path) -> None:
    """A bad line is refused, the good one binds."""
    path = tmp_path / "bindings.csv"
    path.write_text("provider,tenant,user,employee_number,valid_to\nslack,T1,U1,E1,2099-01-01\nslack,T1,U2,,\n")
    result = run("records", "bindings", "import", path)

    assert 1 == result.exit_code
    assert "employee_number is missing" in result.output
    assert "U1" in run("records", "bindings", "list").output
    assert 0 == run("records", "bindings", "revoke", "slack", "T1", "U1").exit_code
    assert 1 == run("records", "bindings", "revoke", "slack", "T1", "U1").exit_code


def test_cases_are_listed_answered_and_closed(run: Run, tmp_path: Path) -> None:
    """What HR does with a case from the command line."""
    store = Services(Settings(home=tmp_path / "home")).store
    store.add_case(Person("E1"), "May I stay longer?", "m-1")

    assert "May I stay longer?" in run("cases", "show", "1001").output
    assert "case 1001 is answered" in run("cases", "answer", "1001", "Until June.").output
    assert "case 1001 is closed" in run("cases", "close", "1001").output
    assert ["closed"] == [case["status"] for case in json.loads(run("cases", "list", "--json").stdout)]
    assert 1 == run("cases", "show", "4711").exit_code


def test_the_audit_shows_who_did_what(run: Run, tmp_path: Path) -> None:
    """One line for each entry, without values."""
    Services(Settings(home=tmp_path / "home")).store.own_secondments(Person("E1"), field="mentor", message_id="m-1")
    entry = json.loads(run("audit", "--employee", "E1", "--json").stdout)

    assert ("record_read", "mentor", "m-1") == (entry["kind"], entry["field"], entry["message_id"])


def test_erasing_asks_first_and_tells_what_goes(run: Run, file: Path) -> None:
    """No is no; yes deletes, and afterwards nothing is stored about the number."""
    run("records", "import", file)
    dry, declined, erased = (run("people", "erase", "E1", *words) for words in (["--dry-run"], [], ["--yes"]))
    again = run("people", "erase", "E1", "--yes")

    assert [0, 1, 0, 1] == [result.exit_code for result in (dry, declined, erased, again)]
    assert ("3 rows would go", "3 rows erased") == (dry.output.split(": ")[-1].strip(), erased.output.splitlines()[-1])
    assert "nothing is stored" in again.output


def test_an_engine_that_did_not_forget_the_erased_person_is_told_of(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored goes all the same; why is told, and that a restart is what is left to do."""
    monkeypatch.setenv("SECONDMENT_ENGINE_PORT", str(free_port()))
    run("records", "import", file)
    erased = run("people", "erase", "E1", "--yes")

    told = "it forgot 1 of 1 talks (no connection to SECONDMENT_ENGINE_PORT): if it is running, restart it."
    assert (0, True) == (erased.exit_code, f"Erased, but the engine did not confirm that {told}" in erased.output)


def test_retention_tells_how_many_rows_went(run: Run) -> None:
    """Nothing is old in a new home."""
    assert "0 rows deleted" in run("retention").output
