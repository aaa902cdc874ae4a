"""A message that leans on what was said: what the index is asked for it, and what points back or leads on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest

from secondment.knowledge.following import Told
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.usecases.in_context import leads_on, points_at_what_was_told, read_in_context
from tests.usecase_fakes import FakeIndex, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays"}


@dataclass
class Following(FakeIndex):
    """Keeps what it is asked to follow."""

    followed: list[tuple[str, Told]] = field(default_factory=list)

    def follow(self, message: str, told: Told) -> Ranking:
        """The ranking of the message alone."""
        self.followed.append((message, told))
        return self.search(message)


@pytest.mark.parametrize(
    ("memory", "article", "told_field"),
    [
        (TOLD_PAY, "pay", None),
        ({"last_kind": "clarify", "last_article": "pay", "last_question": "who pays"}, "pay", None),
        ({"last_kind": "record", "last_field": "end_date", "last_question": "who pays"}, None, "end_date"),
        ({"last_kind": "refusal", "last_field": "end_date", "last_question": "who pays"}, None, None),
    ],
)
def test_what_was_told_goes_along(memory: dict[str, str], article: str | None, told_field: str | None) -> None:
    """The article or the value of the record; what was refused was not told, only its question is left."""
    index = Following()

    read_in_context(a_turn("who decides that", memory=memory), cast(KnowledgeIndex, index))

    ((message, told),) = index.followed
    assert ("who decides that", "who pays", told_field) == (message, told.question, told.field)
    assert article == (told.article and told.article.id)


def test_with_nothing_said_before_there_is_nothing_to_follow() -> None:
    """It is looked for as it stands."""
    index = Following()

    read_in_context(a_turn("who decides that"), cast(KnowledgeIndex, index))

    assert not index.followed


@pytest.mark.parametrize(
    ("text", "points"),
    [("can I renew it?", True), ("the other one?", True), ("and holidays?", False), ("inside one company?", False)],
)
def test_a_word_that_stands_for_something_said_points_at_it(text: str, points: bool) -> None:
    """One of a number does not."""
    assert points == points_at_what_was_told(text)


def test_nothing_leads_on_from_no_article() -> None:
    """Only where one was told can another follow."""
    index = FakeIndex({"x": ("leave", 0.6)})

    assert not leads_on(index.search("x"), a_turn("x"))
    assert leads_on(index.search("x"), a_turn("x", memory=TOLD_PAY))
