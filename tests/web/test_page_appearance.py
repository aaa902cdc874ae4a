"""How the chat page looks in Chromium: both themes, both widths, targets and contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed (uv sync --group web)", exc_type=ImportError
)
expect = sync_api.expect

CONTRAST = """
(selector) => {
  const parse = (text) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const shown = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && e.textContent.trim());
  return shown.map((element) => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    return [element.className + " " + element.textContent.trim().slice(0, 30), (a + 0.05) / (b + 0.05)];
  });
}
"""


def ask(page: Page, text: str) -> None:
    """Write a message and press Enter."""
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_off_and_everything_can_be_hit(page: Page, width: int, scheme: str) -> None:
    """No sideways scrolling, targets of 44 pixels, readable contrast, in both themes and both widths."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Ada Example").click()
    page.get_by_text("Hello Ada").wait_for()
    for text in ("Who pays my salary?", "how long"):
        ask(page, text)
        expect(page.locator("#typing")).to_be_hidden()
    page.get_by_text("two ways").wait_for()
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('button, summary, textarea, .brand')].filter(e => e.checkVisibility())"
        ".map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 43.5 || box.height < 43.5).map(([name]) => name)"
    )
    faint = [told for told in page.evaluate(CONTRAST, "p, li, button, a, span, strong, kbd") if told[1] < 4.5]

    assert (0, [], []) == (sideways, small, faint)


def test_the_theme_can_be_changed_and_stays(chat: Page) -> None:
    """The toggle wins over the system."""
    chat.get_by_role("button", name="Switch to the dark theme").click()
    chat.reload()

    assert "dark" == chat.evaluate("document.documentElement.dataset.theme")
