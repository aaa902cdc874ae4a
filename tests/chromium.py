"""The system's Chromium, headless: what the tests of the page and the pictures in docs/images look at it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromium(Exception):
    """There is no Chromium or no Playwright here; the text says which."""


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, as Playwright has it; raises `NoChromium` without it."""
    try:
        # by name: types are checked where Playwright is not installed as well
        playwright = import_module("playwright.sync_api")
    except ImportError as error:
        raise NoChromium("Playwright is not installed (uv sync --group web)") from error
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise NoChromium(f"no Chromium found (looked for {', '.join(_NAMES)})")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()
