"""The dialogue stories of `tests/conversations`, predicted by the trained model; actions are not executed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")

pytestmark = pytest.mark.skipif(bool(inner.missing()), reason=inner.missing() or "")
STORIES = inner.ROOT / "tests" / "conversations"
WRONG = """version: "3.1"
stories:
  - story: a story that is wrong on purpose
    steps:
      - intent: someone_elses_record
      - action: action_my_secondment
"""


def run_stories(stories: Path, results: Path) -> subprocess.CompletedProcess[str]:
    """`rasa test core` on a folder of stories; the exit code tells whether all were predicted."""
    command = [str(inner.ENGINE_PYTHON), "-m", "rasa", "test", "core", "--model", str(inner.MODEL)]
    command += ["--stories", str(stories), "--out", str(results), "--fail-on-prediction-errors", "--no-plot"]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return subprocess.run(
        command,
        cwd=inner.ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(results), "LOG_LEVEL": "ERROR", **quiet},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def test_every_story_is_predicted(tmp_path: Path) -> None:
    """Each step of each story is what the rules and the model decide."""
    ended = run_stories(STORIES, tmp_path)

    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-2000:]


def test_a_wrong_story_fails(tmp_path: Path) -> None:
    """Rasa exits with 0 on failing stories unless told otherwise; this test shows that it is told."""
    (tmp_path / "test_wrong.yml").write_text(WRONG, encoding="utf-8")

    assert run_stories(tmp_path, tmp_path / "results").returncode != 0
