"""Sending by the chain the platform doors share: once, in order, within bounds, through faults and a sudden end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gateway.platform.message import TryAgain, Undeliverable
from tests.gateway_fakes import END, PAYER, FakeEngine
from tests.platform_fakes import ADAS, BENS, MemoryPlatform, a_world, personal, running


@pytest.mark.parametrize(
    "faults", [[TryAgain(0.1)], [TryAgain(0.05), TryAgain(0.05), TryAgain(0.05)]], ids=["429", "500 three times"]
)
async def test_what_the_platform_refuses_for_now_arrives_once_and_in_order(
    tmp_path: Path, faults: list[Exception]
) -> None:
    """The second reply waits for the first."""
    world = a_world(tmp_path, MemoryPlatform(faults=list(faults)), FakeEngine())
    async with running(world):
        sent = await world.answered(personal("Who pays?"), personal("When does mine end?"), payloads=2)

    assert [PAYER.text, END.text] == [payload["text"] for _, payload in sent]


async def test_a_reply_that_arrived_though_the_connection_dropped_is_not_sent_again(tmp_path: Path) -> None:
    """The platform is asked first."""
    world = a_world(tmp_path, MemoryPlatform(after=[TryAgain(0.05, uncertain=True)]))
    async with running(world):
        await world.answered(personal("Who pays?"))
        await asyncio.sleep(0.3)

    assert [PAYER.text] == world.platform.texts


async def test_what_can_never_arrive_is_given_up_and_the_next_goes_on(tmp_path: Path) -> None:
    """It is counted."""
    world = a_world(tmp_path, MemoryPlatform(faults=[Undeliverable("channel_not_found")]))
    async with running(world):
        sent = await world.answered(personal("Who pays?"), personal("When does mine end?"))

    assert ([END.text], 1) == ([payload["text"] for _, payload in sent], world.store.dead_letters())


async def test_a_slow_platform_holds_up_only_its_own_conversation(tmp_path: Path) -> None:
    """Two replies to one person go one after the other, those to another person meanwhile."""
    world = a_world(tmp_path, MemoryPlatform(pause=0.2))
    async with running(world):
        await world.answered(*(personal("Who pays?", one) for one in (ADAS, ADAS, BENS)), payloads=3)

    assert 2 == world.platform.most_sending


async def test_a_chain_that_starts_again_answers_what_was_in_the_middle(tmp_path: Path) -> None:
    """The first life ends in the middle of a turn; the second takes it up at once, and it is answered once."""
    first = a_world(tmp_path, engine=FakeEngine(pause=30))
    await first.chain.start()
    await first.chain.accept(personal("Who pays?"))
    await first.until(lambda: first.engine.running == 1)
    for task in (first.chain._worker._loop, *first.chain._worker._running):
        assert task is not None
        task.cancel()
    second = a_world(tmp_path)
    async with running(second):
        await second.answered()
        await asyncio.sleep(0.2)

    assert ([], [PAYER.text]) == (first.platform.texts, second.platform.texts)
