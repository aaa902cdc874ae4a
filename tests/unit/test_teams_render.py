"""Answers become cards: what can be pressed, what is cited, and what happens to a card when it was pressed."""

from __future__ import annotations

import json
from typing import Any

from gateway.teams.render import TeamsRenderer
from gateway.wire import Message, Offer
from secondment.identity import Choice, read_choice, sign_choice
from tests.gateway_fakes import CLARIFY, HELLO, KEYS, PAYER, SENTENCES, SMALL
from tests.stand_ins.bot_connector import Sent, words

RENDERER = TeamsRenderer(KEYS, SENTENCES)
LIMIT_BYTES = 28 * 1024


def sign(choice: Choice) -> str:
    """Signed for one conversation."""
    return sign_choice(KEYS, choice, "conversation")


def drawn(message: Message, share: bool = False) -> dict[str, Any]:
    """The only payload of an answer."""
    (payload,) = RENDERER.render([message], sign, share=share)
    return payload


def buttons(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons of a payload's card."""
    return Sent("", {"attachments": [{"content": payload["card"]}]}, "").buttons


def pressed(payload: dict[str, Any], title: str, *, group: bool = False) -> list[dict[str, Any]]:
    """What is sent when a button of a payload is pressed."""
    data = buttons(payload)[title]
    return RENDERER.settle(
        {"pressed": {"payload": data["secondment"], "state": data["card"], "card": "77", "group": group}}
    )


def test_an_answer_without_buttons_is_plain_words() -> None:
    """A card for “Glad to help” would be a frame around nothing."""
    assert {"text": "Glad to help.", "summary": "Glad to help."} == drawn(SMALL)


def test_a_card_shows_everything_of_an_answer() -> None:
    """Topic, paragraphs, list, related questions, source."""
    told = words(drawn(PAYER)["card"])

    assert told.startswith("Pay and allowances\nYour home employer usually stays your employer")
    assert "•  who runs payroll\n" in told
    assert "Source: Secondment guide, part 3: money\n" in told


def test_every_button_carries_its_signed_choice() -> None:
    """Signed for the conversation, readable there only."""
    data = buttons(drawn(CLARIFY))["How long a secondment usually lasts"]

    assert Choice("article", "usual-length") == read_choice(KEYS, data["secondment"], "conversation")


def test_an_article_shown_to_one_person_can_be_shared() -> None:
    """With its id, so that it is drawn anew for everyone."""
    data = buttons(drawn(PAYER, share=True))["Share with everyone"]

    assert Choice("share", "who-pays-salary") == read_choice(KEYS, data["secondment"], "conversation")


def test_what_is_private_cannot_be_shared() -> None:
    """Whatever kind of answer it is."""
    private = Message("Yours.", (), {"kind": "knowledge", "article": "x", "private": True, "sources": [{"title": "y"}]})

    assert "Share with everyone" not in buttons(drawn(private, share=True))


def test_a_link_is_a_button_that_opens_it() -> None:
    """Its address stands in the fallback too."""
    told = drawn(
        Message("Please link.", (), {"kind": "small_talk", "link": {"url": "https://x/link/1", "title": "Link"}})
    )

    assert {"type": "Action.OpenUrl", "title": "Link", "url": "https://x/link/1"} == told["card"]["body"][1]["actions"][
        0
    ]
    assert "Link: https://x/link/1" in told["text"]


def test_the_words_alone_say_what_could_be_pressed() -> None:
    """Where no card can be shown, people type what they would have pressed."""
    told = drawn(CLARIFY)

    assert "\n- How long a secondment usually lasts\n" in told["text"]
    assert told["text"] == told["card"]["fallbackText"]


def test_a_chosen_card_loses_its_choices_and_says_what_was_chosen() -> None:
    """In the place of the old card."""
    (after,) = pressed(drawn(CLARIFY), "None of these")

    assert ("77", {}) == (after["update"], buttons(after))
    assert words(after["card"]).endswith("Chosen: None of these\n")


def test_a_rated_card_keeps_its_other_buttons() -> None:
    """Only the thumbs go."""
    rated = Message(PAYER.text, (*PAYER.offers, Offer("Helpful", Choice("rate_up", "who-pays-salary"))), PAYER.answer)

    (after,) = pressed(drawn(rated), "Helpful")

    assert {one.title for one in PAYER.offers} == set(buttons(after))


def test_in_a_group_the_thumbs_stay_for_the_others() -> None:
    """And so does “more”."""
    assert [] == pressed(drawn(PAYER), "Tell me more", group=True)


def test_starters_stay_to_be_pressed_again() -> None:
    """They are no decision."""
    assert [] == pressed(drawn(HELLO), "When does mine end?")


def test_a_made_up_state_changes_nothing() -> None:
    """Nobody but us says what our cards show."""
    data = buttons(drawn(CLARIFY))["None of these"]
    forged = data["card"][:-2] + "xx"

    assert [] == RENDERER.settle(
        {"pressed": {"payload": data["secondment"], "state": forged, "card": "77", "group": False}}
    )
    assert [] == RENDERER.settle({})


def test_markup_and_broadcasts_are_words() -> None:
    """Asterisks, brackets, tags and `@channel` are shown as they were written; nothing is mentioned."""
    odd = "*bold* [a](http://b) <at>everyone</at> @channel # no heading"
    payload = drawn(Message(odd, (Offer("_x_", Choice("say", "x")),), {"kind": "small_talk"}))

    assert f"{odd}\n_x_\n" == words(payload["card"])
    assert "entities" not in json.dumps(payload)
    assert {"RichTextBlock", "Container"} == {one["type"] for one in payload["card"]["body"]}


def test_addresses_are_links() -> None:
    """Of pages and of mail."""
    told = drawn(Message("Ask hr@example.com or see https://example.com/a?b=c.", (Offer("x", Choice("say")),), {}))

    runs = told["card"]["body"][0]["inlines"]
    assert ["mailto:hr@example.com", "https://example.com/a?b=c"] == [
        run["selectAction"]["url"] for run in runs if "selectAction" in run
    ]


def test_right_to_left_text_is_laid_out_from_the_right() -> None:
    """And nothing can turn the line around behind it."""
    told = drawn(Message("\u05e9\u05dc\u05d5\u05dd \u202eevil", (Offer("ok", Choice("say")),), {}))

    assert True is told["card"]["rtl"]
    assert "\u202e" not in json.dumps(told, ensure_ascii=False)


def test_a_long_answer_shows_its_beginning_and_the_rest_on_demand() -> None:
    """Without asking us again."""
    text = "\n".join(f"Paragraph {number}: " + "word " * 60 for number in range(10))
    body = drawn(Message(text, (Offer("x", Choice("say")),), {}))["card"]["body"]

    hidden = next(one for one in body if one["type"] == "Container")
    assert (False, 6) == (hidden["isVisible"], len(hidden["items"]))


def test_a_very_long_answer_becomes_several_messages_below_the_limit() -> None:
    """None of its words is lost, and the buttons stand at its end."""
    text = "\n".join(f"{number} " + "\u00e4" * 400 for number in range(40))
    offers = tuple(Offer(f"Related question number {number}", Choice("article", f"a-{number}")) for number in range(7))

    payloads = RENDERER.render([Message(text, offers, {"kind": "knowledge", "article": "a"})], sign)

    assert 4 == len(payloads)
    assert [False, False, False, True] == ["card" in one for one in payloads]
    assert max(len(json.dumps(one, ensure_ascii=False).encode()) for one in payloads) < LIMIT_BYTES
    assert all(f"{number} ä" in "".join(one["text"] for one in payloads) for number in range(40))
