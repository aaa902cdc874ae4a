"""`python -m benchmarks` runs every benchmark in turn; `python -m benchmarks NAME [options]` runs one."""

from __future__ import annotations

import sys
import time
from importlib import import_module

from benchmarks.machine import Skipped
from benchmarks.table import progress

NAMES = ("samples", "latency", "conversation", "retrieval", "startup")


def main(arguments: list[str]) -> int:
    """Run one or all; 0 when each ran or was skipped by name, 2 for an unknown name."""
    if arguments and arguments[0] not in NAMES:
        print(f"No benchmark {arguments[0]!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    names, options = (arguments[:1], arguments[1:]) if arguments else (list(NAMES), [])
    lines = [line for name in names for line in run(name, options)]
    print("\nSummary", *lines, sep="\n  ")
    return 0


def run(name: str, options: list[str]) -> list[str]:
    """Run one benchmark under a heading; the lines for the summary."""
    module = import_module(f"benchmarks.{name}")
    print(f"\n== {name}: {module.ABOUT}", flush=True)
    began = time.monotonic()
    try:
        lines: list[str] = module.main(options)
    except Skipped as skipped:
        print(f"  skipped: {skipped}")
        return [f"{name}: skipped, {skipped}"]
    progress(f"{name} took {time.monotonic() - began:.0f} s")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
