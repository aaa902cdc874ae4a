"""Understanding on public data: `make bench-nlu`, or `python -m benchmarks nlu [--sets CLINC150] [--without class]`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.machine import Skipped
from benchmarks.table import milliseconds, percentile, progress, show
from benchmarks.understanding import published
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
_AIMS = {
    "CLINC150": ("aim", "threshold", ">= 96.2 %", ">= 75.0 %"),
    "BANKING77": ("aim", "all examples", ">= 94.5 %", "-"),
}
_PUBLISHED = {"CLINC150": published.CLINC150, "BANKING77": published.BANKING77}
Row = tuple[str, ...]


def main(arguments: list[str]) -> list[str]:
    """Measure each set, Rasa's default pipeline beside it, and our own held-out messages; the lines of the summary."""
    options = _options(arguments)
    lines = [line for name in options.sets for line in _part(name, options.without)]
    if "own" not in options.without:
        _own()
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
    progress(f"{data.name}: learning from {len(data.train):,} sentences")
    measured = measure(ours(), data)
    rows = _rows("ours", measured)
    if with_class and data.foreign_train:
        progress(f"{data.name}: once more, with {len(data.foreign_train)} out-of-scope examples as a class")
        rows += _rows("ours, class", measure(ours(), data, with_class=True))
    others = [
        (one.what, f"{one.setting}; {one.source}", f"{one.accuracy:.2f} %", f"{one.recall} %" if one.recall else "-")
        for one in _PUBLISHED[data.name]
    ]
    show(f"{data.name}: {len(data.test):,} messages to understand", _COLUMNS, [*rows, _AIMS[data.name], *others])
    return [f"nlu: {data.name} {row[0]}, {row[1]}: {row[2]}, {row[3]}" for row in rows] + [_cost(data.name, measured)]


def _beside_the_default(data: DataSet) -> None:
    """Rasa's default pipeline and ours, both trained now, on the same part of the set."""
    part = data.only(every({one.intent for one in data.train}, _PART_INTENTS), _PART_EXAMPLES)
    rows = []
    for what, config in (("ours", ours()), ("Rasa's default pipeline (DIET)", STOCK)):
        progress(f"{part.name}: {what}")
        measured = measure(config, part)
        rows += _rows(what, measured)
        print(f"  {_cost(what, measured)}")
    show(f"{part.name}: {len(part.test):,} messages to understand", _COLUMNS, rows)


def _rows(what: str, measured: Measured) -> list[Row]:
    """One row without a threshold, and one for each way to choose it on the validation part."""
    rows: list[Row] = [(what, "no threshold", f"{accuracy(measured.test):.2%}", _recall(measured, 0.0))]
    if not measured.foreign_validation:
        return rows
    thresholds = {
        **{
            f"refuses {part:.1%} of validation": lowest_refusing(part, measured.foreign_validation) for part in _REFUSED
        },
        "best sum on validation": balanced(measured.validation, measured.foreign_validation),
    }
    return rows + [
        (what, f"{how} ({at:.3f})", f"{accuracy(measured.test, at):.2%}", _recall(measured, at))
        for how, at in thresholds.items()
    ]


def _recall(measured: Measured, threshold: float) -> str:
    return f"{recall(measured.foreign_test, threshold):.2%}" if measured.foreign_test else "-"


def _cost(what: str, measured: Measured) -> str:
    middle, slow = (milliseconds(percentile(measured.seconds, share)) for share in (0.5, 0.95))
    training = f"{measured.training:.0f} s ({measured.processor:.0f} s of processor time, {measured.memory:.0f} MiB)"
    return f"nlu: {what} trained in {training}; a message takes {middle} (p50), {slow} (p95)"


def _own() -> None:
    """Our own held-out messages by style, through the product as it stands here; says what is missing, if anything."""
    from tests.nlu import measure as own

    progress("our own held-out messages")
    own.main([])


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks nlu", description=ABOUT)
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS), help="which data sets")
    parser.add_argument("--without", nargs="*", default=[], choices=_PARTS, help="what to leave out")
    return parser.parse_args(arguments)
