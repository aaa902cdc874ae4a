"""Understanding on public data: `make bench-nlu`, or `python -m benchmarks nlu [--sets CLINC150] [--without class]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.machine import ROOT, Skipped
from benchmarks.table import progress, show
from benchmarks.understanding import published
from benchmarks.understanding.aims import AIMS, Reached, costs, shares
from benchmarks.understanding.data import SETS, DataSet, every
from benchmarks.understanding.pipeline import STOCK, Measured, measure, ours
from benchmarks.understanding.scoring import accuracy, balanced, lowest_refusing, recall

NAME = "nlu"
ABOUT = "understanding: the pipeline of config.yml on CLINC150 and BANKING77, beside what others reach"
# the shares of out-of-scope messages of the validation part that a threshold has to refuse: as the aim says, and more,
# since those of the test part are harder to tell
_REFUSED = (0.75, 0.80, 0.85, 0.875, 0.90)
_PART_INTENTS, _PART_EXAMPLES = 30, 40  # Rasa's default pipeline learns slowly: it is compared on a part of CLINC150
_PARTS = ("reference", "class", "own")
_COLUMNS = ("", "setting", "in scope", "out-of-scope recall")
_PUBLISHED = {"CLINC150": published.CLINC150, "BANKING77": published.BANKING77}
_OWN = (sys.executable, "-m", "tests.nlu.measure")


def main(arguments: list[str]) -> list[str]:
    """Measure each set, Rasa's default pipeline beside it, and our own held-out messages; the lines of the summary."""
    options = _options(arguments)
    lines = [line for name in options.sets for line in _part(name, options.without)]
    if "own" not in options.without:
        lines += own(_OWN)
    return lines


def _part(name: str, without: Sequence[str]) -> list[str]:
    try:
        data = SETS[name]()
    except Skipped as skipped:
        print(f"  {name} skipped: {skipped}")
        return [f"nlu: {name} skipped, {skipped}"]
    lines = _whole(data, with_class="class" not in without)
    if data.foreign_test and "reference" not in without:
        _beside_the_default(data)
    return lines


def _whole(data: DataSet, with_class: bool) -> list[str]:
    """Train on the whole set; with its out-of-scope examples as a class once more, where it has any."""
    aim = AIMS[data.name]
    progress(f"{data.name}: learning from {len(data.train):,} sentences")
    measured = measure(ours(), data)
    reached = _reached("ours", measured)
    if with_class and data.foreign_train:
        progress(f"{data.name}: once more, with {len(data.foreign_train)} out-of-scope examples as a class")
        reached += _reached("ours, class", measure(ours(), data, with_class=True))
    others = [
        (one.what, f"{one.setting}; {one.source}", f"{one.accuracy:.2f} %", f"{one.recall} %" if one.recall else "-")
        for one in _PUBLISHED[data.name]
    ]
    rows = [one.row() for one in reached]
    show(f"{data.name}: {len(data.test):,} messages to understand", _COLUMNS, [*rows, aim.row(), *others])
    lines = [f"nlu: {data.name} {row[0]}, {row[1]}: {row[2]}, {row[3]}" for row in rows]
    return [*lines, shares(data.name, reached), *costs(data.name, len(data.train), measured, aim)]


def _beside_the_default(data: DataSet) -> None:
    """Rasa's default pipeline and ours, both trained now, on the same part of the set."""
    part = data.only(every({one.intent for one in data.train}, _PART_INTENTS), _PART_EXAMPLES)
    reached: list[Reached] = []
    for what, config in (("ours", ours()), ("Rasa's default pipeline (DIET)", STOCK)):
        progress(f"{part.name}: {what}")
        measured = measure(config, part)
        reached += _reached(what, measured)
        print(*(f"  {line}" for line in costs(what, len(part.train), measured)), sep="\n")
    show(f"{part.name}: {len(part.test):,} messages to understand", _COLUMNS, [one.row() for one in reached])


def _reached(what: str, measured: Measured) -> list[Reached]:
    """What is reached without a threshold, and with each way to choose one on the validation part."""
    found = [Reached(what, "no threshold", accuracy(measured.test), _recall(measured, 0.0))]
    if not measured.foreign_validation:
        return found
    thresholds = {
        **{
            f"refuses {part:.1%} of validation": lowest_refusing(part, measured.foreign_validation) for part in _REFUSED
        },
        "best sum on validation": balanced(measured.validation, measured.foreign_validation),
    }
    return found + [
        Reached(what, f"{how} ({at:.3f})", accuracy(measured.test, at), _recall(measured, at), threshold=True)
        for how, at in thresholds.items()
    ]


def _recall(measured: Measured, threshold: float) -> float | None:
    return recall(measured.foreign_test, threshold) if measured.foreign_test else None


def own(command: Sequence[str]) -> list[str]:
    """Our own held-out messages by style, through the product as it stands here; a line for the summary if that failed.

    A process of its own: it ends in many ways when the product does not start, and its exit code tells of all of them.
    """
    progress("our own held-out messages")
    sys.stdout.flush()
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    return [f"nlu: our own held-out messages failed, exit code {code}"] if code else []


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks nlu", description=ABOUT)
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS), help="which data sets")
    parser.add_argument("--without", nargs="*", default=[], choices=_PARTS, help="what to leave out")
    return parser.parse_args(arguments)
