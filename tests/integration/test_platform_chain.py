"""The chain the platform doors share: answered once, in order, to the right people, whatever happens in between."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from gateway.platform.message import TryAgain
from gateway.wire import Message, Offer
from secondment.answers import Answer
from secondment.identity import Assertion, Choice
from secondment.records.store import LastPlace
from tests.gateway_fakes import ADA, ASK_ALONE, END, PAYER, PRIVATE_END, SMALL, FakeEngine
from tests.platform_fakes import BENS, PROVIDER, STRANGERS, World, a_world, in_group, personal, running

CASE = Message("Case 1001.", (Offer("Share", Choice("share_turns", "1001")),), {"kind": "handoff", "private": True})


def careful(assertion: Assertion, text: str) -> Message:
    """As the engine with its use cases: nothing of the record on a group's surface."""
    if "human" in text:
        return CASE
    if "end" in text.lower():
        return PRIVATE_END if assertion.surface == "personal" else ASK_ALONE
    return PAYER if "pays" in text or assertion.choice else SMALL


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The chain with an engine that minds the surface."""
    return a_world(tmp_path, engine=FakeEngine(told=careful))


def contents(world: World) -> list[tuple[str, bool]]:
    """State and whether there is content, of all rows of inbox and outbox."""
    query = "SELECT state, content IS NOT NULL FROM inbox UNION ALL SELECT state, content IS NOT NULL FROM outbox"
    with world.store.begin(reads_only=True) as work:
        return [(state, bool(kept)) for state, kept in work.connection.execute(sql(query))]


async def test_a_message_is_answered_where_it_was_asked(world: World) -> None:
    """In the personal chat, with all there is."""
    async with running(world):
        sent = await world.answered(personal("When does mine end?"))

    assert [("dm", END.text)] == [(address["to"], payload["text"]) for address, payload in sent]


async def test_the_same_delivery_three_times_is_one_turn_and_one_reply(world: World) -> None:
    """Platforms repeat what they think was lost."""
    async with running(world):
        told = [await world.chain.accept(personal("Who pays?", key="same")) for _ in range(3)]
        await world.answered()
        await asyncio.sleep(0.2)

    assert ([True, False, False], 1, 1) == (told, len(world.engine.asked), len(world.platform.sent))


async def test_messages_of_a_conversation_are_answered_in_order(world: World) -> None:
    """One at a time."""
    world.engine.pause = 0.02
    async with running(world):
        await world.answered(*(personal(f"Who pays {n}?") for n in range(5)), payloads=5)

    assert ([f"Who pays {n}?" for n in range(5)], 1) == (
        [text for _, text in world.engine.asked],
        world.engine.most_running,
    )


async def test_people_do_not_wait_for_each_other(world: World) -> None:
    """Each conversation has its own order."""
    world.engine.pause = 0.1
    async with running(world):
        await world.answered(personal("Who pays?"), personal("Who pays?", BENS), payloads=2)

    assert 2 == world.engine.most_running


async def test_contents_are_gone_when_they_are_done(world: World) -> None:
    """Rows stay, so that a repetition is known; words do not."""
    async with running(world):
        await world.answered(personal("Who pays?"))
        await world.until(lambda: contents(world) == [("done", False), ("sent", False)])


async def test_words_stand_in_the_database_only_encrypted(world: World, tmp_path: Path) -> None:
    """From the message taken in to the reply on its way."""
    world.platform.faults = [TryAgain(60)]
    async with running(world):
        await world.chain.accept(personal("Who pays my zebra?"))
        await world.until(lambda: not world.platform.faults)
        await asyncio.sleep(0.1)
    written = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3*"))

    assert b"zebra" not in written
    assert PAYER.text[:30].encode() not in written


async def test_a_question_about_oneself_in_a_group_is_answered_alone(world: World) -> None:
    """It is asked again in the person's own conversation; the channel gets nothing at all."""
    async with running(world):
        sent = await world.answered(in_group("When does mine end?"))
    surfaces = [(assertion.surface, assertion.message_id) for assertion, _ in world.engine.asked]

    assert [(True, END.text)] == [(address.get("alone"), payload["text"]) for address, payload in sent]
    assert ["group", "personal"] == [surface for surface, _ in surfaces]
    assert 1 == len({message_id for _, message_id in surfaces})


async def test_a_general_question_in_a_group_is_answered_in_the_group(world: World) -> None:
    """Nothing of it is anybody's own."""
    async with running(world):
        sent = await world.answered(in_group("Who pays?"))

    assert [(None, PAYER.text)] == [(address.get("alone"), payload["text"]) for address, payload in sent]


async def test_a_case_opened_in_a_group_is_told_alone(world: World) -> None:
    """Its number is the person's own matter; it is opened once."""
    async with running(world):
        sent = await world.answered(in_group("a human please"))

    assert ([True], 1) == ([address.get("alone") for address, _ in sent], len(world.engine.asked))


async def test_without_a_way_to_the_person_the_group_gets_a_hint_and_no_answer(world: World) -> None:
    """The hint says where to ask."""
    world.platform.has_way_alone = False
    async with running(world):
        sent = await world.answered(in_group("When does mine end?"))

    assert [True] == ["personal chat" in payload["text"] for _, payload in sent]
    assert END.text not in str(sent)


async def test_a_way_kept_under_a_former_key_is_no_way(world: World) -> None:
    """After the signing key was changed the answer still finds another one."""
    world.store.remember_place(ADA, LastPlace(PROVIDER, "T1", "UADA", b"sealed with a former key"))
    async with running(world):
        ((address, payload),) = await world.answered(in_group("When does mine end?"))

    assert (True, END.text) == (address["alone"], payload["text"])


async def test_what_only_the_asker_sees_may_be_shared(world: World) -> None:
    """An article asked for by a command goes to the asker with the button; pressed, it goes to the channel."""
    async with running(world):
        ((_, first),) = await world.answered(in_group("Who pays?", alone=True))
        conversation = await world.chain._answering._talking.personal_conversation(ADA, personal("x").account)
        from secondment.identity import sign_choice

        share = sign_choice(world.gateway.keys, Choice("share", "who-pays-salary"), conversation)
        sent = await world.answered(in_group(share, mentioned=False, alone=True), payloads=2)
    assertion = world.engine.asked[-1][0]

    assert (True, [True, None]) == (first["share"], [address.get("alone") for address, _ in sent])
    assert ("group", Choice("article", "who-pays-salary")) == (assertion.surface, assertion.choice)


async def test_anybody_may_press_a_button_shown_in_a_group(world: World) -> None:
    """It is signed for the place; the turn is the presser's own."""
    async with running(world):
        ((_, shown),) = await world.answered(in_group("Who pays?"))
        await world.answered(in_group(shown["buttons"]["Tell me more"], BENS, mentioned=False), payloads=2)
    assertion = world.engine.asked[-1][0]

    assert ("E-1002", Choice("tell_more", "who-pays-salary")) == (assertion.person.employee_number, assertion.choice)


async def test_a_button_in_a_group_that_leads_to_the_own_record_is_answered_alone(world: World) -> None:
    """The choice is asked again in the person's own conversation; the group gets nothing of it."""
    async with running(world):
        ((_, shown),) = await world.answered(in_group("Who pays?"))
        world.engine.told = lambda assertion, _: ASK_ALONE if assertion.surface == "group" else PRIVATE_END
        sent = await world.answered(in_group(shown["buttons"]["Tell me more"], mentioned=False), payloads=2)
    asked = [(assertion.surface, assertion.choice) for assertion, _ in world.engine.asked[1:]]

    assert (True, END.text) == (sent[1][0].get("alone"), sent[1][1]["text"])
    assert [(one, Choice("tell_more", "who-pays-salary")) for one in ("group", "personal")] == asked


async def test_a_button_of_somebody_elses_chat_does_nothing(world: World) -> None:
    """It is told to be old, and the engine is not asked."""
    async with running(world):
        ((_, shown),) = await world.answered(personal("Who pays?"))
        sent = await world.answered(personal(shown["buttons"]["Tell me more"], BENS), payloads=2)

    assert ("no longer works" in sent[1][1]["text"], 1) == (True, len(world.engine.asked))


async def test_an_unknown_account_gets_a_link_alone(world: World) -> None:
    """And no turn."""
    async with running(world):
        sent = await world.answered(in_group("When does mine end?", STRANGERS))

    assert [(True, True)] == [(bool(address.get("alone")), "/link/" in payload["link"]) for address, payload in sent]
    assert [] == world.engine.asked


@pytest.mark.parametrize(("text", "heard"), [("Who \0pays\ud800?", "Who pays?"), ("pays " * 900, None)])
async def test_odd_and_overlong_words_are_answered_too(world: World, text: str, heard: str | None) -> None:
    """Characters that stand for nothing go; a message over the limit gets the sentence that says so."""
    async with running(world):
        ((_, payload),) = await world.answered(personal(text))

    assert ([heard] if heard else []) == [said for _, said in world.engine.asked]
    assert (PAYER.text if heard else "longer than 4,000 characters") in payload["text"]


async def test_a_message_that_ends_its_worker_again_and_again_is_given_up(world: World) -> None:
    """The person is told to repeat it, and the next message is answered."""
    await world.chain.accept(personal("Who pays?"))
    for _ in range(5):
        world.store.claim(("slack",), "a worker that dies", 1, 60)
        world.store.release_held("a worker that dies")
    async with running(world):
        sent = await world.answered(personal("When does mine end?"), payloads=2)

    assert ["Something went wrong", END.text[:20]] == [payload["text"][:20] for _, payload in sent]


async def test_a_guest_gets_no_turn(world: World) -> None:
    """And no reply."""
    from gateway.platform.message import Account

    async with running(world):
        await world.chain.accept(personal("Who pays?", Account("slack", "T1", "UGUEST")))
        await world.until(lambda: contents(world) == [("done", False)])

    assert ([], []) == (world.engine.asked, world.platform.sent)


async def test_a_fault_of_the_engine_is_told_with_its_reference(world: World) -> None:
    """To the person alone."""
    from secondment.errors import EngineUnavailable

    world.engine.error = EngineUnavailable("down")
    async with running(world):
        ((address, payload),) = await world.answered(in_group("Who pays?"))

    assert (True, True) == (address["alone"], "not available" in payload["text"])


async def test_who_waits_long_is_told_once_that_it_takes_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the second sign of work, and no more often."""
    monkeypatch.setattr("gateway.platform.worker._TYPING_EVERY_SECONDS", 0.05)
    world.engine.pause = 0.4
    async with running(world):
        await world.answered(personal("Who pays?"))

    assert 1 == world.platform.patience


async def test_the_assistant_can_speak_first_where_the_person_wrote_last(world: World) -> None:
    """Alone, and the same word once."""
    async with running(world):
        await world.answered(in_group("Who pays?"))
        told = [await world.chain.notify(ADA, Answer("Your check-in is tomorrow.", "record"), "r1") for _ in range(2)]
        sent = await world.answered(payloads=2)
        await asyncio.sleep(0.1)

    assert ([True, True], 2) == (told, len(world.platform.sent))
    assert (True, "Your check-in is tomorrow.") == (sent[1][0]["alone"], sent[1][1]["text"])


async def test_to_somebody_who_never_wrote_there_is_no_way(world: World) -> None:
    """The caller is told so."""
    async with running(world):
        assert not await world.chain.notify(ADA, Answer("Hello.", "small_talk"), "r1")


async def test_people_talking_in_a_thread_are_left_alone(world: World) -> None:
    """Nothing is kept of what they say."""
    async with running(world):
        await world.answered(in_group("Who pays?"))
        told = await world.chain.accept(in_group("I think so, too", BENS, mentioned=False))

    assert (False, 1) == (told, len(world.engine.asked))
    assert [("done", False), ("done", False), ("sent", False)] == sorted(contents(world))
