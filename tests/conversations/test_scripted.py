"""Scripted conversations through the chat API: corrections, ellipses, changes of subject, refusals, cases."""

from __future__ import annotations

import pytest

from tests.nlu import floors, scripted
from tests.nlu.held_out import EMPLOYEE, Verdict, share
from tests.nlu.measure import misses, table
from tests.product import Product


@pytest.fixture(scope="module")
def talked(whole_product: Product) -> list[Verdict]:
    """The verdicts on every turn, each conversation in the order it was written."""
    return scripted.talk(whole_product.chat(EMPLOYEE).hear)


def test_turns_of_scripted_conversations_bring_what_they_must(talked: list[Verdict]) -> None:
    """Field, fact, topic or kind, turn by turn."""
    print("\n" + table("scripted conversations", talked))

    assert floors.SCRIPTED_TURNS <= share(talked), misses(talked)


@pytest.mark.parametrize("phenomenon", scripted.PHENOMENA)
def test_no_phenomenon_of_conversations_is_left_behind(talked: list[Verdict], phenomenon: str) -> None:
    """A floor for each, else what goes well would hide what does not."""
    verdicts = [one for one in talked if one.group in scripted.PHENOMENA[phenomenon]]

    assert floors.SCRIPTED_BY[phenomenon] <= share(verdicts), misses(verdicts)
