"""A pipeline of Rasa, trained on a data set and measured: by the engine's Python, in a process of its own."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.machine import ENGINE_PYTHON, ROOT, Skipped, timed
from benchmarks.understanding.data import DataSet, Example
from benchmarks.understanding.scoring import Told

_SECONDS = 3600
# what `rasa init` writes names no component; Rasa then takes this pipeline and says so in the file
STOCK = {"recipe": "default.v1", "language": "en", "assistant_id": "reference"}


@dataclass(frozen=True)
class Measured:
    """What a pipeline told of the messages of a set, and what it cost.

    Seconds of the training, by the clock and of the processor; the most memory held, in MiB; seconds of each message.
    """

    validation: list[Told]
    test: list[Told]
    foreign_validation: list[Told]
    foreign_test: list[Told]
    training: float
    processor: float
    memory: float
    seconds: list[float]


def ours() -> dict[str, Any]:
    """The pipeline of config.yml as it stands there; only the examples come from elsewhere."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return {name: config[name] for name in ("recipe", "language", "assistant_id", "pipeline")}


def measure(config: dict[str, Any], data: DataSet, with_class: bool = False) -> Measured:
    """Train on the set (`with_class`: also on the out-of-scope examples, as a class) and put its messages to it.

    Raises `Skipped` without the engine's environment, `DidNotStart` with the end of its output when training fails.
    """
    if not ENGINE_PYTHON.is_file():
        raise Skipped("the engine's environment is missing (make install)")
    parts = (data.validation, data.test, data.foreign_validation, data.foreign_test)
    asked = [one for part in parts for one in part]
    with tempfile.TemporaryDirectory(prefix="understanding-") as name:
        folder = Path(name)
        _write(folder, config, [*data.train, *(data.foreign_train if with_class else [])], asked)
        memory = _run("train", folder)
        _run("understand", folder)
        took, said = (
            json.loads((folder / file).read_text(encoding="utf-8")) for file in ("training.json", "told.json")
        )
    told = (Told(one.intent, found["intent"], found["confidence"]) for one, found in zip(asked, said, strict=True))
    validation, test, foreign_validation, foreign_test = ([next(told) for _ in part] for part in parts)
    seconds = [one["seconds"] for one in said]
    return Measured(
        validation, test, foreign_validation, foreign_test, took["seconds"], took["processor"], memory, seconds
    )


def _run(what: str, folder: Path) -> float:
    """One step in the engine's environment; the most memory it held, in MiB."""
    command = [str(ENGINE_PYTHON), "-m", "benchmarks.understanding.rasa_run", what, str(folder)]
    # a home of its own: embeddings kept from an earlier run would make the training look quicker than it is
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "SECONDMENT_HOME": str(folder / "home")}
    _, memory = timed(command, environment, ROOT, folder / f"{what}.log", _SECONDS)
    return memory


def _write(folder: Path, config: dict[str, Any], train: Sequence[Example], asked: Sequence[Example]) -> None:
    """The files a run reads. JSON, as Rasa's YAML would read brackets in a sentence as an entity."""
    examples = [{"text": one.text, "intent": one.intent} for one in train]
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    (folder / "train.json").write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}), encoding="utf-8")
    (folder / "texts.json").write_text(json.dumps([one.text for one in asked]), encoding="utf-8")
