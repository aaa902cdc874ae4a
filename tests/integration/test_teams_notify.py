"""The assistant speaks first in Teams: to the personal chat the person last used, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.app import join
from gateway.platform.chain import Chain
from gateway.platform.message import PlatformMessage
from gateway.teams.door import open_teams
from gateway.teams.parse import parse
from secondment.answers import Answer, Button
from secondment.identity import Choice, Person
from tests.stand_ins.bot_connector import ADA, BEN, BotConnector, Member
from tests.teams_world import World, services_of

REMINDER = Answer(
    "Your next check-in is on Monday.",
    "record",
    buttons=(Button("What is a check-in?", Choice("article", "check-ins")),),
)


@pytest.fixture
async def chain(teams: BotConnector, tmp_path: Path) -> AsyncIterator[Chain]:
    """The chain at work, with its door of Teams."""
    services, engine = services_of(tmp_path, teams, ADA, BEN)
    gateway = join(services, engine)
    chain = Chain(gateway, services)
    open_teams(gateway, chain, services.settings)
    await chain.start()
    yield chain
    await chain.stop()


async def written(chain: Chain, teams: BotConnector, member: Member, *, thread: str = "") -> None:
    """Somebody writes and is answered."""
    activity = teams.mention(member, "Who pays?", thread) if thread else teams.activity(member, "Who pays?")
    message = parse(activity)
    assert isinstance(message, PlatformMessage)
    before = len(teams.messages)
    await chain.accept(message)
    await World.later(lambda: len(teams.messages) > before)


async def test_a_reminder_goes_to_the_personal_chat(chain: Chain, teams: BotConnector) -> None:
    """As a card, once however often it is asked for."""
    await written(chain, teams, ADA)
    told = [await chain.notify(Person("E-1001"), REMINDER, "check-in-1") for _ in range(2)]
    await World.later(lambda: len(teams.messages) >= 2)
    await written(chain, teams, BEN)

    assert [True, True] == told
    assert [ADA.chat, ADA.chat, BEN.chat] == [one.conversation for one in teams.messages]
    assert REMINDER.text in teams.messages[1].text and "What is a check-in?" in teams.messages[1].buttons


async def test_who_never_wrote_alone_is_not_reached(chain: Chain, teams: BotConnector) -> None:
    """A reminder never goes to a channel."""
    await written(chain, teams, ADA, thread="7")

    assert [False, False] == [await chain.notify(Person(one), REMINDER, one) for one in ("E-1001", "E-1002")]
    assert 1 == len(teams.messages)
