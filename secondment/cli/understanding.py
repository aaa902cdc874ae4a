"""The engine's word on a message, from the trained model itself: no server has to run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from secondment.errors import SettingsError
from secondment.settings import ROOT

ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
_PATIENCE_SECONDS = 180
_ACTION = "action_"
_NOT_UNDERSTOOD = "nlu_fallback"


def understand(messages: Sequence[str]) -> list[dict[str, Any]]:
    """Tokens, entities and intents of each message; raises `SettingsError` where engine or model are not there."""
    return _ask_engine(messages)


def understand_all(messages: Sequence[str]) -> dict[str, dict[str, float]]:
    """The intents of messages and their probabilities, by message; raises `SettingsError` as `understand`."""
    rankings = (told["intent_ranking"] for told in _ask_engine(messages))
    return {
        message: {one["name"]: float(one["confidence"]) for one in ranking if one["name"] != _NOT_UNDERSTOOD}
        for message, ranking in zip(messages, rankings, strict=True)
    }


def _ask_engine(messages: Sequence[str]) -> list[dict[str, Any]]:
    if not ENGINE_PYTHON.is_file():
        raise SettingsError("the engine's environment is missing: run `make install`")
    ended = subprocess.run(
        [str(ENGINE_PYTHON), "-m", "engine.understand"],
        input="".join(json.dumps(message) + "\n" for message in messages),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode or len(lines) != len(messages):
        raise SettingsError(f"the engine did not understand: {ended.stderr.strip().rsplit(chr(10), 1)[-1]}")
    return [json.loads(line) for line in lines]


def goal_of(intent: str) -> str:
    """The goal the rules lead an intent to: the action without its prefix, or the response that is uttered."""
    return _goals().get(intent, "answer_question")


@cache
def _goals() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            found[rule["steps"][0]["intent"]] = rule["steps"][1]["action"].removeprefix(_ACTION)
    return found
