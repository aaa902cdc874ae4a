"""Running the parts of the suite: each in a process of its own with a time limit, its results counted from a report.

A part is a command. Where it is pytest, its JUnit report is counted; any other command is one check that its exit code
decides. Nothing is printed here but headings; what a part prints is seen as it comes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_GRACE_SECONDS = 10
_WHOLE_MODULE = re.compile(r"^\(.*?['\"]Skipped: (.*)['\"]\)$", re.DOTALL)
NO_TESTS = 5  # how pytest exits when it found nothing to run


@dataclass(frozen=True)
class Part:
    """A part of the suite: what it is called, where it runs, its command, its limit in seconds, its report if any."""

    name: str
    environment: str
    command: Sequence[str]
    limit: float
    report: Path | None = None
    needs: Sequence[str] = ()  # a command that must succeed first; else the part is skipped
    otherwise: str = ""  # why it is skipped then


@dataclass
class Outcome:
    """What came of a part; `skips` and `failures` hold a line each."""

    part: Part
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    skips: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def fail(self, why: str) -> None:
        """One more failure."""
        self.failed += 1
        self.failures.append(why)


def run(part: Part, environment: Mapping[str, str], folder: Path) -> Outcome:
    """Run a part to its end or its limit, and count."""
    began = time.monotonic()
    outcome = Outcome(part)
    if part.needs and execute(part.needs, environment, folder, part.limit) != 0:
        outcome.skipped = 1
        outcome.skips.append(f"{part.name}: {part.otherwise}")
    else:
        if part.report:
            part.report.unlink(missing_ok=True)
        _count(outcome, execute(part.command, environment, folder, part.limit))
    outcome.seconds = time.monotonic() - began
    return outcome


def execute(command: Sequence[str], environment: Mapping[str, str], folder: Path, limit: float) -> int | None:
    """The exit code of a command, whose output is seen as it comes; None when it was stopped at its limit."""
    process = subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with everything it started, politely first."""
    for name in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, name)
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                continue


def _count(outcome: Outcome, code: int | None) -> None:
    part = outcome.part
    counted = part.report is not None and part.report.is_file() and read_report(part.report, outcome)
    if code is None:
        outcome.fail(f"{part.name}: not done after {part.limit:.0f} s, stopped")
    elif part.report is None and code == 0:
        outcome.passed = 1
    elif part.report is None:
        outcome.fail(f"{part.name}: exit code {code}, see above")
    elif not counted or (code not in (0, NO_TESTS) and outcome.failed == 0):
        outcome.fail(f"{part.name}: pytest ended with exit code {code}, see above")


def read_report(report: Path, outcome: Outcome) -> bool:
    """Add what a JUnit report tells; False when it cannot be read."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))
    except ElementTree.ParseError:
        return False
    for case in cases:
        name = f"{case.get('classname') or ''}::{case.get('name') or ''}".removeprefix("::").removesuffix("::")
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.fail(name)
        elif skip is not None:
            outcome.skipped += 1
            outcome.skips.append(f"{name}: {_reason(skip)}")
        else:
            outcome.passed += 1
    return True


def _reason(skip: ElementTree.Element) -> str:
    """Why something was skipped; for a whole module pytest writes it into the text, as a tuple with the place."""
    message = skip.get("message") or ""
    if message == "collection skipped":
        message = _WHOLE_MODULE.sub(r"\1", (skip.text or "").strip())
    return " ".join(message.split()) or "no reason given"
