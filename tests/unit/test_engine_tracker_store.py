"""The memory of conversations: bounded, scrubbed, and honest about failures."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("rasa", reason="runs in the engine's environment (Python 3.10)")

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from engine.tracker_store import BoundedTrackerStore

DOMAIN = Domain.from_dict(
    {
        "intents": ["benefits"],
        "slots": {"last_article": {"type": "text", "mappings": [{"type": "custom"}]}},
        "actions": ["action_answer_question"],
    }
)


MINE, YOURS = "a" * 24, "b" * 24  # epochs: the ids of all conversations of a person begin so


class Watch:
    """A clock that is moved by hand, in seconds."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        """The time it was moved to."""
        return self.time


def turn(number: int) -> list[Event]:
    """The events of one turn about an article."""
    parsed: dict[str, Any] = {
        "intent": {"name": "benefits", "confidence": 0.9},
        "entities": [{"entity": "PERSON", "value": "Ada"}, {"entity": "field", "value": "end_date"}],
        "intent_ranking": [{"name": "benefits", "confidence": 0.9}],
    }
    metadata = {"assertion": "signed.secret.token", "said": f"question {number}"}
    answer = {"kind": "record", "field": "end_date", "value": "31 March 2027", "sources": [{"title": "t"}]}
    words = UserUttered(
        f"question {number}", parsed["intent"], parsed["entities"], parsed, message_id=str(number), metadata=metadata
    )
    return [
        ActionExecuted("action_listen"),
        words,
        ActionExecuted("action_answer_question"),
        BotUttered("It ends on 31 March 2027.", {"custom": {"answer": answer}}),
        SlotSet("last_article", f"article-{number}"),
    ]


def talk(turns: int, sender: str = "talk") -> DialogueStateTracker:
    """A conversation of so many turns."""
    events: list[Event] = [
        SlotSet("session_started_metadata", {"assertion": "signed.secret.token"}),
        ActionExecuted("action_session_start"),
        SessionStarted(),
    ]
    for number in range(turns):
        events += turn(number)
    return DialogueStateTracker.from_events(sender, events, DOMAIN.slots)


async def kept(store: BoundedTrackerStore, sender: str = "talk") -> DialogueStateTracker:
    """The conversation as it comes back; it must be there."""
    tracker = await store.retrieve(sender)
    assert tracker is not None
    return tracker


async def test_a_conversation_comes_back_with_its_slots() -> None:
    """What was talked about is there for the next turn."""
    store = BoundedTrackerStore(DOMAIN)

    await store.save(talk(2))

    assert (await kept(store)).get_slot("last_article") == "article-1"


async def test_no_assertion_answer_or_value_is_kept() -> None:
    """A dump of the memory holds neither who signed what nor what a person was told."""
    store = BoundedTrackerStore(DOMAIN)

    await store.save(talk(3))

    told = repr([event.as_dict() for event in (await kept(store)).events])
    assert [word for word in ("signed", "31 March", "It ends", "Ada", "sources") if word in told] == []


async def test_words_and_kind_of_answer_are_kept() -> None:
    """A hand-over needs what the person said, and what kind of answer they got."""
    store = BoundedTrackerStore(DOMAIN)

    await store.save(talk(1))

    told = repr([event.as_dict() for event in (await kept(store)).events])
    assert [word for word in ("question 0", "'kind': 'record'", "'field': 'end_date'") if word not in told] == []


async def test_that_an_answer_ends_the_turn_is_not_kept() -> None:
    """It is obeyed at once; kept, it would shorten what else is remembered."""
    store, tracker = BoundedTrackerStore(DOMAIN), talk(1)
    tracker.update(FollowupAction("action_listen"))

    await store.save(tracker)

    assert [] == [event for event in (await kept(store)).events if isinstance(event, FollowupAction)]


async def test_a_long_conversation_is_cut_to_its_last_turns() -> None:
    """The cost of a message does not grow with the talk."""
    store = BoundedTrackerStore(DOMAIN, max_events=20)

    await store.save(talk(100))

    assert len((await kept(store)).events) <= 21  # one more for the slot set before the cut


async def test_a_cut_falls_between_turns() -> None:
    """Rules look at whole turns; half a turn would be read as another situation."""
    store = BoundedTrackerStore(DOMAIN, max_events=23)

    await store.save(talk(100))

    first = next(event for event in (await kept(store)).events if not isinstance(event, SlotSet))
    assert ActionExecuted("action_listen") == first


async def test_slots_outlive_the_cut() -> None:
    """What was talked about is not forgotten because the turn that set it is cut off."""
    store = BoundedTrackerStore(DOMAIN, max_events=10)
    tracker = talk(1)
    for number in range(1, 30):
        tracker.update_with_events(turn(number)[:-1], DOMAIN)

    await store.save(tracker)

    assert (await kept(store)).get_slot("last_article") == "article-0"


async def test_of_what_a_slot_held_only_the_last_is_kept() -> None:
    """What is kept is replayed with every message."""
    store = BoundedTrackerStore(DOMAIN)

    await store.save(talk(3))

    set_again = [event.value for event in (await kept(store)).events if isinstance(event, SlotSet)]
    assert ["article-2"] == set_again


async def test_saving_again_and_again_changes_nothing() -> None:
    """A scrubbed conversation is already scrubbed."""
    store = BoundedTrackerStore(DOMAIN)
    await store.save(talk(4))
    before = [event.as_dict() for event in (await kept(store)).events]

    await store.save(await kept(store))

    assert before == [event.as_dict() for event in (await kept(store)).events]


async def test_an_idle_conversation_is_dropped() -> None:
    """Nobody's talk stays in memory for longer than two hours."""
    watch = Watch()
    store = BoundedTrackerStore(DOMAIN, idle_seconds=7200, now=watch)
    await store.save(talk(1))

    watch.time = 7201

    assert await store.retrieve("talk") is None


async def test_the_longest_idle_conversation_makes_room() -> None:
    """The number of conversations is bounded."""
    store = BoundedTrackerStore(DOMAIN, max_conversations=2)
    for sender in ("first", "second", "first", "third"):
        await store.save(talk(1, sender))

    assert ["first", "third"] == sorted(await store.keys())


async def test_one_conversation_never_sees_another() -> None:
    """Memory is kept by the keyed conversation id."""
    store = BoundedTrackerStore(DOMAIN)

    await store.save(talk(1, "mine"))

    assert await store.retrieve("yours") is None


async def test_all_conversations_of_a_forgotten_epoch_go() -> None:
    """At whatever door and in whatever thread; those of others, and of the next epoch, stay."""
    store = BoundedTrackerStore(DOMAIN)
    for sender in (f"{MINE}web", f"{MINE}api", f"{YOURS}web"):
        await store.save(talk(1, sender))

    assert 2 == await store.forget(MINE)
    assert [f"{YOURS}web"] == list(await store.keys())


async def test_forgetting_leaves_no_word() -> None:
    """Neither in what is kept nor in what is noted of the forgetting."""
    store = BoundedTrackerStore(DOMAIN)
    await store.save(talk(2, f"{MINE}web"))

    await store.forget(MINE)

    assert (0, "question" in repr(vars(store))) == (len(store), False)


async def test_a_turn_under_way_does_not_bring_back_what_was_forgotten() -> None:
    """It began before, with a tracker of its own, and ends after."""
    store = BoundedTrackerStore(DOMAIN)
    await store.save(talk(1, f"{MINE}web"))
    under_way = await kept(store, f"{MINE}web")

    await store.forget(MINE)
    under_way.update_with_events(turn(2), DOMAIN)
    await store.save(under_way)

    assert await store.retrieve(f"{MINE}web") is None


async def test_a_message_signed_before_the_forgetting_is_not_kept() -> None:
    """Also the first one of a thread, of which nothing was known when the epoch was forgotten."""
    store = BoundedTrackerStore(DOMAIN)

    await store.forget(MINE)
    await store.save(talk(1, f"{MINE}another thread"))

    assert 0 == len(store)


async def test_what_was_forgotten_is_noted_for_as_long_as_a_message_may_be_late() -> None:
    """Whoever was erased, and is there again later, has the first epoch once more."""
    watch = Watch()
    store = BoundedTrackerStore(DOMAIN, now=watch)
    await store.forget(MINE)

    watch.time = 601
    await store.save(talk(1, f"{MINE}web"))

    assert 1 == len(store)


async def test_what_is_noted_of_forgettings_is_bounded() -> None:
    """As the number of conversations is."""
    store = BoundedTrackerStore(DOMAIN, max_conversations=2)

    for epoch in "abc":
        await store.forget(epoch * 24)

    assert ["b" * 24, "c" * 24] == list(store._forgotten)


async def test_an_idle_conversation_goes_though_nobody_says_anything_more() -> None:
    """The server looks now and then."""
    watch = Watch()
    store = BoundedTrackerStore(DOMAIN, idle_seconds=7200, now=watch)
    await store.save(talk(1))

    watch.time = 7201
    store.drop_old()

    assert 0 == len(store)


def test_a_misspelled_size_stops_the_start() -> None:
    """A size that is not understood must not become a default in silence."""
    with pytest.raises(ValueError, match=r"max_event$"):
        BoundedTrackerStore.from_endpoint({"type": "x", "max_event": 3})
