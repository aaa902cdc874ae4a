"""Which examples the sentence encoder was kept from."""

from __future__ import annotations

from secondment.text.unseen import unseen

_TEXTS = [f"question number {number}" for number in range(3000)]


def test_about_one_in_six_is_unseen() -> None:
    """Enough to measure on, and most to learn from."""
    share = sum(map(unseen, _TEXTS)) / len(_TEXTS)

    assert 0.14 < share < 0.20


def test_a_text_is_always_on_the_same_side() -> None:
    """The model file was made with this very division; changing it makes every measurement flattering."""
    assert [9, 19, 21, 26] == [number for number in range(40) if unseen(_TEXTS[number])]
