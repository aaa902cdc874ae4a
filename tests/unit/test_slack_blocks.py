"""What is drawn in Slack says just the words of an answer, within Slack's limits."""

from __future__ import annotations

import json

import pytest

from gateway.slack.blocks import SECTION_CHARACTERS, button, escape, mrkdwn, pieces
from gateway.slack.home import home_page, question_window
from gateway.slack.render import SlackRenderer
from gateway.wire import Message, Offer
from secondment.answers import Answer
from secondment.identity import Choice
from secondment.usecases.card import Card
from tests.gateway_fakes import CLARIFY, PAYER, SENTENCES


def sign(choice: Choice) -> str:
    """A payload one can read."""
    return f"~{choice.kind}={choice.value}"


@pytest.mark.parametrize("text", ["<!channel>", "<@U123>", "<https://evil.example|our page>", "<#C1>", "a & b"])
def test_no_mention_link_or_channel_is_made_of_words(text: str) -> None:
    """Slack's three control characters are escaped."""
    told = escape(text)

    assert "<" not in told and ">" not in told
    assert text == told.replace("\u200b", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize("text", ["@channel", "@here", "*bold*", "_slanted_", "`code`", "~gone~"])
def test_no_formatting_or_call_is_made_of_words(text: str) -> None:
    """What would format or call is parted by a space without width."""
    told = escape(text)

    assert text not in told
    assert text == told.replace("\u200b", "")


def test_characters_that_turn_the_words_after_them_are_taken_out() -> None:
    """Right-to-left words themselves stay as they are."""
    assert "שלום abc" == escape("שלום \u202eabc\u202c\u2066")


def test_lists_have_points_and_addresses_are_links() -> None:
    """E-mail only: no other link is made."""
    assert "•  one\n•  <mailto:a@b.example|a@b.example>, two" == mrkdwn("- one\n- a@b.example, two")


@pytest.mark.parametrize("text", ["word " * 3_000, "x" * 10_000, "&" * 4_000, "- point\n" * 1_000, "🧑🏽‍💻" * 2_000])
def test_long_texts_are_cut_into_sections_that_fit(text: str) -> None:
    """Nothing is lost but the spaces between."""
    told = list(pieces(text))

    assert max(len(mrkdwn(one)) for one in told) <= SECTION_CHARACTERS
    assert "".join(text.split()) == "".join("".join(told).split())


def test_what_one_message_cannot_hold_goes_into_the_next() -> None:
    """At most fifty blocks each; the buttons stand under the last."""
    text = "\n".join("word " * 590 for _ in range(60))
    payloads = SlackRenderer(SENTENCES).render([Message(text, PAYER.offers, PAYER.answer)], sign)

    assert [50, True] == [len(payloads[0]["blocks"]), len(payloads) > 1]
    assert all(len(one["blocks"]) <= 50 for one in payloads)
    assert [False, True] == ['"button"' in json.dumps(one) for one in (payloads[0], payloads[-1])]


def test_a_title_that_is_too_long_is_cut_and_a_value_never() -> None:
    """A cut value would no longer be signed."""
    told = button("t" * 100, "v", "a")

    assert ("t" * 74 + "…") == told["text"]["text"]
    with pytest.raises(ValueError, match="longer"):
        button("t", "v" * 2_001, "a")


def test_action_ids_are_unique_within_a_message() -> None:
    """Slack refuses the message otherwise."""
    offers = (
        *PAYER.offers,
        *CLARIFY.offers,
        Offer("Up", Choice("rate_up", "x")),
        Offer("Down", Choice("rate_down", "x")),
    )
    (payload,) = SlackRenderer(SENTENCES).render([Message("x", offers, PAYER.answer)], sign, share=True)
    ids = [one["action_id"] for row in payload["blocks"] if row["type"] == "actions" for one in row["elements"]]
    rows = [row["block_id"] for row in payload["blocks"] if row["type"] == "actions"]

    assert len(set(ids)) == len(ids)
    assert len(set(rows)) == len(rows)


def test_only_an_article_can_be_shared() -> None:
    """Nothing private, and nothing that is not asked for."""
    private = Message(PAYER.text, PAYER.offers, {**(PAYER.answer or {}), "private": True})
    renderer = SlackRenderer(SENTENCES)

    assert [True, False, False, False] == [
        "share=" in json.dumps(renderer.render([message], sign, share=share))
        for message, share in ((PAYER, True), (PAYER, False), (private, True), (CLARIFY, True))
    ]


def test_the_home_page_has_the_card_and_questions_to_begin_with() -> None:
    """One list for each secondment."""
    answers = (Answer("It is running.", "record"), Answer("It ends on 3 November.", "record"))
    page = json.dumps(home_page(Card((answers, answers[:1]), ("When does it end?",)), sign, SENTENCES))

    assert (2, 1) == (page.count("It is running."), page.count("It ends on 3 November."))
    assert "~say=When does it end?" in page


def test_the_home_page_of_an_account_nobody_is_bound_to_says_how_to_link_it() -> None:
    """And nothing else."""
    page = json.dumps(home_page(None, sign, SENTENCES))

    assert "link this account" in page
    assert '"button"' not in page


def test_the_window_keeps_within_slacks_limits() -> None:
    """Titles and buttons of a window have at most 24 characters."""
    window = question_window(SENTENCES)

    assert all(len(window[name]["text"]) <= 24 for name in ("title", "submit", "close"))
