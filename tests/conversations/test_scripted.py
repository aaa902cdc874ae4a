"""Scripted conversations through the chat API: corrections, ellipses, changes of subject, refusals, cases."""

from __future__ import annotations

from tests.nlu import floors, scripted
from tests.nlu.held_out import EMPLOYEE, share
from tests.nlu.measure import misses, table
from tests.product import Product


def test_turns_of_scripted_conversations_bring_what_they_must(whole_product: Product) -> None:
    """Field, fact, topic or kind, turn by turn, each conversation in the order it was written."""
    verdicts = scripted.talk(whole_product.chat(EMPLOYEE).hear)
    print("\n" + table("scripted conversations", verdicts))

    assert floors.SCRIPTED_TURNS <= share(verdicts), misses(verdicts)
