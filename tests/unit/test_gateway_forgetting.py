"""Forgetting at the gateway: stored first, then told to the engine until it confirms."""

from __future__ import annotations

import asyncio

import pytest

from gateway.forgetting import Forgetting
from gateway.turns import Inbound, Turns
from secondment.errors import RecordsError
from secondment.identity import FORGET, Person, epoch_of
from tests.gateway_fakes import ADA, BEN, KEYS, FakeDesk, FakeEngine


class BrokenDesk(FakeDesk):
    """Records that cannot be written."""

    async def forget(self, person: Person) -> int:
        """Nothing is stored."""
        raise RecordsError("locked")


def forgetting(engine: FakeEngine, desk: FakeDesk | None = None, attempts: int = 3) -> Forgetting:
    """Forgetting over fakes, with so many further attempts at once."""
    return Forgetting(KEYS, desk or FakeDesk(), engine, waits=[0.0] * attempts)


async def settled() -> None:
    """Return when every further attempt was made."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("inbound", [("web", ""), ("api", ""), ("api", "a thread of a program"), ("slack", "T1/")])
async def test_the_engine_is_told_the_epoch_of_every_conversation_held_before(inbound: tuple[str, str]) -> None:
    """At whatever door and in whatever thread, also those whose name nobody keeps."""
    engine, desk = FakeEngine(), FakeDesk()
    door, thread = inbound
    held = await Turns(KEYS, desk, engine).conversation(Inbound(ADA, door, "x", "k", thread))
    await forgetting(engine, desk).forget(ADA)
    (wish,) = engine.forgotten

    assert (ADA, FORGET, epoch_of(held)) == (wish.person, wish.choice, wish.conversation)


async def test_what_is_said_afterwards_is_not_forgotten() -> None:
    """The next message has another epoch, and so has everybody else."""
    engine, desk = FakeEngine(), FakeDesk()
    await forgetting(engine, desk).forget(ADA)
    after = [await Turns(KEYS, desk, engine).conversation(Inbound(who, "web", "x", "k")) for who in (ADA, BEN)]

    assert engine.forgotten[0].conversation not in {epoch_of(talk) for talk in after}


async def test_two_forgettings_at_once_each_end_an_epoch() -> None:
    """None is told twice, none is left out."""
    engine = FakeEngine()
    both = forgetting(engine)
    await asyncio.gather(both.forget(ADA), both.forget(ADA))

    assert 2 == len({wish.conversation for wish in engine.forgotten})


async def test_the_wish_is_stored_though_the_engine_does_not_answer() -> None:
    """The conversation is a new one in any case."""
    desk = FakeDesk()
    await forgetting(FakeEngine(deaf=1_000), desk).forget(ADA)

    assert {ADA.employee_number: 1} == desk.epochs


async def test_without_a_record_of_it_nothing_is_forgotten() -> None:
    """The person reads that it failed; the engine is not told behind their back."""
    engine = FakeEngine()
    with pytest.raises(RecordsError):
        await forgetting(engine, BrokenDesk()).forget(ADA)

    assert [] == engine.forgotten


async def test_an_engine_that_did_not_confirm_is_told_again() -> None:
    """The same epoch, signed anew: a signature is good for two minutes."""
    engine = FakeEngine(deaf=2)
    await forgetting(engine).forget(ADA)
    before = len(engine.forgotten)
    await settled()

    assert (0, 1) == (before, len(engine.forgotten))


async def test_the_engine_is_not_told_for_ever() -> None:
    """What it remembers leaves when it has been idle."""
    engine = FakeEngine(deaf=5)
    told = forgetting(engine, attempts=3)
    await told.forget(ADA)
    await settled()

    assert (1, set()) == (engine.deaf, told._waiting)


async def test_a_gateway_that_ends_waits_for_no_attempt() -> None:
    """The log tells how many were left."""
    engine = FakeEngine(deaf=1)
    told = Forgetting(KEYS, FakeDesk(), engine, waits=[3600.0])
    await told.forget(ADA)
    await asyncio.wait_for(told.stop(), 1)

    assert [] == engine.forgotten
