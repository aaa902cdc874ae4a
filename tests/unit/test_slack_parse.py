"""From what Slack sends to a message: who, where, which words, and whom it is for."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.slack.parse import button, message_event
from gateway.slack.words import words_of
from tests.stand_ins.slack import BOT, HOME, direct, event, in_channel, mention, pressed

MESSAGE = {
    "type": "message",
    "ts": "9.1",
    "channel": "DUADA",
    "text": "Which?",
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "Which?"}},
        {
            "type": "actions",
            "block_id": "choices_0",
            "elements": [
                {"type": "button", "action_id": "choices_0", "text": {"text": "This"}, "value": "~a.b"},
                {"type": "button", "action_id": "choices_1", "text": {"text": "That"}, "value": "~c.d"},
            ],
        },
        {
            "type": "actions",
            "block_id": "more_0",
            "elements": [
                {"type": "button", "action_id": "more_0", "text": {"text": "More"}, "value": "~e.f"},
                {"type": "button", "action_id": "more_1", "text": {"text": "Share"}, "value": "~g.h"},
            ],
        },
    ],
}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Who pays?", "Who pays?"),
        (f"<@{BOT}> who pays?", "who pays?"),
        (f"<@{BOT}|secondment> who pays <@U123>?", "who pays  ?"),
        ("R&amp;D &lt;5 &gt; 3", "R&D <5 > 3"),
        ("see <https://example.com/a?b=c|this page>", "see this page"),
        ("see <https://example.com/a>", "see https://example.com/a"),
        ("ask <mailto:ada@example.com|ada@example.com> in <#C1|general>", "ask ada@example.com in #general"),
        ("<!here> who pays?", "who pays?"),
        ("&lt;@U123&gt; is typed", "<@U123> is typed"),
        ("شكرا <@U123>", "شكرا"),
    ],
)
def test_the_words_are_those_a_person_typed(typed: str, words: str) -> None:
    """Without Slack's markup; what looks like markup but was typed stays."""
    assert words == words_of(typed)


def test_a_direct_message_is_personal_and_a_channel_is_not() -> None:
    """By the kind of channel Slack tells."""
    told = [message_event(direct("hi")), message_event(mention("hi"))]

    assert ["personal", "group"] == [one.place.surface for one in told if one]


def test_a_group_chat_is_a_group() -> None:
    """Also where its id looks like none."""
    told = message_event(mention("hi", kind="message", channel_type="mpim", channel="G1"))

    assert told is not None
    assert ("group", True) == (told.place.surface, told.mentioned)


def test_both_events_of_a_message_have_one_key() -> None:
    """Channel and time stamp."""
    first = message_event(mention("hi", ts="5.5"))
    second = message_event(mention("hi", kind="message", ts="5.5"))

    assert first is not None and second is not None
    assert (first.key, first.mentioned) == (second.key, second.mentioned)


@pytest.mark.parametrize(
    ("text", "others"), [("<@U0TTO> what do you think?", True), ("<!channel> lunch?", True), ("and me?", False)]
)
def test_whoever_else_is_named_is_noticed(text: str, others: bool) -> None:
    """People, groups, everybody."""
    told = message_event(in_channel(text))

    assert told is not None
    assert others is told.names_others


def test_a_message_that_may_name_us_is_left_to_the_event_that_says_so() -> None:
    """When Slack does not tell our own id, a name cannot be told from ours."""
    payload = {**in_channel(f"<@{BOT}> hi"), "authorizations": None}

    assert message_event(payload) is None


def test_a_mention_without_words_is_a_question_what_it_wants() -> None:
    """Instead of silence."""
    told = message_event(event({**mention("")["event"], "text": f"<@{BOT}>"}))

    assert told is not None
    assert "?" == told.text


def test_a_pressed_button_names_message_person_and_button() -> None:
    """The same press again is the same message; another button or person is another."""
    keys = [
        one.key
        for one in (
            button(pressed("~a.b", MESSAGE)),
            button(pressed("~a.b", MESSAGE, trigger_id="other")),
            button(pressed("~c.d", MESSAGE)),
            button(pressed("~a.b", MESSAGE, "UBEN")),
        )
        if one
    ]

    assert keys[0] == keys[1]
    assert 3 == len(set(keys))


def settled(value: str) -> dict[str, Any]:
    """The message after a press."""
    told = button(pressed(value, MESSAGE))
    assert told is not None
    found: dict[str, Any] = told.address["pressed"]
    return found


def titles(message: dict[str, Any]) -> list[str]:
    """The buttons that are left."""
    return [one["text"]["text"] for row in message["blocks"] if row["type"] == "actions" for one in row["elements"]]


def test_of_choices_one_is_taken_and_the_others_go() -> None:
    """What was chosen is said."""
    after = settled("~c.d")

    assert ["More", "Share"] == titles(after)
    assert "✓ That" == after["blocks"][-1]["elements"][0]["text"]


def test_of_other_buttons_only_the_pressed_one_goes() -> None:
    """Its neighbours can still be pressed."""
    assert ["This", "That", "Share"] == titles(settled("~e.f"))


def test_a_button_on_the_home_page_is_answered_in_the_chat() -> None:
    """There is no message it stands on."""
    payload = {**pressed("~a.b", MESSAGE), "container": {"type": "view", "view_id": "V1"}}
    told = button(payload)

    assert told is not None
    assert ("personal", {"team": HOME, "user": "UADA", "way": "direct"}) == (told.place.surface, told.address)
