"""A headless Chromium before a real gateway with an engine of realistic answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from gateway.app import create_app
from tests.chromium import NoChromium, chromium
from tests.gateway_fakes import FakeDesk, FakeEngine, FakeServices, FakeSettings, free_port, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass
class Site:
    """A running gateway and the fakes behind it."""

    address: str
    engine: FakeEngine = field(default_factory=FakeEngine)
    desk: FakeDesk = field(default_factory=FakeDesk)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; the tests are skipped when there is none."""
    try:
        with chromium() as found:
            yield found
    except NoChromium as missing:
        pytest.skip(str(missing))


@pytest.fixture
def site() -> Iterator[Site]:
    """A gateway on a port of its own."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}")
    app = create_app(FakeServices(FakeSettings(port=port)), engine=site.engine, desk=site.desk)
    with running(app, port):
        yield site


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained about: a blocked script or style would stand here."""
    return []


@pytest.fixture
def page(browser: Browser, site: Site, complaints: list[str]) -> Iterator[Page]:
    """A page on which nobody has signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.address)
    yield page
    context.close()


@pytest.fixture
def chat(page: Page) -> Page:
    """The chat of Ada, greeted."""
    page.get_by_role("button", name="Ada Example").click()
    page.get_by_text("Hello Ada").wait_for()
    return page
