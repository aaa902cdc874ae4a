"""Settings are read once, checked at start, and say what to change; the signing key is made with care."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from secondment.errors import SettingsError
from secondment.settings import Settings, ensure_signing_key, read_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine, and no `.env` but one of the test."""
    for name in list(os.environ):
        if name.startswith("SECONDMENT_"):
            monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_without_any_variable_the_defaults_hold() -> None:
    """The ports of the contract, loopback, and no demo."""
    told = read_settings()

    assert (8080, 5005, 5055, "127.0.0.1", False, None) == (
        told.port,
        told.engine_port,
        told.actions_port,
        told.host,
        told.demo,
        told.today,
    )


def test_variables_win_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`.env` is read where no variable is set."""
    (tmp_path / ".env").write_text("SECONDMENT_PORT=9001\nSECONDMENT_TODAY=2026-11-21\nUNKNOWN=1\n")
    monkeypatch.setenv("SECONDMENT_PORT", "9002")

    assert (9002, date(2026, 11, 21)) == (read_settings().port, read_settings().today)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECONDMENT_PORT", "eighty"),
        ("SECONDMENT_PORT", "70000"),
        ("SECONDMENT_TODAY", "21.11.2026"),
        ("SECONDMENT_DEMO", "perhaps"),
        ("SECONDMENT_ENGINE_TIMEOUT_SECONDS", "0"),
        ("SECONDMENT_MESSAGES_PER_MINUTE", "0"),
    ],
)
def test_a_wrong_value_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """And the page that explains it."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=rf"{name}: .*docs/operations\.md"):
        read_settings()


@pytest.mark.parametrize("name", ["SLACK_API_URL", "TEAMS_LOGIN_URL", "TEAMS_SERVICE_URL"])
def test_only_a_test_moves_the_address_of_a_platform(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Who sets it elsewhere could be believed, and be sent our tokens."""
    monkeypatch.setenv(f"SECONDMENT_{name}", "http://127.0.0.1:9")

    with pytest.raises(SettingsError, match=rf"SECONDMENT_{name}: .*SECONDMENT_TEST_MODE"):
        read_settings()

    monkeypatch.setenv("SECONDMENT_TEST_MODE", "1")
    assert "http://127.0.0.1:9" == getattr(read_settings(), name.lower())


def test_settings_do_not_change() -> None:
    """What was checked at start holds."""
    with pytest.raises(ValidationError):
        read_settings().port = 1


def test_the_database_is_a_file_in_home_unless_told(tmp_path: Path) -> None:
    """Absolute, so that every process means the same."""
    assert f"sqlite:///{tmp_path.resolve()}/secondment.sqlite3" == Settings(home=tmp_path).database
    assert "postgresql://x" == Settings(home=tmp_path, database_url="postgresql://x").database


def test_the_address_is_the_public_one_when_there_is_one() -> None:
    """Without a slash at its end."""
    assert "http://127.0.0.1:8081" == Settings(port=8081).address
    assert "https://chat.example" == Settings(public_url="https://chat.example/").address


def test_a_signing_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    """Mode 0600; the second process reads the first one's."""
    settings = Settings(home=tmp_path / "home")
    first, second = ensure_signing_key(settings), ensure_signing_key(settings)

    assert (first, True) == (second, len(first) >= 32)
    assert 0o600 == (tmp_path / "home" / "signing.key").stat().st_mode & 0o777


def test_a_signing_key_of_the_settings_is_used_and_not_stored(tmp_path: Path) -> None:
    """Whoever sets one keeps it elsewhere."""
    assert "k" * 32 == ensure_signing_key(Settings(home=tmp_path, signing_key="k" * 32))
    assert [] == list(tmp_path.iterdir())


def test_a_short_signing_key_stops_the_start(tmp_path: Path) -> None:
    """The variable stands in the sentence."""
    with pytest.raises(SettingsError, match="SECONDMENT_SIGNING_KEY"):
        ensure_signing_key(Settings(home=tmp_path, signing_key="short"))
