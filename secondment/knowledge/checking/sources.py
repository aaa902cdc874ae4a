"""Checks of the addresses of sources: well formed always, reachable when asked to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

import requests

from secondment.knowledge.article import Article
from secondment.knowledge.checking.findings import Finding, Lines

_SECONDS = 8.0
# A page that asks for a sign-in, forbids programs or limits them is there.
_THERE = frozenset({401, 403, 405, 406, 429})

Reach = Callable[[str], str | None]


def addresses_well_formed(articles: Sequence[Article]) -> Iterable[Finding]:
    """Each address is a whole web address."""
    for article, number, url in _addresses(articles):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or " " in url:
            line = Lines(article.path).of("sources", number, "url")
            yield Finding(article.path, line, "sources", f"{url} is not a web address", "write it out: https://…")


def addresses_reachable(articles: Sequence[Article], reach: Reach) -> Iterable[Finding]:
    """Each well-formed address answers; the same address is asked once."""
    reasons: dict[str, str | None] = {}
    malformed = {finding.what for finding in addresses_well_formed(articles)}
    for article, number, url in _addresses(articles):
        if f"{url} is not a web address" in malformed:
            continue
        if url not in reasons:
            reasons[url] = reach(url)
        if reason := reasons[url]:
            line = Lines(article.path).of("sources", number, "url")
            remedy = "look for where the page went, or name another source"
            yield Finding(article.path, line, "sources", f"{url}: {reason}", remedy)


def reach(url: str) -> str | None:
    """Ask for an address: None when it is there, else why it is not (time-out, unknown host, status)."""
    try:
        with requests.get(url, timeout=_SECONDS, stream=True) as answer:
            gone = answer.status_code >= 400 and answer.status_code not in _THERE
            return f"answers {answer.status_code}" if gone else None
    except requests.Timeout:
        return f"no answer within {_SECONDS:.0f} seconds"
    except requests.RequestException as error:
        return f"cannot be reached ({type(error).__name__})"


def _addresses(articles: Sequence[Article]) -> Iterable[tuple[Article, int, str]]:
    for article in articles:
        for number, source in enumerate(article.sources):
            if source.url is not None:
                yield article, number, source.url
