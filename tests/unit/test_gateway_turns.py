"""A turn: whose conversation it is, what the engine is told, in which order, and what the inbox knows."""

from __future__ import annotations

import asyncio

import pytest

from gateway.turns import ConversationQueue, Inbound, Turns, understand
from secondment.errors import EngineUnavailable
from secondment.identity import Choice, Person, hash_text, sign_choice
from tests.gateway_fakes import ADA, BEN, KEYS, FakeDesk, FakeEngine


def turns(engine: FakeEngine, desk: FakeDesk | None = None) -> Turns:
    """Turns over fakes."""
    return Turns(KEYS, desk or FakeDesk(), engine)


def said(text: str, key: str = "k1", thread: str = "", door: str = "api") -> Inbound:
    """A message of Ada's."""
    return Inbound(ADA, door, text, key, thread)


async def test_an_assertion_is_bound_to_person_message_and_words() -> None:
    """What the engine gets vouches for exactly this message."""
    engine = FakeEngine()
    await turns(engine).take(said("Who pays me?", "k7"))
    assertion, text = engine.asked[0]

    assert (ADA, "personal", "k7", hash_text("Who pays me?"), None, "Who pays me?") == (
        assertion.person,
        assertion.surface,
        assertion.message_id,
        assertion.text_hash,
        assertion.choice,
        text,
    )


@pytest.mark.parametrize("text", ["/restart", "  //session_start", "\u200b/my_secondment{}"])
def test_a_typed_command_is_only_words(text: str) -> None:
    """A leading slash never reaches the engine."""
    assert not understand(KEYS, text, "c").text.startswith("/")


def test_a_signed_button_becomes_a_choice_and_its_text_tells_no_value() -> None:
    """The value of a button travels in the assertion alone."""
    payload = sign_choice(KEYS, Choice("article", "pension"), "c")
    told = understand(KEYS, payload, "c")

    assert (Choice("article", "pension"), "~article") == (told.choice, told.text)


def test_a_button_of_another_conversation_is_only_words() -> None:
    """A payload opens nothing where it was not offered."""
    payload = sign_choice(KEYS, Choice("article", "pension"), "theirs")

    assert understand(KEYS, payload, "mine").choice is None


def test_a_button_that_speaks_for_the_person_is_sent_as_their_words() -> None:
    """`say` is typed text, with all that holds for typed text."""
    payload = sign_choice(KEYS, Choice("say", "/When does mine end?"), "c")
    told = understand(KEYS, payload, "c")

    assert (None, "When does mine end?") == (told.choice, told.text)


async def test_conversations_keep_people_doors_threads_and_epochs_apart() -> None:
    """No client value can lead into somebody else's conversation."""
    desk = FakeDesk()
    taken = turns(FakeEngine(), desk)
    before = [
        await taken.conversation(inbound)
        for inbound in (
            said("x"),
            said("x", thread="a"),
            said("x", door="web"),
            Inbound(BEN, "api", "x", "k"),
            Inbound(BEN, "api", "x", "k", thread="a"),
        )
    ]
    await desk.forget(ADA)
    after = await taken.conversation(said("x"))

    assert 6 == len({*before, after})


async def test_the_same_person_and_thread_stay_in_one_conversation() -> None:
    """A conversation goes on as long as nobody forgets it."""
    taken = turns(FakeEngine())

    assert await taken.conversation(said("x", "k1", "a")) == await taken.conversation(said("y", "k2", "a"))


async def test_one_conversation_takes_one_turn_at_a_time_in_order_of_arrival() -> None:
    """Messages sent fast are answered one after the other, as they came."""
    engine = FakeEngine(pause=0.01)
    taken = turns(engine)
    await asyncio.gather(*(taken.take(said(f"message {number}", f"k{number}")) for number in range(5)))

    assert 1 == engine.most_running
    assert [f"message {number}" for number in range(5)] == [text for _, text in engine.asked]


async def test_a_slow_look_up_does_not_change_the_order() -> None:
    """The place in the queue is taken on arrival."""

    class SlowAtFirst(FakeDesk):
        looked_up = 0

        async def epoch(self, person: Person) -> int:
            self.looked_up += 1
            await asyncio.sleep(0.05 if self.looked_up == 1 else 0)
            return 0

    engine = FakeEngine()
    taken = turns(engine, SlowAtFirst())
    await asyncio.gather(taken.take(said("first", "k1")), taken.take(said("second", "k2")))

    assert ["first", "second"] == [text for _, text in engine.asked]


async def test_two_people_are_answered_side_by_side() -> None:
    """Nobody waits for somebody else's turn."""
    engine = FakeEngine(pause=0.05)
    taken = turns(engine)
    await asyncio.gather(taken.take(said("x")), taken.take(Inbound(BEN, "api", "x", "k2")))

    assert 2 == engine.most_running


async def test_the_queue_remembers_only_conversations_in_use() -> None:
    """The map of locks does not grow with the number of people."""
    queue = ConversationQueue()
    async with queue.turn("a"), queue.turn("b"):
        while_running = len(queue)

    assert (2, 0) == (while_running, len(queue))


async def test_an_answered_message_is_done_in_the_inbox() -> None:
    """The inbox tells how each message ended."""
    desk = FakeDesk()
    await turns(FakeEngine(), desk).take(said("x"))

    assert {("api", "k1"): "done"} == desk.inbox


async def test_a_failed_message_is_noted_under_the_reference_the_person_gets() -> None:
    """Nothing is lost in silence."""
    desk = FakeDesk()
    error = EngineUnavailable("down")
    with pytest.raises(EngineUnavailable):
        await turns(FakeEngine(error=error), desk).take(said("x"))

    assert {("api", "k1"): f"failed {error.reference}"} == desk.inbox


async def test_a_conversation_goes_on_after_a_failure() -> None:
    """A failed turn gives its place free."""
    taken = turns(FakeEngine(error=EngineUnavailable("down")))
    with pytest.raises(EngineUnavailable):
        await taken.take(said("x", "k1"))
    reply = await taken.take(said("hello", "k2"))

    assert reply.messages
