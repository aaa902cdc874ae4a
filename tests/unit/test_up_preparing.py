"""Before `secondment up` starts anything: free ports, and what each process is given."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from secondment.cli import app
from secondment.cli.up import environments, prepare, require_free_ports
from secondment.errors import SettingsError
from secondment.settings import Settings
from secondment.wiring import Services

KEY = "a signing key for tests, long enough to be one"
VARIABLES = {name: f"SECONDMENT_{name.upper()}" for name in ("port", "engine_port", "actions_port")}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def free(count: int) -> list[int]:
    """Ports nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def settings(home: Path, **changes: int) -> Settings:
    """Settings with free ports, and those of a test."""
    ports = {**dict(zip(VARIABLES, free(3))), **changes}
    return Settings(home=home, signing_key=KEY, database_url="").model_copy(update=ports)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_taken_port_is_named_with_its_variable(tmp_path: Path, taken: int, name: str) -> None:
    """So that the person knows what to change."""
    with pytest.raises(SettingsError, match=rf"port {taken} .*{VARIABLES[name]}\b"):
        require_free_ports(settings(tmp_path, **{name: taken}))


def test_a_port_set_twice_is_named_with_both_variables(tmp_path: Path) -> None:
    """Each process would find it free, until the other has it."""
    (port,) = free(1)
    with pytest.raises(SettingsError, match=rf"port {port} .*SECONDMENT_PORT or SECONDMENT_ENGINE_PORT"):
        require_free_ports(settings(tmp_path, port=port, engine_port=port))


def test_an_address_of_another_machine_is_not_called_taken(tmp_path: Path) -> None:
    """Nothing would be found that uses the port."""
    elsewhere = settings(tmp_path).model_copy(update={"host": "192.0.2.1"})
    with pytest.raises(SettingsError, match=r"cannot be used .* SECONDMENT_HOST"):
        require_free_ports(elsewhere)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_every_address_of_ipv6_is_tried_as_such(tmp_path: Path) -> None:
    """A free port there is free."""
    require_free_ports(settings(tmp_path).model_copy(update={"host": "::"}))


def test_free_ports_are_let_pass(tmp_path: Path) -> None:
    """And nothing listens on them afterwards."""
    found = settings(tmp_path)
    require_free_ports(found)
    require_free_ports(found)

    assert not (tmp_path / "secondment.sqlite3").exists()


def test_the_command_ends_with_one_line_when_a_port_is_taken(
    tmp_path: Path, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, before records or index are touched."""
    monkeypatch.setenv("SECONDMENT_HOME", str(tmp_path))
    monkeypatch.setenv("SECONDMENT_PORT", str(taken))
    result = CliRunner().invoke(app, ["up"])

    assert (2, True) == (result.exit_code, "SECONDMENT_PORT" in result.output)
    assert [] == list(tmp_path.iterdir())


def test_a_database_that_is_away_does_not_keep_it_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so; readiness tells when the database is there."""
    (tmp_path / "secondment.sqlite3").mkdir()
    found = Services(settings(tmp_path))
    found.__dict__["build_index"] = lambda _: SimpleNamespace(articles=())
    prepare(found)

    assert "The records cannot be reached yet" in capsys.readouterr().out


def test_only_the_gateway_has_the_signing_key(tmp_path: Path) -> None:
    """Engine and actions get the public half and the inner secret, and the signing key is emptied for them."""
    told = environments(Services(settings(tmp_path)))

    assert {} == told["gateway"]
    for name in ("engine", "actions"):
        assert "" == told[name]["SECONDMENT_SIGNING_KEY"]
        assert told[name]["SECONDMENT_ASSERTION_PUBLIC_KEY"].startswith("-----BEGIN PUBLIC KEY-----")
        assert KEY not in repr(told[name])


def test_engine_and_actions_know_each_others_ports_and_one_home(tmp_path: Path) -> None:
    """Absolute, since each runs where it likes."""
    found = settings(tmp_path)
    told = environments(Services(found))["engine"]

    assert (str(found.engine_port), str(found.actions_port), str(tmp_path.resolve())) == (
        told["SECONDMENT_ENGINE_PORT"],
        told["SECONDMENT_ACTIONS_PORT"],
        told["SECONDMENT_HOME"],
    )
