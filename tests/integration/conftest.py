"""The doors of Slack and Teams as several files look at them; what they need is loaded only where it is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.slack_world import SlackWorld
    from tests.stand_ins.bot_connector import BotConnector
    from tests.stand_ins.slack import Slack


@pytest.fixture
async def world(tmp_path: Path, slack: Slack) -> AsyncIterator[SlackWorld]:
    """The gateway in front of a stand-in Slack; what is about another door has a world of its own."""
    from tests.slack_world import slack_world

    async with slack_world(tmp_path, slack) as running:
        yield running


@pytest.fixture
def teams() -> Iterator[BotConnector]:
    """A stand-in Microsoft."""
    from tests.teams_world import microsoft

    with microsoft() as running:
        yield running
