"""Pulling records from an HR system: a stand-in serves pages; what goes wrong leaves everything as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from secondment.errors import PullFailed
from secondment.identity import Person
from secondment.records.importing import pull as pulling
from secondment.records.importing.importer import RowReport
from secondment.records.importing.pull import PullRules, pull_records
from secondment.records.store import Store

RULES = PullRules(retries=3, pause=0.0)
Reply = tuple[int, dict[str, str], bytes]


@dataclass
class HrSystem:
    """Answers each address with its replies in turn, the last one again and again; notes what it was asked."""

    address: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def page(self, path: str, body: Any, status: int = 200, **headers: str) -> None:
        """Add a reply."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.replies.setdefault(path, []).append((status, headers, raw))


@pytest.fixture
def hr() -> Iterator[HrSystem]:
    """An HR system on this machine."""
    system = HrSystem()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            system.asked.append((self.path, self.headers.get("Authorization")))
            replies = system.replies[self.path]
            status, headers, body = replies.pop(0) if len(replies) > 1 else replies[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    system.address = f"http://127.0.0.1:{server.server_port}"
    yield system
    server.shutdown()
    server.server_close()


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A small record."""
    secondee = {"employee_number": f"E{number}"}
    return {
        "secondment_id": f"SEC-{number}",
        "secondee": secondee,
        "type": "internal",
        "start_date": "2026-05-04",
        **changes,
    }


def pull(hr: HrSystem, store: Store, rules: PullRules = RULES, path: str = "/records") -> list[RowReport]:
    """Pull and collect the report."""
    reports: list[RowReport] = []
    pull_records(hr.address + path, "secret-token", store, rules, reports.append)
    return reports


def test_all_pages_are_stored(hr: HrSystem, store: Store) -> None:
    """`next` in the body and the Link header both lead on; the token goes with each request."""
    hr.page("/records", {"records": [row(1)], "next": "/records?page=2"})
    hr.page("/records?page=2", [row(2)], Link=f'<{hr.address}/records?page=3>; rel="next"')
    hr.page("/records?page=3", {"data": [row(3)], "next": None})

    assert ["created"] * 3 == [report.outcome for report in pull(hr, store)]
    assert [("/records", "Bearer secret-token")] == hr.asked[:1]
    assert 3 == store.count_secondments()


def test_pulling_again_changes_nothing(hr: HrSystem, store: Store) -> None:
    """The same records are skipped."""
    hr.page("/records", [row(1)])
    pull(hr, store)

    assert ["skipped"] == [report.outcome for report in pull(hr, store)]


def test_a_dry_run_stores_nothing(hr: HrSystem, store: Store) -> None:
    """It tells what would happen."""
    hr.page("/records", [row(1)])

    assert ["created"] == [report.outcome for report in pull(hr, store, replace(RULES, dry_run=True))]
    assert 0 == store.count_secondments()


def test_a_dry_run_fails_where_the_pull_would(hr: HrSystem, store: Store) -> None:
    """With a refused row, unless it may be left out; then it is told with the others."""
    hr.page("/records", [row(1), row(2, start_date="soon")])
    told = pull(hr, store, replace(RULES, dry_run=True, skip_bad=True))

    assert ["created", "refused"] == [report.outcome for report in told]
    with pytest.raises(PullFailed, match="1 rows are refused, first row 2"):
        pull(hr, store, replace(RULES, dry_run=True))


def test_a_busy_system_is_asked_again(hr: HrSystem, store: Store) -> None:
    """429 with Retry-After and a 503 are tried again, a bounded number of times."""
    hr.page("/records", b"", 429, Retry_After="0")
    hr.page("/records", b"", 503)
    hr.page("/records", [row(1)])

    assert ["created"] == [report.outcome for report in pull(hr, store)]
    assert 3 == len(hr.asked)


def test_a_system_that_stays_down_fails_the_pull(hr: HrSystem, store: Store) -> None:
    """After the last repeat the pull fails with the status."""
    hr.page("/records", b"", 500)
    with pytest.raises(PullFailed, match="answered 500"):
        pull(hr, store)

    assert 4 == len(hr.asked)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ((404, {}, b"no"), "answered 404"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "answered 302"),
        ((200, {}, b'[{"secondment_id": '), "not well-formed"),
        ((200, {}, b'{"error": "expired"}'), "holds no list of records"),
        ((200, {}, json.dumps([row(2, start_date="soon")]).encode()), "1 rows are refused, first row 2: start_date"),
        ((200, {}, json.dumps({"records": [], "next": "http://127.0.0.2/x"}).encode()), "another host"),
        ((200, {}, json.dumps({"records": [], "next": "https://127.0.0.1/x"}).encode()), "another host"),
        ((200, {}, json.dumps({"records": [], "next": "/records"}).encode()), "do not end"),
    ],
)
def test_a_failed_page_leaves_the_last_good_state(hr: HrSystem, store: Store, second: Reply, reason: str) -> None:
    """Whatever is wrong with a later page, nothing of the earlier ones is stored."""
    hr.page("/records", [row(9)])
    pull(hr, store)
    hr.replies["/records"] = []
    hr.page("/records", {"records": [row(1), row(9, status="ended")], "next": "/two"} if "row 2" not in reason
            else {"records": [row(1)], "next": "/two"})  # fmt: skip
    hr.replies["/two"] = [second]
    with pytest.raises(PullFailed, match=reason):
        pull(hr, store)

    assert 1 == store.count_secondments()
    assert store.own_secondments(Person("E9"))[0].status is None


def test_bad_rows_are_left_out_when_asked(hr: HrSystem, store: Store) -> None:
    """With `skip_bad` the good rows are stored."""
    hr.page("/records", [row(1), row(2, start_date="soon")])

    assert ["created", "refused"] == [report.outcome for report in pull(hr, store, replace(RULES, skip_bad=True))]
    assert 1 == store.count_secondments()


def test_a_page_that_is_too_large_is_refused(hr: HrSystem, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The body is not read beyond the limit."""
    monkeypatch.setattr(pulling, "MOST_BYTES_A_PAGE", 1000)
    hr.page("/records", [row(number) for number in range(100)])
    with pytest.raises(PullFailed, match="a page is larger"):
        pull(hr, store)


@pytest.mark.parametrize(
    "url", ["http://hr.example/records", "ftp://hr.example/x", "https://me:pw@hr.example/", "records"]
)
def test_only_safe_addresses_are_asked(store: Store, url: str) -> None:
    """The token travels over HTTPS alone, except on this machine."""
    with pytest.raises(PullFailed, match="the address must"):
        pull_records(url, "secret-token", store, RULES, lambda _: None)
