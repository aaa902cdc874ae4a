"""When somebody is only spoken of beside the asker's own, and when what others have is asked for as well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.refusing import about_someone_else
from tests.usecase_fakes import a_turn


def test_what_others_have_is_refused_where_ones_own_is_compared_with_it() -> None:
    """Although the asker speaks of their own."""
    turn = a_turn("do I get less than my colleagues", intents={"my_secondment": 0.3, "pay": 0.4})

    assert about_someone_else(turn)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Olu says I have only four days left, is he right?", False),
        ("What is my status? Milan at the gate won't let me in", False),
        ("Milan asks me: what is open on Ada's list?", True),
        ("The list of the new man Milan lent me, what is open on it?", True),
        ("end date my secondee", True),
    ],
)
def test_who_is_only_spoken_of_where_ones_own_is_asked_for_is_nobody(text: str, refused: bool) -> None:
    """Where the engine hears nothing of others in it; whose something is still counts."""
    turn = a_turn(text, intents={"my_secondment": 0.9})
    turn = replace(turn, understanding=replace(turn.understanding, names_people=True, asks_of_named_alone=True))

    assert refused == about_someone_else(turn)
