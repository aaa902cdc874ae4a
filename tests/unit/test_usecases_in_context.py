"""A message that leans on what was said: what it looks like alone, and read together with what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest

from secondment.knowledge.index import Hit, KnowledgeIndex, Ranking
from secondment.usecases.in_context import leads_on, points_at_what_was_told, read_in_context
from tests.usecase_fakes import FakeIndex, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays"}


@dataclass
class Readings(FakeIndex):
    """Tells the articles of a text by their chances, the likeliest first."""

    chances: dict[str, dict[str, float]] = field(default_factory=dict)

    def search(self, question: str) -> Ranking:
        """What was told for the question; for any other one nothing near."""
        told = self.chances.get(question, {"pay": 0.01})
        hits = tuple(Hit(self.by_id[name], share, {}) for name, share in told.items())
        return Ranking(question, hits, max(told.values()), nearest=0.5)


def found(text: str, alone: dict[str, float], together: dict[str, float]) -> Ranking:
    """The ranking of a text after the article on pay, from its readings alone and with the question before."""
    return read(text, {text: alone, f"who pays {text}": together})


def read(text: str, chances: dict[str, dict[str, float]]) -> Ranking:
    """The ranking of a text after the article on pay, where each reading finds what is told."""
    index = cast(KnowledgeIndex, Readings(chances=chances))
    return read_in_context(a_turn(text, memory=TOLD_PAY), index.search(text), index)


def ids(ranking: Ranking) -> list[str]:
    """The articles in order."""
    return [hit.article.id for hit in ranking.hits]


def test_another_subject_is_not_led_back_to_the_article_just_told() -> None:
    """Beside that one, both readings lead to the same: half of the doubt is gone."""
    ranking = found("and holidays?", {"leave": 0.6, "visa": 0.1}, {"pay": 0.9, "leave": 0.2})

    assert ["leave", "pay", "visa"] == ids(ranking)
    assert pytest.approx(0.8) == ranking.score


def test_where_the_readings_differ_both_are_to_choose_from() -> None:
    """The one it looks like alone first, as likely as it looked."""
    ranking = found("and papers?", {"visa": 0.4, "leave": 0.2}, {"pay": 0.9, "leave": 0.3})

    assert (["visa", "pay", "leave"], 0.4) == (ids(ranking), ranking.score)


def test_what_points_at_the_article_just_told_is_about_that() -> None:
    """Whatever its other words look like alone."""
    ranking = found("can I renew it?", {"visa": 0.5, "leave": 0.2}, {"pay": 0.9, "leave": 0.01})

    assert (["pay", "visa", "leave"], 0.9) == (ids(ranking), ranking.score)


@pytest.mark.parametrize(("chance", "order"), [(0.35, ["pay", "ending"]), (0.5, ["ending", "pay", "leave"])])
def test_what_points_back_and_looks_like_another_both_ways_may_be_either(chance: float, order: list[str]) -> None:
    """The one just told first, unless it looks enough like the other alone."""
    ranking = found("can they extend it?", {"ending": chance, "leave": 0.2}, {"pay": 0.7, "ending": 0.2})

    assert (order, chance) == (ids(ranking), ranking.score)


@pytest.mark.parametrize(
    ("alone", "together", "expected"),
    [
        ({"visa": 0.1}, {"leave": 0.6}, "leave"),
        ({"visa": 0.55}, {"leave": 0.6}, "visa"),
        ({"visa": 0.1}, {"pay": 0.6}, "pay"),
    ],
)
def test_else_the_reading_together_counts_where_it_is_clearly_better(
    alone: dict[str, float], together: dict[str, float], expected: str
) -> None:
    """A word that alone looks like nothing may well be more about what was told."""
    assert expected == found("and that?", alone, together).best.article.id


@pytest.mark.parametrize(
    ("text", "points"),
    [("can I renew it?", True), ("the other one?", True), ("and holidays?", False), ("inside one company?", False)],
)
def test_a_word_that_stands_for_something_said_points_at_it(text: str, points: bool) -> None:
    """One of a number does not."""
    assert points == points_at_what_was_told(text)


def test_nothing_leads_on_from_no_article() -> None:
    """As at the beginning of a talk."""
    index = Readings(chances={"x": {"leave": 0.9}})

    assert not leads_on(index.search("x"), a_turn("x"))
    assert leads_on(index.search("x"), a_turn("x", memory=TOLD_PAY))


def test_a_reading_that_leads_on_counts_more_than_one_that_leads_back() -> None:
    """The title of the article just told always leads back to it."""
    text, title = "kids?", "What about pay?"
    chances = {text: {"visa": 0.1}, f"who pays {text}": {"leave": 0.6}, f"{title} {text}": {"pay": 0.99}}

    assert "leave" == read(text, chances).best.article.id


def test_after_a_value_it_is_not_led_back_to_what_was_asked_before() -> None:
    """Of which no article was told."""
    chances = {
        "who pays": {"pay": 0.9},
        "can it end?": {"ending": 0.5},
        "who pays can it end?": {"pay": 0.9, "ending": 0.2},
    }
    index = cast(KnowledgeIndex, Readings(chances=chances))
    turn = a_turn("can it end?", memory={"last_kind": "record", "last_question": "who pays"})

    assert "ending" == read_in_context(turn, index.search("can it end?"), index).best.article.id
