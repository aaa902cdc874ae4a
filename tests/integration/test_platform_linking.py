"""Linking an account: the page shows which one, the signed-in person confirms, and nothing else binds."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from gateway.app import create_app
from secondment.identity import Person
from secondment.records.engine import open_engine, upgrade
from secondment.records.store import LinkedAccount, Store
from secondment.usecases.linking import open_link
from tests.gateway_fakes import FakeDesk, FakeEngine, FakeServices

HERE = "http://127.0.0.1:8080"
ADA, BEN = "E-1001", "E-1002"


@dataclass
class Browser:
    """Somebody's browser, the store behind the gateway, and a link."""

    http: httpx2.AsyncClient
    store: Store
    services: FakeServices
    path: str

    async def sign_in(self, number: str = ADA) -> httpx2.Response:
        """Choose somebody in the demo picker that the link led to."""
        page = await self.http.get(self.path)
        return await self.http.post(
            "/signin/demo", data={"csrf": csrf_of(page), "employee": number}, headers={"Origin": HERE}
        )

    async def confirm(self, token: str | None = None) -> httpx2.Response:
        """Press the button of the page."""
        page = await self.http.get(self.path)
        told = {"csrf": csrf_of(page) if token is None else token}
        return await self.http.post(self.path, data=told, headers={"Origin": HERE})

    def bound(self) -> Person | None:
        """Whose account it is."""
        return self.store.binding_of("slack", "T1", "U1", self.services.clock.today())


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """A browser on a gateway with two people on record, and a link for a Slack account."""
    services = FakeServices()
    engine = open_engine(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    upgrade(engine)
    services.store = store = Store(engine, services.clock)
    token = open_link(store, services.clock, LinkedAccount("slack", "T1", "U1", "Ada Example (@ada, T1)"))
    app = create_app(services, engine=FakeEngine(), desk=FakeDesk())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=HERE) as http:
        yield Browser(http, store, services, f"/link/{token}")


def csrf_of(page: httpx2.Response) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    assert found, page.text

    return found[1]


async def test_a_link_leads_through_sign_in_back_to_itself(browser: Browser) -> None:
    """Who is not signed in is asked to, and comes back."""
    answer = await browser.sign_in()

    assert (303, browser.path) == (answer.status_code, answer.headers["location"])


async def test_the_page_shows_which_account_asks(browser: Browser) -> None:
    """And as whom one is signed in."""
    await browser.sign_in()
    page = await browser.http.get(browser.path)

    assert "Ada Example (@ada, T1)" in page.text
    assert "Slack" in page.text


async def test_looking_at_the_page_binds_nothing(browser: Browser) -> None:
    """Only the button does."""
    await browser.sign_in()
    await browser.http.get(browser.path)

    assert browser.bound() is None


async def test_confirming_binds_the_account_to_who_is_signed_in(browser: Browser) -> None:
    """Once."""
    await browser.sign_in()
    done = await browser.confirm()
    again = await browser.http.get(browser.path)

    assert (200, 404, Person(ADA)) == (done.status_code, again.status_code, browser.bound())


async def test_another_site_cannot_confirm(browser: Browser) -> None:
    """The page's own token is needed, and our own origin."""
    await browser.sign_in()
    without = await browser.confirm("0" * 64)
    token = csrf_of(await browser.http.get(browser.path))
    foreign = await browser.http.post(browser.path, data={"csrf": token}, headers={"Origin": "https://evil.example"})

    assert ([403, 403], None) == ([without.status_code, foreign.status_code], browser.bound())


async def test_the_log_does_not_tell_a_link(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    """Who reads it could use one that is still good."""
    await browser.confirm()
    told = "".join(capfd.readouterr())

    assert "NotSignedIn" in told
    assert browser.path.removeprefix("/link/") not in told


async def test_nobody_confirms_without_signing_in(browser: Browser) -> None:
    """Whatever the link."""
    answer = await browser.confirm()

    assert (401, None) == (answer.status_code, browser.bound())


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00"])
async def test_a_link_nobody_made_leads_nowhere(browser: Browser, token: str) -> None:
    """The same words as for one that is over."""
    await browser.sign_in()
    page = await browser.http.get(f"/link/{token}")

    assert 404 == page.status_code
