"""The public data sets: CLINC150 "full" (Larson et al. 2019) and BANKING77 (Casanueva et al. 2020). Never committed."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import ROOT, Skipped

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Example:
    """A sentence and its intent; `OUT_OF_SCOPE` when it has none of the set's."""

    text: str
    intent: str


@dataclass(frozen=True)
class DataSet:
    """The parts of a set; the foreign ones are out of scope, and empty where a set has none."""

    name: str
    train: list[Example]
    validation: list[Example]
    test: list[Example]
    foreign_train: list[Example]
    foreign_validation: list[Example]
    foreign_test: list[Example]

    def only(self, intents: Collection[str], examples: int) -> DataSet:
        """A part of the set: these intents, with their first `examples` sentences each to learn from."""
        train: list[Example] = []
        for intent in intents:
            train += [one for one in self.train if one.intent == intent][:examples]
        return DataSet(
            f"{self.name}, {len(intents)} intents of {examples}",
            train,
            [one for one in self.validation if one.intent in intents],
            [one for one in self.test if one.intent in intents],
            self.foreign_train,
            self.foreign_validation,
            self.foreign_test,
        )


def clinc150() -> DataSet:
    """CLINC150 "full", with its own parts; raises `Skipped` when the file is not there."""
    told = json.loads(_file("clinc150_full.json").read_text(encoding="utf-8"))
    parts = ("train", "val", "test", "oos_train", "oos_val", "oos_test")
    train, validation, test, *foreign = (
        [Example(text, OUT_OF_SCOPE if part.startswith("oos") else intent) for text, intent in told[part]]
        for part in parts
    )
    return DataSet("CLINC150", train, validation, test, *foreign)


def banking77() -> DataSet:
    """BANKING77 as published, with no validation part: nothing is chosen on it. Raises `Skipped` when it is absent."""
    train, test = (_rows(_file(f"banking77_{part}.csv")) for part in ("train", "test"))
    return DataSet("BANKING77", train, [], test, [], [], [])


SETS: dict[str, Callable[[], DataSet]] = {"CLINC150": clinc150, "BANKING77": banking77}


def every(intents: Collection[str], number: int) -> list[str]:
    """That many of the intents, evenly over their names in order, the same ones each time."""
    names = sorted(intents)
    return [names[at * len(names) // number] for at in range(number)]


def _rows(path: Path) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [Example(row["text"].strip(), row["category"]) for row in csv.DictReader(lines)]


def _file(name: str) -> Path:
    folder = Path(os.environ.get("BENCH_DATA") or ROOT.parent / "shared" / "benchmarks")
    if not (folder / name).is_file():
        raise Skipped(f"no {name} at {folder} (set BENCH_DATA to its folder)")
    return folder / name
