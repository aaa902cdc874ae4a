"""What people do, from the chat API through all three processes and back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import httpx

from tests.product import payload

if TYPE_CHECKING:
    from tests.product import Product


def test_a_newcomer_asks_reads_on_and_rates(product: Product) -> None:
    """Greeting, question, more, source, thumb."""
    chat = product.chat("D1001")
    greeting = chat.say("hello")
    answer = chat.say("What is a secondment?")
    more = chat.press(answer, "Tell me more")
    source = chat.press(answer, "Why this answer?")
    rated = chat.press(answer, "Helpful")

    kinds = [told["answer"]["kind"] for told in (greeting, answer, more, source, rated)]
    assert kinds[:3] == ["small_talk", "knowledge", "knowledge"]
    assert kinds[4] == "small_talk"
    assert more["answer"]["article"] == answer["answer"]["article"]
    assert more["text"] != answer["text"] != source["text"]


def test_the_first_answer_is_short(product: Product) -> None:
    """At most 120 words; more comes on demand."""
    answer = product.chat("D1001").say("Who pays my salary during a secondment?")

    assert len(answer["text"].split()) <= 120


def test_a_person_asks_for_their_own_dates_and_the_general_rule(product: Product) -> None:
    """Own value first, then what holds for everybody."""
    chat = product.chat("D1001")
    talk = secrets.token_hex(4)
    own = chat.say("When does my secondment end?", talk)

    assert (own["answer"]["kind"], own["answer"]["field"]) == ("record", "end_date")
    assert own["answer"]["value"] in own["text"]


def test_a_question_is_handed_to_hr_and_followed_up(product: Product) -> None:
    """Case, number, turns by consent, status."""
    chat = product.chat("D1001")
    talk = secrets.token_hex(4)
    chat.say("What is a secondment?", talk)
    opened = chat.say("I want to speak to a real person about this", talk)
    number = opened["answer"]["case"]
    shared = chat.press(opened, "Yes, add them", talk)
    status = chat.say("what happened with my case?", talk)

    assert str(number) in opened["text"]
    assert (shared["answer"]["case"], str(number) in status["text"]) == (number, True)


def test_another_person_cannot_see_the_case(product: Product) -> None:
    """Cases are found by the person alone."""
    talk = secrets.token_hex(4)
    product.chat("D1001").say("What is a secondment?", talk)
    number = product.chat("D1001").say("please pass this to a human", talk)["answer"]["case"]

    told = product.chat("D1004").say("what happened with my case?", talk)

    assert str(number) not in told["text"]


def test_another_persons_record_is_refused(product: Product) -> None:
    """One friendly sentence, whoever asks."""
    told = product.chat("D1001").say("When does Maria Lopez's secondment end?")

    assert told["answer"]["kind"] == "refusal"


def test_anothers_button_is_only_text(product: Product) -> None:
    """A payload is signed for one conversation; sent by another person it opens nothing."""
    talk = secrets.token_hex(4)
    chat = product.chat("D1001")
    chat.say("What is a secondment?", talk)
    opened = chat.say("please pass this to a human", talk)

    stolen = product.chat("D1004").say(payload(opened, "Yes, add them"), talk)

    assert stolen["answer"].get("case") is None


def test_two_people_with_one_conversation_name_stay_apart(product: Product) -> None:
    """The name a client gives to a conversation selects nobody."""
    talk = secrets.token_hex(4)
    mine = product.chat("D1001").say("When does my secondment end?", talk)["answer"].get("value")
    yours = product.chat("D1004").say("When does my secondment end?", talk)["answer"].get("value")

    assert mine is not None
    assert mine != yours


def test_without_an_engine_the_person_is_told(product_without_engine: Product) -> None:
    """503 with a sentence; the message is not lost in silence."""
    response = product_without_engine.chat("D1001").post("What is a secondment?")

    assert response.status_code == 503
    assert len(response.text) > 20


def test_readiness_names_what_is_down(product_without_engine: Product) -> None:
    """The health page is red and says which component."""
    response = httpx.get(f"{product_without_engine.address}/api/health", timeout=10)

    assert response.status_code == 503
    assert "engine" in response.text
