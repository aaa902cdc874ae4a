"""The chat page in Chromium: keyboard, roles, themes, widths, waiting, trouble, forgetting, and no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from secondment.errors import EngineUnavailable
from tests.gateway_fakes import BEN, bearer
from tests.web.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed (uv sync --group web)", exc_type=ImportError
)
expect = sync_api.expect


def ask(page: Page, text: str) -> None:
    """Write a message and press Enter."""
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def test_a_conversation_needs_only_the_keyboard(page: Page) -> None:
    """Sign in, ask, press a button of the answer, and be back in the message field."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if "Ada Example" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("Hello Ada").wait_for()
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("Who pays my salary?")
    page.keyboard.press("Enter")
    more = page.get_by_role("button", name="Tell me more").first
    more.wait_for()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if "Tell me more" == page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Tell me more")).to_have_count(2)
    expect(page.get_by_label("Your message")).to_be_focused()


def test_the_page_tells_its_parts_to_a_screen_reader(chat: Page) -> None:
    """Landmarks, a live log, a labelled field, names for buttons without words."""
    log = chat.get_by_role("log")

    assert "polite" == log.get_attribute("aria-live")
    for role in ("banner", "main"):
        expect(chat.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]
    expect(chat.get_by_role("textbox", name="Your message")).to_have_count(1)
    expect(chat.get_by_role("button", name="Send", exact=True)).to_have_count(1)
    expect(chat.get_by_role("heading", level=1)).to_have_count(1)


def test_every_control_has_a_name(chat: Page) -> None:
    """No button or link is silent."""
    ask(chat, "Who pays my salary?")
    chat.get_by_role("button", name="Not helpful").wait_for()
    nameless = chat.evaluate(
        "[...document.querySelectorAll('button, a, summary')].filter(e => !e.textContent.trim() && !e.ariaLabel).length"
    )

    assert 0 == nameless


def test_the_skip_link_leads_to_the_message_field(chat: Page) -> None:
    """The first stop of the keyboard skips the header."""
    assert "#message" == chat.locator("a.skip").get_attribute("href")


def test_shift_and_enter_start_a_new_line(chat: Page) -> None:
    """Enter alone sends."""
    field = chat.get_by_label("Your message")
    field.fill("one")
    chat.keyboard.press("Shift+Enter")
    chat.keyboard.type("two")

    expect(field).to_have_value("one\ntwo")


def test_what_one_says_stands_there_at_once_and_writing_is_shown(chat: Page, site: Site) -> None:
    """The own bubble and the typing indicator do not wait for the answer."""
    site.engine.pause = 1.0
    ask(chat, "Who pays my salary?")

    expect(chat.locator(".bubble.own", has_text="Who pays my salary?")).to_be_visible()
    expect(chat.get_by_text("The assistant is writing")).to_have_count(1)
    expect(chat.locator("#typing")).to_be_visible()
    chat.get_by_text("goes on paying").wait_for()
    expect(chat.locator("#typing")).to_be_hidden()


def test_while_an_answer_is_awaited_nothing_is_sent_and_nothing_lost(chat: Page, site: Site) -> None:
    """A second message stays in the field."""
    site.engine.pause = 0.6
    ask(chat, "Who pays my salary?")
    ask(chat, "And the end?")
    chat.get_by_text("goes on paying").wait_for()

    expect(chat.get_by_label("Your message")).to_have_value("And the end?")
    assert 1 == sum(text == "Who pays my salary?" for _, text in site.engine.asked)


def test_markup_one_types_stays_text(chat: Page) -> None:
    """Nothing typed becomes part of the page."""
    ask(chat, "<img src=x onerror=alert(1)>")
    chat.get_by_text("Glad to help").wait_for()

    expect(chat.locator(".bubble img")).to_have_count(0)
    expect(chat.locator(".bubble.own").last).to_contain_text("<img")


def test_an_answer_shows_topic_source_and_what_else_can_be_done(chat: Page) -> None:
    """Chip, list, source, why, more, related."""
    ask(chat, "Who pays my salary?")
    bubble = chat.locator("form.bubble", has_text="goes on paying")

    expect(bubble.locator(".chip")).to_contain_text("Pay and allowances")
    expect(bubble.locator("ul:not(.choices) > li").first).to_have_text("who runs payroll")
    expect(bubble.locator(".sources")).to_contain_text("Secondment guide")
    for name in ("Why this answer?", "Tell me more", "Helpful", "Not helpful", "Do I keep my pension while I am away?"):
        expect(bubble.get_by_role("button", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("button", "kind", "value"),
    [
        ("Why this answer?", "source", "who-pays-salary"),
        ("Tell me more", "tell_more", "who-pays-salary"),
        ("Not helpful", "rate_down", "who-pays-salary"),
        ("Do I keep my pension while I am away?", "article", "pension-membership"),
    ],
)
def test_a_button_is_sent_as_its_choice(chat: Page, site: Site, button: str, kind: str, value: str) -> None:
    """What a button stands for arrives at the engine, signed."""
    ask(chat, "Who pays my salary?")
    chat.get_by_role("button", name=button, exact=True).click()
    expect(chat.locator("[data-turn]")).to_have_count(3)
    choice = site.engine.asked[-1][0].choice

    assert choice
    assert (kind, value) == (choice.kind, choice.value)


def test_a_thumb_shows_that_it_was_pressed(chat: Page) -> None:
    """A rating is no message of one's own."""
    ask(chat, "Who pays my salary?")
    chat.get_by_role("button", name="Helpful", exact=True).click()

    expect(chat.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(chat.locator(".bubble.own")).to_have_count(1)


def test_trouble_is_told_with_a_reference_and_the_message_can_be_sent_again(chat: Page, site: Site) -> None:
    """Nothing typed is lost."""
    site.engine.error = EngineUnavailable("down")
    ask(chat, "Who pays my salary?")
    expect(chat.locator(".trouble")).to_contain_text("reference")
    chat.get_by_role("button", name="Send again").click()
    chat.get_by_text("goes on paying").wait_for()

    expect(chat.locator(".trouble")).to_have_count(0)
    expect(chat.locator(".bubble.own")).to_have_count(1)
    assert ["Who pays my salary?"] * 2 == [text for _, text in site.engine.asked[-2:]]
    assert site.engine.asked[-1][0].message_id == site.engine.asked[-2][0].message_id


def test_a_lost_connection_is_told_and_the_message_kept(chat: Page) -> None:
    """Also when not even an error page comes."""
    chat.context.set_offline(True)
    ask(chat, "Who pays my salary?")
    again = chat.get_by_role("button", name="Send again")
    again.wait_for()
    chat.context.set_offline(False)
    again.click()

    expect(chat.get_by_text("goes on paying")).to_be_visible()


def test_forgetting_asks_first_and_then_empties_the_page(chat: Page, site: Site) -> None:
    """Keep it keeps, Forget it begins anew."""
    ask(chat, "Who pays my salary?")
    chat.get_by_text("goes on paying").wait_for()
    chat.locator("summary").click()
    chat.get_by_role("button", name="Forget this conversation").click()
    chat.get_by_role("button", name="Keep it").click()
    kept = dict(site.desk.epochs)
    chat.locator("summary").click()
    chat.get_by_role("button", name="Forget this conversation").click()
    chat.get_by_role("button", name="Forget it").click()
    chat.get_by_text("Hello Ada").wait_for()

    expect(chat.get_by_text("goes on paying")).to_have_count(0)
    assert ({}, {"E-1001": 1}) == (kept, site.desk.epochs)


def test_signing_out_leads_back_to_the_invitation(chat: Page, site: Site) -> None:
    """And ends the session on the server."""
    chat.locator("summary").click()
    chat.get_by_role("button", name="Sign out").click()
    chat.get_by_role("heading", name="Try it as one of these people").wait_for()

    assert {} == site.desk.sessions


def test_the_counter_comes_near_the_end(chat: Page) -> None:
    """4,000 characters, told in time."""
    chat.get_by_label("Your message").fill("a" * 3000)
    expect(chat.locator("#counter")).to_be_hidden()
    chat.get_by_label("Your message").fill("a" * 3990)

    expect(chat.locator("#counter")).to_have_text("10 characters left")


def test_the_page_asks_and_answers_without_javascript(browser: Browser, site: Site) -> None:
    """A form, a page, an answer."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="Ada Example").click()
    page.get_by_label("Your message").fill("Who pays my salary?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("goes on paying")).to_be_visible()
    page.get_by_role("button", name="Tell me more").click()

    expect(page.get_by_text("goes on paying")).to_be_visible()
    context.close()


def test_the_browser_has_nothing_to_complain_about(chat: Page, complaints: list[str]) -> None:
    """The content security policy blocks nothing of our own."""
    ask(chat, "Who pays my salary?")
    chat.get_by_text("goes on paying").wait_for()

    assert [] == complaints


def test_nothing_of_a_conversation_stays_in_the_browser(chat: Page) -> None:
    """The page keeps its history while it is open, and nowhere else."""
    ask(chat, "Who pays my salary?")
    chat.get_by_text("goes on paying").wait_for()

    kept = chat.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    assert "salary" not in kept
    assert "paying" not in kept


def test_a_conversation_of_the_page_is_not_the_one_of_the_api(chat: Page, site: Site) -> None:
    """Doors keep apart; people do anyway."""
    chat.request.post(f"{site.address}/api/chat", headers=bearer(BEN), data={"message": "hello"})
    ask(chat, "Who pays my salary?")
    chat.get_by_text("goes on paying").wait_for()

    assert 2 == len({assertion.conversation for assertion, _ in site.engine.asked})


def test_a_slow_answer_is_announced_after_five_seconds(page: Page, site: Site) -> None:
    """Nobody wonders whether the message got lost."""
    page.clock.install()
    page.get_by_role("button", name="Ada Example").click()
    page.get_by_text("Hello Ada").wait_for()
    site.engine.pause = 1.5
    ask(page, "Who pays my salary?")
    expect(page.get_by_text("Still working on it")).to_be_hidden()
    page.clock.fast_forward(5_100)

    expect(page.get_by_text("Still working on it")).to_be_visible()
