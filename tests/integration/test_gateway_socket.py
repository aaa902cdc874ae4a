"""The gateway on a real socket: malformed heads, large bodies, SIGTERM, and what it takes to start."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from gateway import framing
from gateway.app import create_app
from tests.gateway_fakes import ROOT, FakeDesk, FakeEngine, FakeServices, FakeSettings, bearer, free_port, running

SECOND = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
CRLF = b"\r\n"
UNENDED = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nA"
POST = b"POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """A gateway that listens."""
    port = free_port()
    app = create_app(FakeServices(FakeSettings(port=port)), engine=FakeEngine(), desk=FakeDesk())
    with running(app, port):
        yield "127.0.0.1", port


def talk(address: tuple[str, int], data: bytes, wait: float = 3.0) -> bytes:
    """What comes back for raw bytes until the server closes or `wait` seconds pass without a word."""
    with socket.create_connection(address, timeout=wait) as wire:
        wire.sendall(data)
        told = b""
        try:
            while piece := wire.recv(65536):
                told += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return told


MALFORMED = {
    "negative length": POST + b"Content-Length: -5\r\n\r\nhello",
    "signed length": POST + b"Content-Length: +5\r\n\r\nhello",
    "doubled length": POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "list of lengths": POST + b"Content-Length: 5, 5\r\n\r\nhello",
    "spaced length": POST + b"Content-Length: 5 5\r\n\r\nhello",
    "space before the colon": POST + b"Content-Length : 5\r\n\r\nhello",
    "folded length": POST + b"Content-Length:\r\n 5\r\n\r\nhello",
    "length as hex": POST + b"Content-Length: 0x5\r\n\r\nhello",
    "length and chunked": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "coding twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "coding with a tab": POST + b"Transfer-Encoding:\tgzip, chunked\r\n\r\n0\r\n\r\n",
    "bare line feeds": b"GET /api/health HTTP/1.1\nHost: localhost\n\n",
    "one bare line feed": b"GET /api/health HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
    "bare carriage return": POST + b"X: a\rContent-Length: 5\r\n\r\nhello",
    "bad chunk size": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n",
    "no host": b"GET /api/health HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
    "another protocol and a body": POST + b"Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 5\r\n\r\nhello",
    "a line behind the body": POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nCookie: a=b\r\n\r\n",
    "no place": b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no path": b"GET http://localhost?x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "chunked in 1.0": POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "garbage": b"\x16\x03\x01\x02\x00\r\n\r\n",
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_malformed_head_gets_one_refusal_and_no_second_answer(address: tuple[str, int], kind: str) -> None:
    """400 or closed; a request hidden behind it is never served; the next connection is."""
    told = talk(address, MALFORMED[kind] + SECOND)
    after = talk(address, SECOND.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))

    assert told.count(b"HTTP/1.1 ") <= 1
    assert b" 200 OK" not in told
    assert after.startswith(b"HTTP/1.1 200")


def test_a_malformed_head_behind_a_good_one_is_refused_too(address: tuple[str, int]) -> None:
    """Pipelined heads get the same second look."""
    told = talk(address, SECOND + MALFORMED["bare line feeds"] + SECOND)

    assert (1, 1) == (told.count(b" 200 OK"), told.count(b" 400 "))


def test_a_broken_body_behind_an_answer_only_ends_the_connection(address: tuple[str, int]) -> None:
    """Who was answered before the body had come gets no second answer."""
    with socket.create_connection(address, timeout=3) as wire:
        large = b" " * 2_000_000
        wire.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(large):x}".encode() + CRLF + large + CRLF)
        told = wire.recv(65536)
        wire.sendall(b"-1\r\nhello\r\n" + SECOND)
        try:
            while piece := wire.recv(65536):
                told += piece
        except ConnectionResetError:
            pass

    assert told.startswith(b"HTTP/1.1 413 ")
    assert 1 == told.count(b"HTTP/1.1 ")


def test_a_broken_body_behind_a_request_does_not_take_its_answer(address: tuple[str, int]) -> None:
    """The refusal comes after it, in its turn."""
    told = talk(address, SECOND + POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n")

    assert told.startswith(b"HTTP/1.1 200 ")
    assert 1 == told.count(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("endless", [b"x: " + b"y" * 60_000, b"a: b\r\n" * 5000])
def test_what_stands_behind_a_body_has_no_end_either(address: tuple[str, int], endless: bytes) -> None:
    """Nothing of it is kept."""
    get = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    with socket.create_connection(address, timeout=3) as wire:
        wire.sendall(get)
        wire.recv(65536)
        wire.sendall(endless)

        with contextlib.suppress(ConnectionResetError):
            while wire.recv(65536):  # a TimeoutError here is the failure
                pass


def test_half_a_message_is_none(address: tuple[str, int]) -> None:
    """A body that breaks off is not acted on, and not answered."""
    told = b'{"message": "hello"}'
    head = POST + f"Authorization: {bearer()['Authorization']}\r\nContent-Length: {len(told) + 1}\r\n\r\n".encode()
    with socket.create_connection(address, timeout=3) as wire:
        wire.sendall(head + told)
        wire.shutdown(socket.SHUT_WR)

        assert b"" == wire.recv(65536)


def test_the_wish_for_another_protocol_is_not_granted(address: tuple[str, int]) -> None:
    """The request is answered as it stands, and the connection closed."""
    told = talk(address, SECOND.replace(b"\r\n\r\n", b"\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n") + SECOND)

    assert told.startswith(b"HTTP/1.1 200 ")
    assert 1 == told.count(b"HTTP/1.1 ")


@pytest.mark.parametrize(
    ("first", "then"),
    [(b"", b""), (b"GET /api/hea", b""), (SECOND + b"GET /", b""), (SECOND, CRLF), (UNENDED, b"B")],
)
def test_a_head_that_never_completes_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, address: tuple[str, int], first: bytes, then: bytes
) -> None:
    """Nobody can keep connections busy by saying nothing."""
    monkeypatch.setattr(framing, "_HEAD_SECONDS", 0.3)
    with socket.create_connection(address, timeout=8) as wire:
        wire.sendall(first)
        if then:
            wire.recv(65536)
            wire.sendall(then)

        while wire.recv(65536):  # a TimeoutError here is the failure
            pass


def test_good_requests_may_follow_one_another_on_a_connection(address: tuple[str, int]) -> None:
    """Strictness does not break keep-alive."""
    told = talk(address, SECOND * 3, wait=1.0)

    assert 3 == told.count(b" 200 OK")


def test_a_head_without_end_is_refused(address: tuple[str, int]) -> None:
    """Heads have a limit."""
    told = talk(address, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000)

    assert b" 200 " not in told


@pytest.mark.parametrize("chunked", [False, True])
def test_fifty_megabytes_are_refused_without_being_kept(address: tuple[str, int], chunked: bool) -> None:
    """413, and the process does not grow by the body."""
    body = b" " * (50 * 1024 * 1024)
    before = _memory()
    content = (body[start : start + 65536] for start in range(0, len(body), 65536)) if chunked else body
    with httpx2.Client(trust_env=False) as http:
        answer = http.post(
            f"http://127.0.0.1:{address[1]}/api/chat",
            headers={**bearer(), "Content-Type": "application/json"},
            content=content,
        )

    assert 413 == answer.status_code
    assert _memory() - before < 20 * 1024


def _memory() -> int:
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmRSS:")[1].split()[0])


def test_no_answer_names_the_server(address: tuple[str, int]) -> None:
    """What runs inside is nobody's business."""
    told = httpx2.get(f"http://127.0.0.1:{address[1]}/api/health", trust_env=False)

    assert "server" not in told.headers


def started(port: int, home: Path, **more: str) -> subprocess.Popen[bytes]:
    """The real process, as `make run` starts it."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECONDMENT_PORT": str(port),
        "SECONDMENT_HOME": str(home),
        "SECONDMENT_ENGINE_PORT": str(free_port()),
        "SECONDMENT_DEMO": "1",
        **more,
    }
    return subprocess.Popen([sys.executable, "-m", "gateway"], cwd=ROOT, env=environment, stderr=subprocess.PIPE)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> httpx2.Response:
    """The first answer of the health page."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx2.get(f"http://127.0.0.1:{port}/api/health", trust_env=False, timeout=10)
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError(process.communicate(timeout=5)[1].decode())


def test_the_process_starts_without_an_engine_says_so_and_ends_on_sigterm(tmp_path: Path) -> None:
    """Health is red and names the engine; SIGTERM ends the process in order, also after malformed heads."""
    port = free_port()
    process = started(port, tmp_path)
    try:
        health = wait_for(port, process)
        talk(("127.0.0.1", port), MALFORMED["negative length"] + SECOND)
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)
    finally:
        process.kill()

    assert 503 == health.status_code
    assert {"gateway": "ok", "records": "ok"} == {
        name: state for name, state in health.json()["components"].items() if state == "ok"
    }
    assert code in (0, -signal.SIGTERM)


def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    """The operator is told what to change."""
    process = started(free_port(), tmp_path, SECONDMENT_SIGNING_KEY="short")
    _, told = process.communicate(timeout=60)

    assert 2 == process.returncode
    assert b"SECONDMENT_SIGNING_KEY" in told
    assert b"Traceback" not in told


def test_a_turn_under_way_ends_before_the_process_does() -> None:
    """A stop waits for answers that are being made."""
    port = free_port()
    app = create_app(FakeServices(FakeSettings(port=port)), engine=FakeEngine(pause=0.5), desk=FakeDesk())
    answers: list[int] = []

    def ask() -> None:
        told = httpx2.post(
            f"http://127.0.0.1:{port}/api/chat", headers=bearer(), json={"message": "hello"}, trust_env=False
        )
        answers.append(told.status_code)

    with running(app, port):
        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.2)
    asking.join(10)

    assert [200] == answers


def test_starting_the_gateway_loads_no_models() -> None:
    """The front door starts fast: nothing of language models is imported."""
    heavy = ("numpy", "spacy", "onnxruntime", "tokenizers", "rasa_sdk", "scipy")
    code = f"import gateway.__main__, sys; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)

    assert b"[]" == told.stdout.strip()
