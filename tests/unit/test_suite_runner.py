"""The runner of the whole suite: it counts what ran, names what did not, stops what hangs, and hides no failure."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scripts.suite import Outcome, Part, run
from scripts.test_all import environment, parts, summary

TESTS = """
import pytest
def test_good(): pass
def test_bad(): assert False
@pytest.mark.skip(reason="no such server")
def test_left_out(): pass
"""


def part(*command: str, limit: float = 60, report: Path | None = None, **other: object) -> Part:
    """A part that runs Python with arguments."""
    return Part("a part", "here", [sys.executable, *command], limit, report, **other)  # type: ignore[arg-type]


def pytest_part(folder: Path, text: str) -> Part:
    """A part that is pytest on one file."""
    (folder / "test_it.py").write_text(text)
    report = folder / "report.xml"
    return part("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={report}", str(folder), report=report)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    """Passed, failed, skipped."""
    return outcome.passed, outcome.failed, outcome.skipped


def test_tests_are_counted_one_by_one(tmp_path: Path) -> None:
    """With the names of what failed and the reasons of what was skipped."""
    outcome = run(pytest_part(tmp_path, TESTS), os.environ, tmp_path)

    assert (1, 1, 1) == counts(outcome)
    assert (True, True) == (outcome.failures[0].endswith("::test_bad"), outcome.skips[0].endswith(": no such server"))


@pytest.mark.parametrize("text", ["import nothing_of_this_name\n", "syntax error\n"])
def test_tests_that_cannot_be_collected_are_a_failure(tmp_path: Path, text: str) -> None:
    """Never zero tests and a green line."""
    assert (0, 1, 0) == counts(run(pytest_part(tmp_path, text), os.environ, tmp_path))


def test_a_module_skipped_as_a_whole_is_named(tmp_path: Path) -> None:
    """It counts as one, with its reason."""
    outcome = run(
        pytest_part(tmp_path, "import pytest\npytest.importorskip('nothing_there', reason='no browser')\n"),
        os.environ,
        tmp_path,
    )

    assert ((0, 0, 1), True) == (counts(outcome), "no browser" in outcome.skips[0])


def test_pytest_that_dies_without_a_report_is_a_failure(tmp_path: Path) -> None:
    """An old report does not count in its place."""
    report = tmp_path / "report.xml"
    report.write_text("<testsuites><testsuite><testcase name='old'/></testsuite></testsuites>")

    assert (0, 1, 0) == counts(run(part("-c", "import os; os._exit(3)", report=report), os.environ, tmp_path))


@pytest.mark.parametrize(("code", "expected"), [(0, (1, 0, 0)), (1, (0, 1, 0)), (2, (0, 1, 0))])
def test_a_check_is_decided_by_its_exit_code(tmp_path: Path, code: int, expected: tuple[int, int, int]) -> None:
    """One check, passed or failed."""
    assert expected == counts(run(part("-c", f"raise SystemExit({code})"), os.environ, tmp_path))


def test_what_hangs_is_stopped_at_its_limit_and_fails(tmp_path: Path) -> None:
    """The next part goes on."""
    outcome = run(part("-c", "import time; time.sleep(600)", limit=0.5), os.environ, tmp_path)

    assert ((0, 1, 0), True) == (counts(outcome), "stopped" in outcome.failures[0])


def test_what_cannot_run_here_is_skipped_with_its_reason(tmp_path: Path) -> None:
    """The command it needs failed."""
    needs = (sys.executable, "-c", "raise SystemExit(1)")
    outcome = run(part("-c", "", needs=needs, otherwise="no browser"), os.environ, tmp_path)

    assert ((0, 0, 1), ["a part: no browser"]) == (counts(outcome), outcome.skips)


def test_the_summary_tells_each_part_every_skip_and_ends_with_the_counts() -> None:
    """The last line is what scripts read."""
    first, second = Outcome(part("-c", ""), passed=3, seconds=2), Outcome(part("-c", ""), passed=1, skipped=1)
    second.skips.append("test_x: no such server")
    second.fail("test_y")
    lines = summary([first, second], 90).splitlines()

    assert "4 passed, 1 failed, 1 skipped" == lines[-1]
    assert ["skipped: test_x: no such server", "failed: test_y", "1.5 minutes"] == lines[-4:-1]


def test_no_part_reads_the_settings_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither their database nor their keys; the home is one of the tests."""
    monkeypatch.setenv("SECONDMENT_DATABASE_URL", "postgresql://the-real-one")
    told = environment()

    assert "SECONDMENT_DATABASE_URL" not in told
    assert told["SECONDMENT_HOME"].endswith("/var/test")


def test_every_test_file_belongs_to_exactly_one_part() -> None:
    """What is not listed would never run."""
    root = Path(__file__).resolve().parents[2]
    folders = {path.relative_to(root).parts[1] for path in (root / "tests").rglob("test_*.py")}
    named = {word.split("/")[1] for one in parts() for word in one.command if word.startswith("tests/")}
    with_engine = {str(path.relative_to(root)) for path in (root / "tests").rglob("test_engine_*.py")}
    listed = [word for one in parts() for word in one.command if "/test_engine_" in word and word.endswith(".py")]

    assert folders == named
    assert sorted(with_engine) == sorted(listed)
