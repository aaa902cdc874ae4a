"""Which clause asks about somebody who is named."""

from __future__ import annotations

import pytest

from secondment.usecases.naming import asks_beside_the_asker, asks_of_one_of


@pytest.mark.parametrize(
    ("text", "of_them"),
    [
        ("For my own plans I need to know whether Ruta got extended or not. If she stays I stay.", True),
        ("Can you forward me the letter of Ruta so I can copy the wording for mine", True),
        ("Is Ruta back yet? I had my leave cancelled for her", True),
        ("am I paid more or less than Ruta, we do the same job", True),
        ("Do I go before or after Ruta?", True),
        ("are my targets the same as those that Ruta got", True),
        ("me and Ruta have the same last day, no?", True),
        ("Mine is the 4th. And Ruta's?", True),
        ("I have a talk with Ruta, my secondee. Which day is it?", True),
        ("I asked on behalf of Ruta for more time, was it noted", True),
        ("same as Ruta, do I go home in March", False),
        ("I want my own dates before Ruta leaves", False),
        ("Ruta, my mentor, says my time is up. Is it?", False),
        ("has Ruta signed my extension yet", False),
        ("who is my manager now, is it still Ruta?", False),
        ("do I move with Ruta in spring", False),
        ("Ruta is ill, so who do I ring", False),
    ],
)
def test_a_clause_without_anything_of_the_asker_is_about_who_is_named(text: str, of_them: bool) -> None:
    """Whatever the rest of the message tells of the asker; a name that is the answer is not asked about."""
    assert of_them == asks_of_one_of(["Ruta"], text)


def test_hers_is_hers() -> None:
    """Nobody has to be named for that."""
    assert asks_of_one_of(["Ruta"], "Ruta and I applied, I wonder whether hers was approved")


def test_nobody_named_is_nobody_asked_about() -> None:
    """Names come from the engine."""
    assert not asks_of_one_of([], "is Ruta back yet?")


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("whats the end date for my boss", True),
        ("notice period of my line manager please", True),
        ("me and Zebulun began the same day, right?", True),
        ("Zebulun and I have the same last day?", True),
        ("what's the name of my manager", False),
        ("does my boss approve my leave", False),
        ("do me and HR have the same papers", False),
        ("Zebulun and me went the same day, when is mine due", False),
        ("I and my wife fly the same day", False),
    ],
)
def test_ones_boss_and_who_is_told_together_with_the_asker_are_others(text: str, beside: bool) -> None:
    """Whether their names are known or not."""
    assert beside == asks_beside_the_asker(text)
