"""The tables by field, topic and article: what is always right is counted, what is not gets a line."""

from __future__ import annotations

from tests.nlu.held_out import KNOWLEDGE, OWN_RECORD, Verdict, articles_of_facts, topic_of
from tests.nlu.subjects import articles, by_subject, fields, tables, topics

FACT, ARTICLE = next((fact, names) for fact, names in sorted(articles_of_facts().items()) if len(names) == 1)


def verdict(right: bool, **row: str | int) -> Verdict:
    """A verdict on a message about something."""
    return Verdict("plain", right, dict(row), "")


def test_a_message_is_about_its_field() -> None:
    """Of the own record."""
    assert {"mentor"} == fields({"field": "mentor"})


def test_a_message_is_about_the_articles_that_answer_it_and_their_topics() -> None:
    """A fact and a question of the list alike."""
    assert articles_of_facts()[FACT] == articles({"fact": FACT})
    assert {"who-is-involved"} == articles({"question": 3})
    assert {topic_of()["who-is-involved"]} == topics({"question": 3})


def test_only_what_is_not_always_right_gets_a_line() -> None:
    """The worst first, with how many messages that are."""
    said = [("mentor", True), ("status", True), ("status", False), ("location", False), ("location", False)]
    told = by_subject("by field", [verdict(right, field=field) for field, right in said], fields)

    assert ["by field: 1 of 3 always right", "location 2 0.0 %", "status 2 50.0 %"] == [
        " ".join(line.split()) for line in told.splitlines()
    ]


def test_single_articles_are_told_where_they_are_wanted() -> None:
    """Of all sets together; they would be many lines."""
    found = {name: [verdict(False, field="mentor")] for name in OWN_RECORD}
    found |= {name: [verdict(False, fact=FACT)] for name in KNOWLEDGE}
    (article,) = ARTICLE

    assert article not in tables(found, with_articles=False)
    assert article in tables(found, with_articles=True)
    assert topic_of()[article] in tables(found, with_articles=False)
