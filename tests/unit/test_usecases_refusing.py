"""When a message is taken as asking for another person's data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.text.focus import focus
from secondment.usecases.own_record import own_record_likely
from secondment.usecases.refusing import about_someone_else
from tests.usecase_fakes import a_turn

ARTICLE = {"last_kind": "knowledge", "last_article": "mentor", "last_question": "what does a mentor do"}


@pytest.mark.parametrize("kind", ["knowledge", "clarify"])
@pytest.mark.parametrize(
    ("chance", "refused"), [(0.59, False), (0.6, True)], ids=["somebody of the article", "surely another person"]
)
def test_he_or_she_after_an_article_is_somebody_of_it_unless_the_engine_is_sure(
    kind: str, chance: float, refused: bool
) -> None:
    """After an article on mentors, or its title, who chooses her is no question about a colleague."""
    intents = {"someone_elses_record": chance, "onboarding": 0.3}
    turn = a_turn("and who chooses her?", memory={**ARTICLE, "last_kind": kind}, intents=intents)

    assert refused == about_someone_else(turn)


def test_he_or_she_without_an_article_before_is_another_person() -> None:
    """Nobody else can be meant."""
    assert about_someone_else(a_turn("and when does hers end?", intents={"my_secondment": 0.35, "tax": 0.4}))


def test_what_points_back_to_an_article_never_tells_the_own_record() -> None:
    """A value of the asker's would be taken for hers."""
    turn = a_turn("and her pay?", memory=ARTICLE, intents={"my_secondment": 0.9})

    assert (False, False) == (about_someone_else(turn), own_record_likely(turn, belief=0.0))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("When does Ada finish?", True),
        ("I am back at my desk since May. When does Ada finish?", True),
        ("Ada told me to ask. When do I finish?", False),
        ("I work with Ada. What is my end date?", False),
    ],
)
def test_who_is_named_where_it_is_asked_is_another_person(text: str, refused: bool) -> None:
    """Whatever the asker tells of themselves before; a name in the story alone says nothing."""
    turn = a_turn(text, intents={"my_secondment": 0.6})
    heard = replace(turn.understanding, names_people=True, asks_of_named="Ada" in focus(text))
    turn = replace(turn, understanding=heard)

    assert refused == about_someone_else(turn)
