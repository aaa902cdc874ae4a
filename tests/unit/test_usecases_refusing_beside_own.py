"""When somebody is only spoken of beside the asker's own, and when what others have is asked for as well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.deciding import way_of_own_question
from secondment.usecases.refusing import about_someone_else, perhaps_about_others
from tests.usecase_fakes import FakeIndex, FakeServices, a_turn


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


def test_what_is_asked_as_a_rule_and_not_known_is_not_refused_either() -> None:
    """Who does not know says so; nobody's data was asked for."""
    turn = a_turn("who would as a rule insure the kids of somebody like Bo?", intents={"someone_elses_record": 0.9})

    assert (False, False) == (about_someone_else(turn), perhaps_about_others(turn))


def test_ones_own_is_told_although_somebody_told_it_too() -> None:
    """Who told it is "he", and what is asked is the asker's own."""
    turn = a_turn("Olu says I have only four days left, is he right?", intents={"my_secondment": 0.95})
    services = FakeServices(FakeIndex({}))

    assert "own_record" == way_of_own_question(turn, services.knowledge).rule
