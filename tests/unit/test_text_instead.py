"""What somebody means instead of what was understood."""

from __future__ import annotations

import pytest

from secondment.text.instead import meant_instead


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("no, I meant the pay", "the pay"),
        ("I meant tax", "tax"),
        ("sorry, who pays for the flat?", "who pays for the flat?"),
        ("not the day, how many weeks in all", "how many weeks in all"),
        ("which boss is it, not the old one?", "which boss is it?"),
        ("that's not what I asked. Who signs it?", "Who signs it?"),
    ],
)
def test_the_part_that_is_meant_is_found(said: str, meant: str) -> None:
    """Before or after what is not meant."""
    assert meant == meant_instead(said)


@pytest.mark.parametrize("said", ["no", "that's wrong", "no, never", "who pays me", "is it not paid?"])
def test_nothing_is_meant_where_nothing_else_is_said(said: str) -> None:
    """A mere no asks for other choices."""
    assert "" == meant_instead(said)
