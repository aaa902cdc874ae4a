"""Starting, memory, training and importing: what an operator waits for."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.importing import Imported, flatness, import_both
from benchmarks.machine import ENGINE_PYTHON, ROOT, descendants, free_port, resident_mib, running, timed, wait_for
from benchmarks.product import START_SECONDS, Home, prepared_home
from benchmarks.table import judged, progress, ratio, show

NAME = "startup"
ABOUT = "second start, memory of the three processes, training, import of many records"
SECOND_START_SECONDS = 40.0
TRAINING_SECONDS = 120.0
CLASSIFIER_SECONDS = 90.0  # the aim says "well under two minutes": a quarter of them to spare
_PARTS = ("start", "import", "training")
_PROCESSES = ("gateway", "engine", "actions")
_PATIENCE_SECONDS = 900


@dataclass(frozen=True)
class Line:
    """One measured thing; an aim of nothing means that none is set."""

    what: str
    seconds: float
    memory: str
    aim: float | None

    def row(self) -> tuple[str, ...]:
        """The line of the table."""
        aim = f"{self.aim:.0f} s" if self.aim else "-"
        return self.what, f"{self.seconds:.1f} s", aim, ratio(self.seconds, self.aim or 0), self.memory

    def told(self) -> str:
        """The line of the summary."""
        aim = f" ({judged(f'{self.aim:.0f} s', self.seconds < self.aim)})" if self.aim else ""
        return f"startup: {self.what} {self.seconds:.1f} s{aim}" + (f", {self.memory}" if self.memory else "")


def main(arguments: list[str]) -> list[str]:
    """Measure all and print the table; the lines of the summary."""
    options = _options(arguments)
    lines: list[Line] = []
    flat: list[str] = []
    with prepared_home() as home:
        if "start" not in options.without:
            lines += _starts(home)
        if "import" not in options.without:
            for fewer, more in import_both(home, options.records):
                lines += [_line(fewer, None), _line(more, more.aim)]
                flat.append(flatness(fewer, more))
        if "training" not in options.without:
            lines += _train(home)
    columns = ("what", "time", "aim", "of the aim", "memory")
    show("Starting (secondment up), importing, training", columns, [line.row() for line in lines])
    return [*(line.told() for line in lines), *(f"startup: import, {told}" for told in flat)]


def _starts(home: Home) -> Iterator[Line]:
    for what, aim in (("first start, embeddings known", None), ("second start", SECOND_START_SECONDS)):
        progress(what)
        yield from _start(home, what, aim)


def _start(home: Home, what: str, aim: float | None) -> list[Line]:
    """`secondment up` until the health page is green, the memory of the three then, and how long stopping takes."""
    port = free_port()
    ports = {
        "SECONDMENT_PORT": str(port),
        "SECONDMENT_ENGINE_PORT": str(free_port()),
        "SECONDMENT_ACTIONS_PORT": str(free_port()),
    }
    command = [str(Path(sys.executable).with_name("secondment")), "up"]
    began = time.perf_counter()
    with running(command, home.environment() | ports, ROOT, home.folder / "up.log") as process:
        wait_for(f"http://127.0.0.1:{port}/api/health", {"up": process}, home.folder, START_SECONDS)
        ready = time.perf_counter() - began
        memory = _memory(process.pid)
        began = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait(START_SECONDS)
    told = ", ".join(f"{name} {mib:.0f}" for name, mib in memory.items())
    started = Line(what, ready, f"{sum(memory.values()):.0f} MiB ({told})", aim)
    return [started, Line("stopping it (Ctrl-C)", time.perf_counter() - began, "", None)] if aim else [started]


def _memory(supervisor: int) -> dict[str, float]:
    found = {name: 0.0 for name in _PROCESSES}
    for pid, command in descendants(supervisor):
        name = command[-1] if command[-2:-1] == ["-m"] else ""
        if name in found:
            found[name] = max(found[name], resident_mib(pid))
    return found


def _line(one: Imported, aim: float | None) -> Line:
    return Line(f"import of {one.records:,} records, {one.form}", one.seconds, f"at most {one.peak:.0f} MiB", aim)


def _train(home: Home) -> Iterator[Line]:
    """The first training, which takes over or makes every embedding, and one after a change, which finds them kept."""
    own = {"SECONDMENT_HOME": str(home.folder / "training"), "SECONDMENT_MODEL": str(home.folder / "fresh.tar.gz")}
    told = home.folder / "classifier.txt"
    command = [str(ENGINE_PYTHON), "-m", "benchmarks.timed_training", str(told)]
    for what in ("first training", "training"):
        progress(f"{what} (some minutes)")
        log = home.folder / "train.log"
        seconds, peak = timed(command, home.environment() | own, ROOT, log, _PATIENCE_SECONDS)
        yield Line(what, seconds, f"at most {peak:.0f} MiB", TRAINING_SECONDS)
        yield Line(f"{what}: embeddings and classifier", float(told.read_text()), "", CLASSIFIER_SECONDS)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup", description=ABOUT)
    parser.add_argument("--records", type=int, default=100_000, help="records to import, and a tenth of them")
    parser.add_argument("--without", nargs="*", default=[], choices=_PARTS, help="what to leave out")
    return parser.parse_args(arguments)
