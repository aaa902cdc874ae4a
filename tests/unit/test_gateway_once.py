"""Once only: the same key is the same message."""

from __future__ import annotations

import asyncio

import pytest

from gateway.errors import KeyReused
from gateway.once import OnceOnly, delivery_key
from gateway.wire import Message, Reply
from secondment.errors import EngineUnavailable
from tests.gateway_fakes import ADA, BEN


class Maker:
    """Makes numbered replies and counts them."""

    def __init__(self) -> None:
        self.made = 0
        self.error: Exception | None = None

    async def __call__(self) -> Reply:
        """The next reply, or the error that is set."""
        self.made += 1
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return Reply("c", (Message(f"reply {self.made}"),))


async def test_the_same_key_gets_the_same_reply_also_while_it_is_being_made() -> None:
    """A retry never asks twice."""
    once, make = OnceOnly(), Maker()
    replies = await asyncio.gather(once.reply("k", "hello", make), once.reply("k", "hello", make))

    assert 1 == make.made
    assert replies[0] == replies[1]


async def test_a_failure_is_not_kept() -> None:
    """One may send again under the same key after a failure."""
    once, make = OnceOnly(), Maker()
    make.error = EngineUnavailable("down")
    with pytest.raises(EngineUnavailable):
        await once.reply("k", "hello", make)
    make.error = None

    assert "reply 2" == (await once.reply("k", "hello", make)).messages[0].text


async def test_a_key_of_another_message_is_refused() -> None:
    """A key cannot fetch the answer to something else."""
    once, make = OnceOnly(), Maker()
    await once.reply("k", "hello", make)
    with pytest.raises(KeyReused):
        await once.reply("k", "goodbye", make)


async def test_replies_go_after_ten_minutes() -> None:
    """Replies may hold facts of a record and are not kept for long."""
    now = 0.0
    once, make = OnceOnly(tick=lambda: now), Maker()
    await once.reply("k", "hello", make)
    now = 601.0
    await once.reply("k", "hello", make)

    assert 2 == make.made


def test_a_key_is_worth_nothing_to_somebody_else() -> None:
    """The message id depends on person and door."""
    keys = {delivery_key(ADA, "api", "k"), delivery_key(BEN, "api", "k"), delivery_key(ADA, "web", "k")}

    assert 3 == len(keys)
