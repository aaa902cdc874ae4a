"""Pulling records over the wire: certificates, time-outs, pauses, and where the token goes."""

from __future__ import annotations

import json
import logging
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import pytest
from typer.testing import CliRunner

from secondment.cli import app
from secondment.errors import PullFailed
from secondment.records.importing import pull as pulling
from secondment.records.importing.importer import RowReport
from secondment.records.importing.pull import PullRules, pull_records
from secondment.records.store import Store
from tests.stand_ins.hr_system import Reply, answer, hr_system, self_signed

TOKEN = "wire-token-4711"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A home of its own for the command."""
    monkeypatch.setenv("SECONDMENT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SECONDMENT_DATABASE_URL", raising=False)
    return monkeypatch


def pull(url: str, store: Store, retries: int = 1, pause: float = 0.0) -> str:
    """Pull; tell why it failed, or nothing."""
    try:
        pull_records(url, TOKEN, store, PullRules(retries=retries, pause=pause), lambda _: None)
    except PullFailed as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("host", "trusted", "failure", "sent"),
    [("127.0.0.1", False, "SSLError", 0), ("127.0.0.2", True, "SSLError", 0), ("127.0.0.1", True, "", 1)],
)
def test_only_a_certificate_someone_vouches_for_is_believed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, failure: str, sent: int
) -> None:
    """Unknown or for another address: no token is sent, nothing is stored; REQUESTS_CA_BUNDLE can vouch for one."""
    certificate = self_signed(tmp_path / "server.pem", host)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # one set on this machine would hide a `verify = False`
        monkeypatch.delenv(name, raising=False)
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with hr_system(answer(), certificate) as (url, asked):
        told = pull(url, store)

    assert failure in told and bool(failure) == bool(told)
    assert ([f"Bearer {TOKEN}"] * sent, sent) == (asked, store.count_secondments())


@pytest.mark.parametrize("opening", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n["])
def test_a_system_that_falls_silent_fails_the_pull(
    store: Store, monkeypatch: pytest.MonkeyPatch, opening: bytes
) -> None:
    """Before the answer or within it: the wait has an end."""
    monkeypatch.setattr(pulling, "TIMEOUT_SECONDS", (0.2, 0.2))
    over, told = Event(), list[str]()

    def silence(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(opening)
        over.wait(30)

    with hr_system(silence) as (url, _):
        waiting = Thread(target=lambda: told.append(pull(url, store)), daemon=True)
        waiting.start()
        waiting.join(5)
        in_time = list(told)
        over.set()

    assert ["the HR system could not be reached (ConnectionError); nothing was changed"] == in_time
    assert 0 == store.count_secondments()


@pytest.mark.parametrize(
    ("reply", "expected"),
    [(answer(503), [1, 2, 4, 8, 16, 32, 64, 120, 120]), (answer(503, Retry_After="86400"), [60] * 10)],
)
def test_the_pauses_grow_up_to_a_bound(
    store: Store, monkeypatch: pytest.MonkeyPatch, reply: Reply, expected: list[float]
) -> None:
    """The first repeat comes at once, then each pause is double the last; the system may not ask for more than 60 s."""
    pauses: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", pauses.append)
    with hr_system(reply) as (url, _):
        told = pull(url, store, retries=10, pause=PullRules().pause)

    assert "answered 503" in told
    assert expected == pauses


@pytest.mark.parametrize(
    ("reply", "token", "exit_code", "sent"),
    [
        (answer(), TOKEN, 0, 1),
        (answer(401, f"unknown token {TOKEN}", X_Token=TOKEN), TOKEN, 2, 1),
        (answer(200, f'{{"error": "{TOKEN}"}}'), TOKEN, 2, 1),
        (answer(), f"{TOKEN}\n", 2, 0),
        (answer(), f"{TOKEN}€", 2, 0),
    ],
)
def test_the_command_sends_the_token_and_never_tells_it(
    home: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reply: Reply, token: str, exit_code: int, sent: int
) -> None:
    """It is in the header alone: no output and no log line holds it, whatever the system answers."""
    caplog.set_level(logging.DEBUG)
    home.setenv("SECONDMENT_HR_TOKEN", token)
    with hr_system(reply) as (url, asked):
        result = CliRunner().invoke(app, ["records", "pull", url])

    assert ([f"Bearer {TOKEN}"] * sent, exit_code) == (asked, result.exit_code)
    assert TOKEN not in result.output + caplog.text + str(result.exception)


@pytest.mark.parametrize("link", ["https://[::1", "http://127.0.0.1:port/"])
def test_an_address_that_cannot_be_read_fails_the_pull(store: Store, link: str) -> None:
    """As the first one and as that of the next page."""
    with hr_system(answer(200, json.dumps({"records": [], "next": link}))) as (url, _):
        told = pull(url, store)

    assert "the address of the next page cannot be read; nothing was changed" == told
    assert pull(link, store)


@pytest.mark.parametrize(
    ("length", "piece"),
    [(b"Content-Length: 999999", b" "), (b"Transfer-Encoding: chunked", b"1\r\n \r\n")],
    ids=["of a told length", "in pieces"],
)
def test_a_system_that_never_comes_to_an_end_fails_the_pull(store: Store, length: bytes, piece: bytes) -> None:
    """A byte now and then keeps each wait short; the whole has an end too."""
    over = Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n\r\n")
        while not over.wait(0.02):
            try:
                handler.wfile.write(piece)
            except OSError:
                return

    with hr_system(drip) as (url, _), pytest.raises(PullFailed, match="takes too long; nothing was changed"):
        try:
            pull_records(url, TOKEN, store, PullRules(retries=0, most_seconds=0.3), lambda _: None)
        finally:
            over.set()


def test_how_far_a_pull_is_can_be_seen(store: Store) -> None:
    """The pages that have come, then the rows that are checked, then those that are stored."""
    seen = list[tuple[str, int]]()
    with hr_system(answer()) as (url, _):
        pull_records(url, TOKEN, store, PullRules(), lambda _: None, lambda what, count: seen.append((what, count)))

    assert [("pages", 1), ("rows checked", 1), ("rows stored", 1)] == seen


def test_a_dry_run_checks_each_row_once(store: Store) -> None:
    """And tells what it found."""
    seen, told = list[tuple[str, int]](), list[RowReport]()
    with hr_system(answer()) as (url, _):
        pull_records(url, TOKEN, store, PullRules(dry_run=True), told.append, lambda *step: seen.append(step))

    assert [("pages", 1), ("rows checked", 1)] == seen
    assert ["created"] == [report.outcome for report in told]
