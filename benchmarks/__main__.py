"""`python -m benchmarks` runs the product's benchmarks in turn; `python -m benchmarks NAME [options]` runs one."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from benchmarks.chat import NoAnswer
from benchmarks.machine import DidNotStart, Skipped
from benchmarks.stock import Unexpected
from benchmarks.table import progress

FAILED = "failed"
NAMES = ("samples", "latency", "conversation", "retrieval", "doors", "startup")
APART = ("nlu",)  # takes a quarter of an hour and data that is not everywhere: `make bench-nlu`


def main(arguments: list[str]) -> int:
    """Run one or all; 0 when each ran or was skipped by name, 1 when one failed, 2 for an unknown name."""
    if arguments and arguments[0] not in (*NAMES, *APART):
        print(f"No benchmark {arguments[0]!r}; there are: {', '.join((*NAMES, *APART))}", file=sys.stderr)
        return 2
    names, options = (arguments[:1], arguments[1:]) if arguments else (list(NAMES), [])
    lines = [line for name in names for line in run(name, options)]
    print("\nSummary", *lines, sep="\n  ")
    return 1 if any(FAILED in line for line in lines) else 0


def run(name: str, options: list[str]) -> list[str]:
    """Run one benchmark under a heading; the lines for the summary."""
    module = load(name)
    print(f"\n== {name}: {module.ABOUT}", flush=True)
    began = time.monotonic()
    try:
        lines: list[str] = module.main(options)
    except Skipped as skipped:
        print(f"  skipped: {skipped}")
        return [f"{name}: skipped, {skipped}"]
    except (DidNotStart, NoAnswer, Unexpected, OSError, subprocess.SubprocessError) as error:
        # the others go on; what stands below is what the operator has to look at
        print(f"  {FAILED}: {error}", file=sys.stderr)
        return [f"{name}: {FAILED}, {type(error).__name__}"]
    progress(f"{name} took {time.monotonic() - began:.0f} s")
    return lines


def load(name: str) -> Any:
    """The module of a benchmark: `ABOUT` says what it measures, `main(options)` measures it."""
    return import_module(f"benchmarks.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
