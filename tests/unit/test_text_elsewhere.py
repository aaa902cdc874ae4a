"""What people of other countries call things, in the words of the knowledge base."""

from __future__ import annotations

import pytest

from secondment.text.elsewhere import plainly


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("can they refuse once I'm detailed to Ohio", "can they refuse once I'm seconded to Ohio"),
        ("pay during my detail", "pay during my secondment"),
        ("is deputation good for me", "is secondment good for me"),
        ("our detailee leaves", "our secondee leaves"),
        ("does my parent department keep paying", "does my home organisation keep paying"),
        ("the receiving agency", "the host organisation"),
    ],
)
def test_terms_of_other_countries_are_said_plainly(said: str, meant: str) -> None:
    """One sense on both sides, whichever form the word takes."""
    assert meant == plainly(said)


@pytest.mark.parametrize(
    "said",
    ["I need a detailed plan", "is it detailed enough", "in my detail of the report", "my parents pay", "detail"],
)
def test_the_same_words_with_another_meaning_stay(said: str) -> None:
    """Detail and parent are everyday words, too."""
    assert said == plainly(said)
