"""When a process counts as hung: never for one slow answer, and not while it starts."""

from __future__ import annotations

from secondment.cli.up import probes
from secondment.cli.watchdog import Limits, Pulse
from secondment.settings import Settings

LIMITS = Limits(silent_probes=3, start_seconds=300)


def _noted(*answers: bool, since_start: float = 10.0) -> list[bool]:
    pulse = Pulse(LIMITS)
    return [pulse.note(answered=answer, since_start=since_start) for answer in answers]


def test_a_process_hangs_after_so_many_silent_probes() -> None:
    """One after the other."""
    assert [False, False, False, True] == _noted(True, False, False, False)


def test_an_answer_in_between_counts_anew() -> None:
    """A slow moment is no hanging."""
    assert [False] * 6 == _noted(True, False, False, True, False, False)


def test_a_process_that_starts_has_its_time() -> None:
    """However often it is asked; after that it hangs at its start."""
    assert [False] * 9 == _noted(*[False] * 9)
    assert [True] == _noted(False, since_start=301)


def test_an_engine_on_a_slow_machine_is_let_start() -> None:
    """It takes up to 40 seconds on a good one; and a hung process is found within two minutes."""
    limits = Limits()

    assert limits.start_seconds >= 5 * 40
    assert limits.silent_probes * (limits.every_seconds + 3 * limits.answer_seconds) <= 150


def test_the_three_processes_are_watched_where_they_listen() -> None:
    """The gateway at its own address, on this machine when it listens everywhere."""
    told = probes(Settings(host="0.0.0.0", port=8081, engine_port=5006, actions_port=5056))

    assert ["http://127.0.0.1:8081", "http://127.0.0.1:5006", "http://127.0.0.1:5056"] == [
        told[name].split("/", 3)[0] + "//" + told[name].split("/", 3)[2] for name in ("gateway", "engine", "actions")
    ]
