"""One set of answers for all doors: every kind, and what is hard to draw."""

from __future__ import annotations

from gateway.wire import Message, Offer
from secondment.identity import Choice
from tests.gateway_fakes import CLARIFY, END, HELLO, PAYER, SMALL

RATED = Message(
    PAYER.text,
    (
        *PAYER.offers,
        Offer("Why this answer?", Choice("source", "who-pays-salary")),
        Offer("Helpful", Choice("rate_up", "who-pays-salary")),
        Offer("Not helpful", Choice("rate_down", "who-pays-salary")),
    ),
    PAYER.answer,
)
PASSED_ON = Message(
    "I have passed your question on. It is case 1001, and Noor Hale (noor.hale@example.com) will take care of it.",
    (Offer("Yes, add them", Choice("share_turns", "1001")),),
    {"kind": "handoff", "case": 1001, "private": True},
)
REFUSED = Message("I can only tell you about your own secondment.", (), {"kind": "refusal"})
UNKNOWN = Message(
    "I don't have an answer to that.", (Offer("Pass my question to HR", Choice("pass_to_hr")),), {"kind": "fallback"}
)
MARKUP = Message(
    "Not *bold*, not _slanted_, not `code`, not ~struck~, no [link](http://x), no <b>tag</b> & no &amp; of its own.",
    (Offer("<b>*Press*</b> & see", Choice("say", "x")),),
    {"kind": "small_talk"},
)
CALLING = Message(
    "Nobody is called: @channel @here @everyone <!channel> <@U123> #general <at>everyone</at>",
    (Offer("@channel", Choice("say", "y")),),
    {"kind": "small_talk"},
)
UNICODE = Message(
    "Grüße, 日本語, हिन्दी, 🧑🏽‍💻 and Ωμέγα.\n- erster Punkt\n- 二番目",
    (Offer("Año nuevo 🎉", Choice("say", "z")),),
    {"kind": "knowledge", "article": "x", "sources": [{"title": "Führer für Entsandte"}]},
)
RIGHT_TO_LEFT = Message(
    "ההשאלה מסתיימת ב־18 בינואר. \u202eevil\u202c شكرا",
    (Offer("עוד", Choice("tell_more", "x")),),
    {"kind": "knowledge"},
)
LONG = Message(
    "\n".join(f"Paragraph {number}. " + "A sentence of a long answer, with äöü. " * 20 for number in range(30)),
    tuple(
        Offer(f"A related question of some length, number {number}?", Choice("article", f"a-{number}"))
        for number in range(7)
    ),
    {
        "kind": "knowledge",
        "article": "long",
        "topic": "benefits",
        "sources": [{"title": f"Source {n}"} for n in range(9)],
    },
)
MANY = Message(
    "Which do you mean?",
    tuple(
        Offer(f"Choice {number} " + "with many words " * 8, Choice("article", f"c-{number}")) for number in range(12)
    ),
    {"kind": "clarify"},
)

ANSWERS: dict[str, Message] = {
    "greeting": HELLO,
    "knowledge": RATED,
    "record": END,
    "clarify": CLARIFY,
    "small talk": SMALL,
    "handover": PASSED_ON,
    "refusal": REFUSED,
    "fallback": UNKNOWN,
    "markup": MARKUP,
    "calling": CALLING,
    "unicode": UNICODE,
    "right to left": RIGHT_TO_LEFT,
    "long": LONG,
    "many choices": MANY,
}
