"""What a bubble shows."""

from __future__ import annotations

import pytest

from gateway.web.render import Block, Pages, blocks, linked
from gateway.wire import Message, Offer, Reply
from secondment.identity import Choice, read_choice
from tests.gateway_fakes import CLARIFY, HELLO, KEYS, PAYER, SENTENCES, SMALL

_TOPICS = [
    "benefits",
    "challenges",
    "agreement_terms",
    "cultural_adjustment",
    "types",
    "key_players",
    "definition_purpose",
    "performance_feedback",
    "planning_considerations",
    "pay_allowances",
    "leave_absence",
    "extension_early_end",
    "return_rights",
    "tax_social_security",
    "immigration",
    "onboarding",
]
PAGES = Pages(KEYS, SENTENCES)


def html_of(message: Message) -> str:
    """The fragment of one message."""
    return bytes(PAGES.page("_bubbles.html", bubbles=PAGES.bubbles(Reply("c", (message,)))).body).decode()


def test_paragraphs_and_lists_are_told_apart() -> None:
    """Lines are paragraphs, lines with a dash are one list."""
    text = "One.\n\nTwo:\n- a\n- b\nThree."

    assert (
        Block("paragraph", ("One.",)),
        Block("paragraph", ("Two:",)),
        Block("list", ("a", "b")),
        Block("paragraph", ("Three.",)),
    ) == blocks(text)


def test_markup_in_an_answer_is_only_text() -> None:
    """Nothing an article, a record or a person says becomes HTML."""
    html = html_of(Message("<script>alert(1)</script>", (Offer("<b>x</b>", Choice("article", "a")),)))

    assert "<script>" not in html
    assert "&lt;b&gt;x" in html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('Ask <a href="mailto:a.b@c.example">a.b@c.example</a>.', "Ask a.b@c.example."),
        ("&lt;a href=&#34;x&#34;&gt;", '<a href="x">'),
        ("at@home", "at@home"),
    ],
)
def test_only_addresses_become_links(html: str, text: str) -> None:
    """Everything else stays text."""
    assert html == linked(text)


def test_a_knowledge_answer_offers_why_thumbs_more_and_related_questions() -> None:
    """Each kind of button has its place."""
    bubble = PAGES.bubbles(Reply("c", (PAYER,)))[0]

    assert ("Tell me more", 2, ()) == (bubble.more and bubble.more.title, len(bubble.related), bubble.choices)
    assert [
        Choice("source", "who-pays-salary"),
        Choice("rate_up", "who-pays-salary"),
        Choice("rate_down", "who-pays-salary"),
    ] == [read_choice(KEYS, button.payload, "c") for button in (bubble.why, bubble.helpful, bubble.unhelpful) if button]


def test_a_clarifying_question_shows_its_choices_and_no_thumbs() -> None:
    """There is nothing to rate in a question."""
    bubble = PAGES.bubbles(Reply("c", (CLARIFY,)))[0]

    assert (3, (), None) == (len(bubble.choices), bubble.related, bubble.helpful)


def test_starters_of_a_greeting_are_choices() -> None:
    """Nothing is related to a greeting."""
    bubble = PAGES.bubbles(Reply("c", (HELLO,)))[0]

    assert (3, ()) == (len(bubble.choices), bubble.related)


def test_small_talk_has_no_footer() -> None:
    """Only answers about something have a source line."""
    assert 'class="about"' not in html_of(SMALL)


def test_every_topic_of_the_contract_has_a_name() -> None:
    """Chips show words, not identifiers."""
    topics = _TOPICS

    assert [] == [topic for topic in topics if not SENTENCES.has(f"web_topic_{topic}")]
