"""`people erase` has the running engine forget, and tells why when that was not confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from secondment.cli import engine_memory
from secondment.cli.engine_memory import forget_in_engine
from secondment.errors import EngineUnavailable
from secondment.identity import epoch_id, verify_assertion
from secondment.settings import Settings
from secondment.wiring import Services
from tests.gateway_fakes import free_port

NUMBER = "E-GONE"
HANGS = 0


@dataclass
class Engine:
    """Stands in for the engine: answers with these statuses in turn (`HANGS`: not at all), notes the wishes."""

    statuses: list[int] = field(default_factory=list)
    wishes: list[dict[str, str]] = field(default_factory=list)
    port: int = 0


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An engine on this machine."""
    engine, over = Engine(), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            engine.wishes.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status = engine.statuses.pop(0)
            if status == HANGS:
                over.wait(30)
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    engine.port = server.server_port
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield engine
    over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def told(engine: Engine, tmp_path: Path) -> Services:
    """What the command line has: the keys, and where the engine is."""
    return services(tmp_path, engine.port)


def services(home: Path, port: int) -> Services:
    """Those of a home of its own."""
    return Services(Settings(home=home, signing_key="a signing key for tests, of 32 characters", engine_port=port))


def why(told: Services, epochs: int) -> str:
    """Why forgetting was not confirmed."""
    with pytest.raises(EngineUnavailable) as raised:
        forget_in_engine(told, NUMBER, epochs)
    return str(raised.value)


def test_every_epoch_is_told_the_newest_first(engine: Engine, told: Services) -> None:
    """Each by a signed wish."""
    engine.statuses = [200, 200, 200]
    forget_in_engine(told, NUMBER, 3)
    told_of = [verify_assertion(wish["assertion"], told.keys.assertion_public_pem) for wish in engine.wishes]

    assert [epoch_id(told.keys, "default", NUMBER, epoch) for epoch in (2, 1, 0)] == [
        wish.conversation for wish in told_of
    ]


def test_one_that_is_refused_keeps_no_other_back(engine: Engine, told: Services) -> None:
    """The status says why, and how many are left is counted."""
    engine.statuses = [403, 200, 403]

    assert "the engine did not confirm that it forgot 2 of 3 talks (status 403)" == why(told, 3)
    assert 3 == len(engine.wishes)


def test_an_engine_that_hangs_is_waited_for_once(
    engine: Engine, told: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is told as not confirmed, without a word to the engine."""
    monkeypatch.setattr(engine_memory, "_SECONDS", 0.2)
    engine.statuses = [500, HANGS]

    assert "the engine did not confirm that it forgot 4 of 4 talks (status 500, no answer in time)" == why(told, 4)
    assert 2 == len(engine.wishes)


def test_an_engine_that_is_away_is_told_with_the_setting_to_look_at(tmp_path: Path) -> None:
    """It may run elsewhere."""
    assert why(services(tmp_path, free_port()), 1).endswith("(no connection to SECONDMENT_ENGINE_PORT)")


def test_no_reason_holds_a_secret(engine: Engine, told: Services) -> None:
    """Neither what was sent nor the number of the person."""
    engine.statuses = [401]
    said = why(told, 1)

    assert not [word for word in (told.keys.internal_secret, engine.wishes[0]["assertion"], NUMBER) if word in said]
