"""The moves of a conversation (greeting, "tell me more", "and mine?"), understood by the trained model alone."""

from __future__ import annotations

import json
import os
import subprocess

from tests.inner_servers import ENGINE_PYTHON, MODEL, ROOT
from tests.nlu.held_out import Verdict, rows


def understand() -> list[Verdict]:
    """One verdict for each held-out move: whether its intent is found."""
    asked = rows("conversation_moves")
    ended = subprocess.run(
        [str(ENGINE_PYTHON), "-m", "engine.understand"],
        input="".join(json.dumps(row["text"]) + "\n" for row in asked),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECONDMENT_MODEL": str(MODEL)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    found = [json.loads(line)["intent"] for line in ended.stdout.splitlines() if line.startswith("{")]
    assert len(asked) == len(found), ended.stdout[-2000:]
    return [
        Verdict(row["intent"], row["intent"] == one["name"], row, f"{one['name']} {one['confidence']:.2f}")
        for row, one in zip(asked, found)
    ]
