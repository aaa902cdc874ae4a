"""`make screenshots`: the pictures of the web chat in docs/images, of the product as it stands here.

The three processes are started in a home that is thrown away, with the demo's people, as the journeys of the tests do.
Needs Chromium, Playwright and a trained model; what is missing is said.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chromium import NoChromium, chromium
from tests.inner_servers import ROOT, inner_servers, missing
from tests.product import gateway

FOLDER = ROOT / "docs" / "images"
PERSON = "Maren Solheim"
SAID = ("When does my secondment end?", "Who pays the salary during a secondment?")
_WIDE, _NARROW = (1280, 1098), (360, 800)


@dataclass(frozen=True)
class Picture:
    """A picture: its file, the theme, width and height of the page."""

    name: str
    theme: str
    size: tuple[int, int]


PICTURES = (
    Picture("chat.png", "light", _WIDE),
    Picture("chat-dark.png", "dark", _WIDE),
    Picture("chat-narrow.png", "light", _NARROW),
    Picture("chat-narrow-dark.png", "dark", _NARROW),
)


class CannotTake(Exception):
    """Something is missing that taking pictures needs; the text says what to do."""


def main() -> int:
    """Take every picture; 0, or 1 with the reason when something is missing."""
    try:
        with chromium() as browser, _site() as address:
            for picture in PICTURES:
                take(browser, address, picture)
                print(FOLDER / picture.name, flush=True)
    except (CannotTake, NoChromium) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@contextmanager
def _site() -> Iterator[str]:
    """The address of the product, signed in to by picking a person of the demo."""
    reason = missing()
    if reason:
        raise CannotTake(reason)
    with (
        tempfile.TemporaryDirectory(prefix="secondment-screenshots-") as home,
        inner_servers(Path(home), topics=None) as servers,
        gateway(servers, servers.engine_port, demo="1") as product,
    ):
        yield product.address


def take(browser: Any, address: str, picture: Picture) -> None:
    """Sign in, talk, and keep what is then seen."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=picture.theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name=PERSON).click()
    answers = page.locator("#log .turn:not(.own)")
    answers.first.wait_for()
    for said in SAID:
        heard = answers.count()
        page.get_by_label("Your message").fill(said)
        page.keyboard.press("Enter")
        answers.nth(heard).wait_for()
    page.screenshot(path=FOLDER / picture.name, animations="disabled")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
