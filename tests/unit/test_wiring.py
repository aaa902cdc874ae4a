"""Services are built from settings when they are first asked for, and each can be replaced."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from secondment.clock import MovedClock, SystemClock
from secondment.errors import SettingsError
from secondment.settings import Settings
from secondment.wiring import Services
from tests.builders import TODAY


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a home of their own."""
    return Settings(home=tmp_path / "home", database_url="", signing_key="k" * 32, today=None)


def test_building_the_services_does_no_work(settings: Settings) -> None:
    """Nothing is made before it is asked for."""
    Services(settings)

    assert not settings.home.exists()


def test_the_store_stands_on_an_upgraded_database(settings: Settings) -> None:
    """The first use makes the file and its tables."""
    assert 0 == Services(settings).store.count_secondments()


def test_the_clock_is_moved_by_the_setting(settings: Settings) -> None:
    """With a day set, that is today; without, it is the machine's."""
    moved = settings.model_copy(update={"today": TODAY})

    assert MovedClock(TODAY) == Services(moved).clock
    assert isinstance(Services(settings).clock, SystemClock)


def test_a_piece_can_be_replaced(settings: Settings) -> None:
    """What is built on the piece uses the replacement."""
    services = Services(settings)
    services.clock = MovedClock(TODAY)
    services.store.receive("web", "k", "c")

    assert TODAY == services.store._clock.today()


@pytest.mark.parametrize("mode", ["demo", "test_mode"])
def test_the_clock_is_moved_in_demo_and_tests_only(settings: Settings, mode: str) -> None:
    """Elsewhere the start is refused, with the variable's name."""
    moved = settings.model_copy(update={"today": TODAY, "demo": False, "test_mode": False})
    Services(settings).require_true_time()
    Services(moved.model_copy(update={mode: True})).require_true_time()

    with pytest.raises(SettingsError, match="SECONDMENT_TODAY"):
        Services(moved).require_true_time()


@pytest.mark.parametrize(
    "command", [["-m", "gateway"], ["-m", "actions"], ["-c", "from secondment.cli import app; app()", "up"]]
)
def test_no_process_starts_with_a_moved_clock(tmp_path: Path, command: list[str]) -> None:
    """Exit code 2 and a sentence."""
    told = {"SECONDMENT_HOME": str(tmp_path), "SECONDMENT_TODAY": "2026-11-21", "SECONDMENT_DEMO": "0"}
    shown = subprocess.run(
        [sys.executable, *command], env=os.environ | told, capture_output=True, text=True, timeout=60
    )

    assert (2, True) == (shown.returncode, "SECONDMENT_TODAY" in shown.stderr)
