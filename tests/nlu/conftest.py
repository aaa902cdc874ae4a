"""Every held-out set is put to the product once in a run, whatever number of tests look at the answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.nlu.held_out import EMPLOYEE, Verdict, ask
from tests.product import Product


@pytest.fixture(scope="session")
def asked(whole_product: Product) -> Callable[[str], list[Verdict]]:
    """The verdicts on a set of held-out messages."""
    say = whole_product.chat(EMPLOYEE).say

    @cache
    def once(name: str) -> list[Verdict]:
        return ask(name, say)

    return once
