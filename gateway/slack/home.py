"""The home page of the app in Slack, and the window in which one asks from there."""

from __future__ import annotations

from typing import Any

from gateway.drawing import cut
from gateway.platform.message import Sign
from gateway.slack.blocks import Block, button, context, heading, rows, sections
from gateway.slack.parse import ASK_VIEW
from secondment.identity import Choice
from secondment.sentences import Sentences
from secondment.usecases.card import Card

OPEN_QUESTION = "open_question"
_QUESTION_CHARACTERS = 3_000


def home_page(card: Card | None, sign: Sign, sentences: Sentences) -> dict[str, Any]:
    """The home page of a person with their card, or of an account nobody is bound to."""
    say = sentences.say
    blocks: list[Block] = [heading(say("slack_home_title"))]
    ask = {**button(say("slack_home_ask"), "ask", OPEN_QUESTION), "style": "primary"}
    if card is None:
        return {"type": "home", "blocks": [*blocks, *sections(say("slack_home_none"))]}
    for answers in card.secondments:
        if len(blocks) > 1:
            blocks.append({"type": "divider"})
        for answer in answers:
            blocks += sections(answer.text)
    starters = [button(one, sign(Choice("say", one)), f"starter_{n}") for n, one in enumerate(card.starters)]
    blocks += [
        {"type": "divider"},
        context(say("slack_home_starters")),
        *rows(starters, "starters"),
        *rows([ask], "ask"),
    ]
    return {"type": "home", "blocks": blocks[:100]}


def question_window(sentences: Sentences) -> dict[str, Any]:
    """The window with one field for a question."""

    def words(key: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": cut(sentences.say(key), 24)}

    field = {
        "type": "plain_text_input",
        "action_id": ASK_VIEW,
        "multiline": True,
        "max_length": _QUESTION_CHARACTERS,
    }
    label = {"type": "plain_text", "text": sentences.say("slack_ask_label")}
    return {
        "type": "modal",
        "callback_id": ASK_VIEW,
        "title": words("slack_ask_title"),
        "submit": words("slack_ask_send"),
        "close": words("slack_ask_close"),
        "blocks": [{"type": "input", "block_id": ASK_VIEW, "label": label, "element": field}],
    }
