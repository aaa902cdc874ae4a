"""What goes on from something told: its signals, and how they are weighed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from secondment.knowledge.article import Article
from secondment.knowledge.following import SIGNALS, SIGNS, UNFITTED, Following, Told, signals_of, signs_of
from tests.usecase_fakes import ENDING, LEAVE, PAY, VISA, an_article

ARTICLES = (PAY, LEAVE, VISA, ENDING)
FLAT = np.log(np.full(4, 0.25))


LINKS = SIGNALS[SIGNALS.index("told") : SIGNALS.index("alone_after_value")]


def links(told: Told, articles: Sequence[Article] = ARTICLES) -> list[set[str]]:
    """The links of each article to what was told, by name."""
    flat = np.zeros(len(articles))
    signals = signals_of(articles, told, flat, flat, flat)[:, SIGNALS.index(LINKS[0]) :]
    return [{name for name, value in zip(LINKS, row) if value} for row in signals]


def test_an_article_hangs_together_with_its_neighbours() -> None:
    """Those it names, those that name it, those of its topic and those about the same of a record."""
    beside = an_article("beside", related=("leave",), topic="leave_absence", record_fields=("leave_entitlement",))
    found = links(Told("how much leave", LEAVE), (LEAVE, beside, PAY))

    assert [{"told", "topic", "shared_field"}, {"relates", "topic", "shared_field"}, {"relates"}] == found
    assert {"related"} == links(Told("who pays", PAY))[2]


def test_a_value_of_the_record_leads_to_the_articles_about_it() -> None:
    """Most to the one that is about it first of all."""
    assert [{"of_field", "mainly_of_field"}, set(), set(), set()] == links(Told("who pays me", field="salary_payer"))
    assert {"of_field"} == links(Told("what do I get", field="allowance"))[0]


def test_of_nothing_told_nothing_hangs_together() -> None:
    """After a refusal only the question before is left."""
    assert [set()] * 4 == links(Told("when does Jana end"))


def test_what_hardly_speaks_for_an_article_counts_no_more_how_little() -> None:
    """Else one reading would decide alone."""
    reading = np.array([-0.1, -3.0, -9.0, -60.0])

    assert [-0.1, -3.0, -8.0, -8.0] == signals_of(ARTICLES, Told("x"), reading, FLAT, FLAT)[:, 0].tolist()


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (Told("who pays me", field="salary_payer"), {"alone_after_value": -1.0, "with_told_after_value": 0.5}),
        (Told("who pays", PAY), {"alone_of_told": -1.0}),
        (Told("who pays"), {}),
    ],
    ids=["a value", "an article", "nothing"],
)
def test_what_is_said_counts_by_what_was_told(told: Told, counted: dict[str, float]) -> None:
    """After a value of the record by weights of its own, and so for an article that was told or is about the value."""
    readings = np.full(4, -1.0), np.full(4, -2.0), np.full(4, 0.5)
    first, second = (dict(zip(SIGNALS, row, strict=True)) for row in signals_of(ARTICLES, told, *readings)[:2])
    after = {"with_question_after_value": -2.0, "alone_of_field": -1.0} if told.field else {}

    named = [name for name in SIGNALS if "_after_value" in name or name in ("alone_of_told", "alone_of_field")]
    assert counted | after == {name: first[name] for name in named if first[name]}
    assert 0.0 == second["alone_of_told"] == second["alone_of_field"]


@pytest.mark.parametrize(
    ("told", "subject"),
    [
        (Told("who pays", PAY), "What about pay?"),
        (Told("who pays", field="salary_payer"), "salary payer"),
        (Told("who pays"), "who pays"),
    ],
)
def test_what_was_told_in_words(told: Told, subject: str) -> None:
    """The title, the field, or else the question."""
    assert subject == told.subject


def test_the_weights_say_what_each_signal_adds() -> None:
    """The parts of an article add up to its number."""
    following = Following({**UNFITTED.weights, "alone": 2.0, "told": -1.0}, UNFITTED.calibration, 0.0)
    signals = signals_of(ARTICLES, Told("who pays", PAY), FLAT, FLAT, FLAT)

    assert pytest.approx(following.logits(signals)[0]) == sum(following.parts(signals[0]).values())
    assert -1.0 == following.parts(signals[0])["told"]


def test_a_lead_makes_it_surer() -> None:
    """By the calibration."""
    following = Following(UNFITTED.weights, {**UNFITTED.calibration, "lead": 1.0}, -1.0)
    chances = [
        following.probability(signs_of(np.array(logits), 0.1, 0.5, again=False)) for logits in ([1.0, 0.9], [4.0, 0.9])
    ]

    assert chances[0] < 0.5 < chances[1]


def test_the_signs_are_told_by_name() -> None:
    """One article alone leads by all there is."""
    signs = dict(zip(SIGNS, signs_of(np.array([1.0]), 0.5, 0.7, again=True), strict=True))

    assert (8.0, 0.0, 0.7, 1.0) == (signs["lead"], signs["alone"], signs["nearest"], signs["again"])
