"""Asking for the address of a source: what is there, what is gone, and what keeps silent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from secondment.knowledge.checking import sources
from secondment.knowledge.checking.sources import reach


class Site(BaseHTTPRequestHandler):
    """Answers with the status that its path names; `/silent` is answered only after the test."""

    over = threading.Event()

    def do_GET(self) -> None:
        """Answer, or wait."""
        if self.path == "/silent":
            self.over.wait(10)
            return
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a site on this machine, asked directly even where a proxy is set."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    Site.over.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        Site.over.set()
        server.shutdown()


@pytest.mark.parametrize("status", [200, 401, 403, 405, 406, 429])
def test_a_page_that_answers_or_keeps_programs_out_is_there(site: str, status: int) -> None:
    """A sign-in or a limit is no dead address."""
    assert reach(f"{site}/{status}") is None


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_page_that_is_gone_is_told_with_its_status(site: str, status: int) -> None:
    """So that HR knows what to look for."""
    assert f"answers {status}" == reach(f"{site}/{status}")


def test_a_site_that_keeps_silent_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time-out, and the reason says so."""
    monkeypatch.setattr(sources, "_SECONDS", 0.2)

    assert str(reach(f"{site}/silent")).startswith("no answer within")


def test_a_site_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the failure, since nothing answered."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as closed:
        address = f"http://127.0.0.1:{closed.server_port}/200"

    assert "cannot be reached (ConnectionError)" == reach(address)
