"""Fetches records from an HR system: all pages first, checked, then stored in one transaction or not at all."""

from __future__ import annotations

import ipaddress
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from secondment.errors import ImportRefused, PullFailed
from secondment.records.importing.dates import Order
from secondment.records.importing.importer import Importer, RowReport
from secondment.records.importing.json_stream import WRAPPERS
from secondment.records.importing.sources import RawRow, open_source
from secondment.records.store import EVERYBODY, Store

TIMEOUT_SECONDS = (10, 60)  # to connect, between two pieces of the body
MOST_SECONDS = 3600.0  # for all pages: a server that sends a little now and then would keep a pull for ever
MOST_PAGES = 10_000
MOST_BYTES_A_PAGE = 64 << 20
MOST_BYTES = 1 << 30
_PIECE = 1 << 16

# what a pull is at, and how many of it are done: "pages", then "rows checked", then "rows stored"
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class PullRules:
    """How a pull behaves: `skip_bad` leaves refused rows out instead of failing."""

    order: Order | None = None
    dry_run: bool = False
    skip_bad: bool = False
    retries: int = 4
    pause: float = 0.5  # seconds; the first repeat comes at once, the second after twice this, doubling from there
    most_seconds: float = MOST_SECONDS


@dataclass
class Pages:
    """The fetched pages, kept on disk. `unknown` grows while the rows are read."""

    files: list[Path] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def rows(self) -> Iterator[RawRow]:
        """The rows of all pages, counted through; raises `PullFailed` for a page that is no list of records."""
        count = 0
        for number, path in enumerate(self.files, start=1):
            try:
                source = open_source(path, "json")
                with source.file:
                    for row in source.rows():
                        count += 1
                        yield RawRow(count, row.values, row.problems)
                    self.unknown |= source.unknown
            except ImportRefused as error:
                raise PullFailed(f"page {number}: {error}; nothing was changed") from error


def _unseen(what: str, count: int) -> None:
    """Progress that nobody looks at."""


def pull_records(
    url: str,
    token: str,
    store: Store,
    rules: PullRules,
    tell: Callable[[RowReport], None],
    progress: Progress = _unseen,
) -> set[str]:
    """Fetch, check and store the records of an HR system; `tell` hears of each row; returns names that were kept out.

    `progress` hears how far it is. Raises `PullFailed` and leaves everything as it was when a page is missing or
    malformed, or a row is refused.
    """
    with fetched(url, token, rules, progress) as pages:
        checked = _check(pages, store, rules, progress)
        if rules.dry_run:
            for report in checked:
                tell(report)
            return pages.unknown
        with store.begin(of=EVERYBODY) as work:
            for count, report in enumerate(Importer(store, rules.order, work=work).run(pages.rows()), start=1):
                tell(report)
                progress("rows stored", count)
            work.commit()
        return pages.unknown


@contextmanager
def fetched(
    url: str,
    token: str,
    rules: PullRules = PullRules(),  # frozen
    progress: Progress = _unseen,
) -> Iterator[Pages]:
    """All pages that begin at an address, until the block ends; raises `PullFailed`."""
    start, until = _checked(url), time.monotonic() + rules.most_seconds
    with tempfile.TemporaryDirectory(prefix="secondment-pull-") as folder, _session(token, rules) as session:
        pages, seen, following, size = Pages(), set[str](), url, 0
        while following:
            if following in seen or len(seen) >= MOST_PAGES:
                raise PullFailed(f"the pages do not end: {len(seen)} were fetched; nothing was changed")
            seen.add(following)
            path = Path(folder) / f"{len(seen):05}.json"
            link, length = _fetch(session, following, path, until)
            size += length
            if size > MOST_BYTES:
                raise PullFailed(f"the answer is larger than {MOST_BYTES} bytes; nothing was changed")
            pages.files.append(path)
            progress("pages", len(seen))
            following = _same_place(start, following, link or _next_in(path, len(seen)))
        yield pages


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:  # a bracket left open
        raise PullFailed("the address must be https://host/path") from error
    if not parts.hostname or parts.username or parts.password:
        raise PullFailed("the address must be https://host/path, without user and password")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname)):
        return parts
    raise PullFailed("the address must begin with https:// (http:// only on this machine)")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Bearer(AuthBase):
    """Sends the token with each request."""

    def __init__(self, token: str) -> None:
        if not (token.isascii() and token.isprintable()):  # the HTTP library would tell the token in its error
            raise PullFailed("SECONDMENT_HR_TOKEN must be plain ASCII in one line; nothing was changed")
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@contextmanager
def _session(token: str, rules: PullRules) -> Iterator[requests.Session]:
    retry = Retry(
        total=rules.retries,
        backoff_factor=rules.pause,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods={"GET"},
        respect_retry_after_header=True,
        retry_after_max=60,
        raise_on_status=False,
    )
    with requests.Session() as session:
        session.headers["Accept"] = "application/json"
        session.auth = _Bearer(token)  # set even when empty, or a password file on this machine would take its place
        session.mount("https://", HTTPAdapter(max_retries=retry))
        session.mount("http://", HTTPAdapter(max_retries=retry))
        yield session


def _fetch(session: requests.Session, url: str, path: Path, until: float) -> tuple[str | None, int]:
    """Store one page; tell the next address of its `Link` header and its length in bytes."""
    try:
        # a redirect is not followed: it could lead the token elsewhere
        with session.get(url, timeout=TIMEOUT_SECONDS, stream=True, allow_redirects=False) as response:
            if response.status_code != 200:
                raise PullFailed(f"the HR system answered {response.status_code}; nothing was changed")
            length = _save(response, path, until)
            link = response.links.get("next", {}).get("url")
    except requests.RequestException as error:
        raise PullFailed(f"the HR system could not be reached ({type(error).__name__}); nothing was changed") from error
    return link, length


def _save(response: requests.Response, path: Path, until: float) -> int:
    length = 0
    with path.open("wb") as file:
        for piece in _pieces(response):
            length += len(piece)
            if time.monotonic() > until:
                raise PullFailed("the HR system takes too long; nothing was changed")
            if length > MOST_BYTES_A_PAGE:
                raise PullFailed(f"a page is larger than {MOST_BYTES_A_PAGE} bytes; nothing was changed")
            file.write(piece)
    return length


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """What is there of the body, again and again: for a whole piece of a slow one `requests` would wait for days."""
    try:
        while piece := response.raw.read1(_PIECE, decode_content=True):
            yield piece
    except HTTPError as error:
        raise requests.ConnectionError(error) from error  # as `requests` itself tells a silence


def _next_in(path: Path, number: int) -> str | None:
    """The next address in the body: `next`, `@odata.nextLink` or `links.next`, as text or `{href}`."""
    try:
        body: Any = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise PullFailed(f"page {number} is not well-formed JSON; nothing was changed") from error
    if not isinstance(body, dict):
        return None
    if not any(name in body for name in WRAPPERS):
        raise PullFailed(f"page {number} holds no list of records; nothing was changed")
    links = body.get("links") or body.get("_links")
    link = body.get("next") or body.get("@odata.nextLink") or (links.get("next") if isinstance(links, dict) else None)
    link = link.get("href") if isinstance(link, dict) else link
    return link if isinstance(link, str) and link else None


def _same_place(start: SplitResult, here: str, link: str | None) -> str:
    """The whole next address, or nothing; the token goes to no other host."""
    if link is None:
        return ""
    try:
        following = urljoin(here, link)
        parts = urlsplit(following)
        same = (parts.scheme, parts.hostname, parts.port) == (start.scheme, start.hostname, start.port)
    except ValueError as error:  # a bracket left open, a port that is no number
        raise PullFailed("the address of the next page cannot be read; nothing was changed") from error
    if not same:
        raise PullFailed("the next page lies on another host; nothing was changed")
    return following


def _check(pages: Pages, store: Store, rules: PullRules, progress: Progress) -> list[RowReport]:
    """What would become of the rows: of all of them in a dry run, else of those refused; raises `PullFailed`."""
    kept: list[RowReport] = []
    for count, report in enumerate(Importer(store, rules.order, dry_run=True).run(pages.rows()), start=1):
        progress("rows checked", count)
        if rules.dry_run or report.outcome == "refused":
            kept.append(report)
    refused = [report for report in kept if report.outcome == "refused"]
    if refused and not rules.skip_bad:
        first = refused[0]
        raise PullFailed(
            f"{len(refused)} rows are refused, first row {first.place}: {'; '.join(first.reasons)}; nothing was changed"
        )
    return kept
