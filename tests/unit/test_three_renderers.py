"""One answer, three renderers: what is said through one door is said through every other, safely and within limits."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from gateway.slack.blocks import BLOCKS, BUTTON_CHARACTERS, SECTION_CHARACTERS
from gateway.slack.render import SlackRenderer
from gateway.teams.render import TeamsRenderer
from gateway.web.render import Pages
from gateway.wire import Message, Reply
from secondment.identity import Choice, read_choice, sign_choice
from tests.answer_set import ANSWERS, CALLING, LONG, MARKUP, RATED
from tests.gateway_fakes import KEYS, SENTENCES
from tests.stand_ins.bot_connector import Sent

CONVERSATION = "conversation"
INVISIBLE = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")


class Drawn:
    """What a person reads of a drawn answer, and what the buttons send, by their titles."""

    def __init__(self, raw: Any, text: str, buttons: dict[str, str]) -> None:
        self.raw = raw
        self.text = " ".join(INVISIBLE.sub("", text).split())
        self.buttons = buttons


def sign(choice: Choice) -> str:
    """Signed for one conversation."""
    return sign_choice(KEYS, choice, CONVERSATION)


def web(message: Message) -> Drawn:
    """As the page shows it."""
    pages = Pages(KEYS, SENTENCES)
    page = pages.page("_bubbles.html", bubbles=pages.bubbles(Reply(CONVERSATION, (message,)))).body
    told = bytes(page).decode()
    pressed = re.findall(r'name="message" value="([^"]+)"[^>]*>(.*?)</button>', told, re.DOTALL)
    titles = {html.unescape(re.sub("<[^>]+>", "", title)).strip(): payload for payload, title in pressed}
    return Drawn(told, html.unescape(re.sub("<[^>]+>", " ", re.sub(r"</?a[^>]*>", "", told))), titles)


def slack(message: Message) -> Drawn:
    """As Slack shows it."""
    payloads = SlackRenderer(SENTENCES).render([message], sign)
    blocks = [block for payload in payloads for block in payload["blocks"]]
    texts = [one["text"]["text"] for one in blocks if one["type"] == "section"]
    texts += [element["text"] for one in blocks if one["type"] == "context" for element in one["elements"]]
    buttons = [element for one in blocks if one["type"] == "actions" for element in one["elements"]]
    told = re.sub(r"<mailto:[^|>]+\|([^>]+)>", r"\1", "\n".join(texts))
    return Drawn(payloads, html.unescape(told), {one["text"]["text"]: one["value"] for one in buttons})


def teams(message: Message) -> Drawn:
    """As Teams shows it."""
    payloads = TeamsRenderer(KEYS, SENTENCES).render([message], sign)
    sent = [_as_sent(payload) for payload in payloads]
    buttons = {title: data["secondment"] for one in sent for title, data in one.buttons.items()}
    return Drawn(payloads, "\n".join(one.text for one in sent), buttons)


def _as_sent(payload: dict[str, Any]) -> Sent:
    card = payload.get("card")
    return Sent("", {"attachments": [{"content": card}]} if card else {"text": payload["text"]}, "")


DOORS: dict[str, Callable[[Message], Drawn]] = {"web": web, "slack": slack, "teams": teams}
each_door = pytest.mark.parametrize("door", DOORS)
each_answer = pytest.mark.parametrize("answer", ANSWERS)


@each_door
@each_answer
def test_every_word_is_told(door: str, answer: str) -> None:
    """Line by line, whatever markup the door has; points of a list keep their words."""
    message = ANSWERS[answer]
    told = DOORS[door](message).text

    lines = [" ".join(INVISIBLE.sub("", line).removeprefix("- ").split()) for line in message.text.splitlines()]
    assert [] == [line for line in lines if line not in told]


@each_door
@each_answer
def test_every_choice_is_offered_and_signed(door: str, answer: str) -> None:
    """Each button sends what it stands for, readable in its conversation only."""
    message = ANSWERS[answer]
    sent = DOORS[door](message).buttons.values()

    read = [read_choice(KEYS, payload, CONVERSATION) for payload in sent]
    assert {offer.choice for offer in message.offers} <= set(read)
    assert {None} >= {read_choice(KEYS, payload, "another") for payload in sent}


@each_door
@each_answer
def test_every_source_is_cited(door: str, answer: str) -> None:
    """An answer without its source is an opinion."""
    message = ANSWERS[answer]
    told = DOORS[door](message).text

    assert all(source["title"] in told for source in (message.answer or {}).get("sources", ()))


@each_door
def test_nothing_turns_the_words_behind_it_around(door: str) -> None:
    """Neither in text nor in titles, where the door draws it itself."""
    raw = DOORS[door](ANSWERS["right to left"]).raw

    assert door == "web" or "\\u202e" not in json.dumps(raw)


def test_slack_makes_no_markup_and_calls_nobody() -> None:
    """Angle brackets are escaped, and a word behind `@` is no name; titles of buttons know no markup at all."""
    payloads = [*slack(CALLING).raw, *slack(MARKUP).raw]
    told = [one["text"]["text"] for payload in payloads for one in payload["blocks"] if one["type"] == "section"]

    assert 2 == len(told)
    assert [] == re.findall(r"<[!@#ab]|@\w|(?<!\u200b)[*_`~]", "".join(told))


def test_teams_makes_no_markup_and_calls_nobody() -> None:
    """Words stand in runs of text, which know no Markdown; a mention would need an entity."""
    kinds = {
        element["type"]
        for one in (CALLING, MARKUP)
        for payload in teams(one).raw
        for element in payload["card"]["body"]
    }

    assert {"RichTextBlock", "Container"} == kinds


def test_the_page_makes_no_markup() -> None:
    """Everything is escaped."""
    assert "<b>tag" not in web(MARKUP).raw and "<at>" not in web(CALLING).raw


@each_answer
def test_slack_takes_every_message(answer: str) -> None:
    """Fifty blocks, 3,000 characters a section, 75 a button."""
    for payload in slack(ANSWERS[answer]).raw:
        sections = [one["text"]["text"] for one in payload["blocks"] if one["type"] == "section"]
        titles = [e["text"]["text"] for one in payload["blocks"] if one["type"] == "actions" for e in one["elements"]]
        assert len(payload["blocks"]) <= BLOCKS
        assert all(len(text) <= SECTION_CHARACTERS for text in sections)
        assert all(len(title) <= BUTTON_CHARACTERS for title in titles)


@each_answer
def test_teams_takes_every_message(answer: str) -> None:
    """28 KB each."""
    sizes = [len(json.dumps(payload, ensure_ascii=False).encode()) for payload in teams(ANSWERS[answer]).raw]

    assert max(sizes) < 28 * 1024


@pytest.mark.parametrize("door", ["slack", "teams"])
def test_the_buttons_of_a_long_answer_stand_at_its_end(door: str) -> None:
    """However many messages it takes."""
    payloads = DOORS[door](LONG).raw

    assert "A related question" in json.dumps(payloads[-1])
    assert "A related question" not in json.dumps(payloads[:-1])


def test_what_can_be_done_with_an_article_is_the_same_in_both() -> None:
    """More, related questions, source, thumbs."""
    assert set(slack(RATED).buttons) == set(teams(RATED).buttons) == {offer.title for offer in RATED.offers}
