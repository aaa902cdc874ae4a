"""Conversation moves are understood by the trained model."""

from __future__ import annotations

import pytest

from tests.inner_servers import missing
from tests.nlu import floors, moves
from tests.nlu.held_out import share
from tests.nlu.measure import misses, table


def test_conversation_moves_are_understood() -> None:
    """Greetings, "tell me more", "and mine?", thumbs, cases."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    verdicts = moves.understand()
    print("\n" + table("conversation moves", verdicts))

    assert floors.CONVERSATION_MOVES <= share(verdicts), misses(verdicts)
