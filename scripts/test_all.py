"""`make test`: every part of the suite, one after the other, whatever fails, and a summary of what ran where.

    scripts/test_all.py            everything
    scripts/test_all.py web held   the parts whose names contain one of the words

The last line is `N passed, N failed, N skipped`; the exit code is 1 when anything failed. Everything made on the way
stands below var/test; the trained model is that of `make train`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.suite import Outcome, Part, run

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "test"
MODEL = ROOT / "var" / "models" / "secondment.tar.gz"
LIGHT, ENGINE, CHROMIUM = "light, Python 3.13", "engine, Python 3.10", "light + Chromium"
REAL = "all three processes"
BIN = ROOT / ".venv" / "bin"
PYTHON, ENGINE_PYTHON = str(BIN / "python"), str(ROOT / "engine" / ".venv" / "bin" / "python")
# these need the engine's Python, or the processes started from it, and have parts of their own
WITH_ENGINE = ("tests/unit/test_engine_*", "tests/integration/test_engine_*")
# limits are for what hangs: several times what a part takes on a slow machine
MINUTE = 60.0


def parts() -> list[Part]:
    """The parts in their order: what is quick first, what needs the trained model after the training."""
    return [*static_parts(), *light_parts(), *engine_parts(), *process_parts()]


def static_parts() -> list[Part]:
    """What reads the files and runs none of them."""
    engine_types = ["--strict", "--package", "engine", "--python-executable", ENGINE_PYTHON, "--python-version", "3.10"]
    return [
        Part("format", LIGHT, [str(BIN / "ruff"), "format", "--check", "."], MINUTE),
        Part("lint", LIGHT, [str(BIN / "ruff"), "check", "."], MINUTE),
        Part("types", LIGHT, [str(BIN / "mypy")], 5 * MINUTE),
        Part("types of the engine", LIGHT, [str(BIN / "mypy"), *engine_types, "--ignore-missing-imports"], 5 * MINUTE),
        Part("import rules", LIGHT, [str(BIN / "lint-imports")], MINUTE),
        Part("knowledge check", LIGHT, [str(BIN / "secondment"), "knowledge", "check"], 15 * MINUTE),
    ]


def light_parts() -> list[Part]:
    """Tests of the light side alone, and of the web page in a browser."""
    left_out = [f"--ignore-glob={pattern}" for pattern in WITH_ENGINE]
    browser = ["./scripts/uv", "sync", "--frozen", "--quiet", "--group", "web"]
    return [
        tests("structure", LIGHT, PYTHON, ["tests/architecture"], 5),
        tests("unit", LIGHT, PYTHON, ["tests/unit", *left_out], 10),
        tests("integration", LIGHT, PYTHON, ["tests/integration", *left_out], 15),
        tests("web page", CHROMIUM, PYTHON, ["tests/web"], 10, browser, "Playwright could not be installed"),
    ]


def engine_parts() -> list[Part]:
    """The training, which everything after it shares, and the tests of the engine by itself."""
    modules = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(WITH_ENGINE[0]))
    modules += ["-W", "ignore::DeprecationWarning"]  # its libraries are pinned and warn of their own old age
    stories = ["tests/integration/test_engine_conversations.py"]
    return [
        Part("dialogue data", ENGINE, [ENGINE_PYTHON, "-m", "engine.validate"], 5 * MINUTE),
        Part("model training", ENGINE, [ENGINE_PYTHON, "-m", "engine.train"], 20 * MINUTE),
        tests("engine", ENGINE, ENGINE_PYTHON, modules, 10),
        tests("dialogue stories", ENGINE, PYTHON, stories, 15),
    ]


def process_parts() -> list[Part]:
    """What goes through gateway, engine and action server as they run for people."""
    inner = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(WITH_ENGINE[1]))
    inner = [path for path in inner if not path.endswith("conversations.py")]
    node = ["make", "--silent", "clients"]
    held_out = ["tests/nlu", "tests/conversations", "--capture=no"]  # the tables are worth reading
    return [
        tests("inner servers and journeys", REAL, PYTHON, [*inner, "tests/journeys"], 15),
        tests(
            "real clients",
            "light + Node",
            PYTHON,
            ["tests/clients"],
            10,
            node,
            "Node's packages could not be installed",
        ),
        tests("held-out messages", REAL, PYTHON, held_out, 20),
        tests("make run of a newcomer", REAL, PYTHON, ["tests/newcomer"], 30),
    ]


def tests(
    name: str, environment: str, python: str, what: Sequence[str], minutes: float,
    needs: Sequence[str] = (), otherwise: str = "",
) -> Part:  # fmt: skip
    """A part that is pytest, in one of the two environments."""
    report = HOME / "reports" / f"{name.replace(' ', '-')}.xml"
    command = [python, "-m", "pytest", f"--junit-xml={report}", *what]
    return Part(name, environment, command, minutes * MINUTE, report, needs, otherwise)


def environment() -> dict[str, str]:
    """The environment of every part: nothing of the person's own settings, a home of its own, the shared model."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SECONDMENT_")}
    return kept | {
        "SECONDMENT_HOME": str(HOME),
        "SECONDMENT_MODEL": str(MODEL),
        "SECONDMENT_TEST_MODEL": str(MODEL),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONUNBUFFERED": "1",
    }


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The table, every skip and failure by name, and the last line."""
    width = max(len(one.part.name) for one in outcomes)
    lines = [f"{'part':<{width}}  {'environment':<20} passed failed skipped seconds"]
    for one in outcomes:
        counts = f"{one.passed:>6} {one.failed:>6} {one.skipped:>7} {one.seconds:>7.0f}"
        lines.append(f"{one.part.name:<{width}}  {one.part.environment:<20} {counts}")
    for title, told in (("skipped", [one.skips for one in outcomes]), ("failed", [one.failures for one in outcomes])):
        lines += [f"{title}: {line}" for part in told for line in part]
    lines.append(f"{seconds / 60:.1f} minutes")
    passed, failed, skipped = (sum(getattr(one, name) for one in outcomes) for name in ("passed", "failed", "skipped"))
    return "\n".join([*lines, f"{passed} passed, {failed} failed, {skipped} skipped"])


def main(words: Sequence[str]) -> int:
    """Run the parts; 0 when nothing failed, 1 when something did, 2 when no part has such a name."""
    chosen = [part for part in parts() if not words or any(word in part.name for word in words)]
    if not chosen:
        print(f"no part is called so; there are: {', '.join(part.name for part in parts())}", file=sys.stderr)
        return 2
    (HOME / "reports").mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    outcomes = []
    for number, part in enumerate(chosen, 1):
        print(f"\n=== {number}/{len(chosen)} {part.name} ({part.environment}) ===", flush=True)
        outcomes.append(run(part, environment(), ROOT))
    print("\n=== summary ===\n" + summary(outcomes, time.monotonic() - began), flush=True)
    return 1 if any(one.failed for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
