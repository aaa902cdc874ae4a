"""The engine's word on a message, from the trained model itself: no server has to run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
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


def goal_of(intent: str, last_kind: str | None = None) -> str:
    """The goal the rules lead an intent to, or the stories after the kind of thing that was told last.

    That is the action without its prefix, or the response that is uttered.
    """
    goals = _goals()
    return goals.get((intent, last_kind)) or goals.get((intent, None), "answer_question")


@cache
def _goals() -> dict[tuple[str, str | None], str]:
    """Intent and what was told last (None for whatever it was) to the goal."""
    told = [*_read("rules"), *_read("stories")]
    return {(intent, kind): goal for kinds, intent, goal in map(_steps, told) for kind in kinds}


def _read(part: str) -> Iterator[list[dict[str, Any]]]:
    """The steps of every rule or story."""
    for path in sorted((ROOT / "data" / part).glob("*.yml")):
        yield from (one["steps"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))[part])


def _steps(steps: list[dict[str, Any]]) -> tuple[list[str | None], str, str]:
    """After which kinds of thing told last it holds, the intent, and the goal it leads to."""
    intent = next(place for place, step in enumerate(steps) if "intent" in step)
    before = [one for step in steps[:intent] for one in step.get("or", (step,))]
    kinds: list[str | None] = [one["slot_was_set"][0]["last_kind"] for one in before]
    return kinds or [None], steps[intent]["intent"], steps[intent + 1]["action"].removeprefix(_ACTION)
