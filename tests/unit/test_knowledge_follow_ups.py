"""Follow-ups whose article is known, and what is fitted on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge.follow_ups import FILE, FollowUp, Sample, fit_following, of_nothing, read_follow_ups
from secondment.knowledge.following import SIGNALS, Following, Told
from secondment.knowledge.index import KnowledgeIndex
from tests.usecase_fakes import LEAVE, PAY, FakeIndex

INDEX = cast(KnowledgeIndex, FakeIndex())


def folder_with(tmp_path: Path, *rows: dict[str, object]) -> Path:
    """A folder with these follow-ups."""
    (tmp_path / FILE).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def test_a_follow_up_comes_after_an_article_or_a_value(tmp_path: Path) -> None:
    """With the articles that answer it."""
    folder = folder_with(
        tmp_path,
        {"before": "who pays", "article": "pay", "text": "and holidays", "articles": ["leave"]},
        {"before": "my pay", "field": "salary_payer", "text": "is that usual", "articles": ["pay"]},
    )

    assert [
        FollowUp("and holidays", Told("who pays", PAY), ("leave",)),
        FollowUp("is that usual", Told("my pay", None, "salary_payer"), ("pay",)),
    ] == read_follow_ups(folder, INDEX)


@pytest.mark.parametrize(
    "row",
    [
        {"before": "who pays", "article": "gone", "text": "and holidays", "articles": ["leave"]},
        {"before": "who pays", "article": "pay", "text": "and holidays", "articles": ["gone"]},
        {"before": "who pays", "article": "pay", "articles": ["leave"]},
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, row: dict[str, object]) -> None:
    """With its file and number."""
    with pytest.raises(KnowledgeError, match=rf"{FILE}:1: no follow-up"):
        read_follow_ups(folder_with(tmp_path, row), INDEX)


def test_what_nothing_answers_may_come_after_anything() -> None:
    """Each after one of the things told, in turn."""
    told = [FollowUp("x", Told("who pays", PAY), ("pay",)), FollowUp("y", Told("how much leave", LEAVE), ())]

    assert [
        FollowUp("football", told[0].told, ()),
        FollowUp("weather", told[1].told, ()),
        FollowUp("soup", told[0].told, ()),
    ] == of_nothing(["football", "weather", "soup"], told)


def samples(decisive: str) -> list[Sample]:
    """Follow-ups of four articles in which one signal stands at the right article, another one anywhere."""
    chance = np.random.default_rng(5)
    found = []
    for number in range(60):
        signals = np.zeros((4, len(SIGNALS)))
        signals[number % 4, SIGNALS.index(decisive)] = 1.0
        signals[chance.integers(4), SIGNALS.index("topic")] = 1.0
        right = np.arange(4) == (number % 4 if number % 10 else -1)
        found.append(Sample(signals, right, 0.1, 0.5, 0))
    return found


def test_what_stands_at_the_right_article_weighs_most() -> None:
    """What stands anywhere weighs little, and what is never answered keeps the chance below one."""
    following = Following(**fit_following(samples("related")))
    signals = np.zeros((2, len(SIGNALS)))
    signals[0, SIGNALS.index("related")] = signals[1, SIGNALS.index("topic")] = 1.0
    related, topic = following.logits(signals)

    assert related > 5 * abs(topic)
