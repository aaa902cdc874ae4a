"""One's own of what was just told in general."""

from __future__ import annotations

import pytest

from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.pointing import merely_asks, name_asked, own_of_what_was_told
from tests.builders import a_secondment
from tests.usecase_fakes import FakeIndex, FakeServices, FakeStore, a_turn, an_article

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays a secondee"}


def test_when_is_mine_asks_for_what_was_told_not_for_the_end() -> None:
    """After an article; else "when" sounds like the end date."""
    turn = a_turn("and when is mine?", memory=TOLD_PAY, fields={"end_date": 0.9}, intents={"my_secondment": 0.99})

    assert ["salary_payer"] == [
        answer.field for answer in answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))
    ]


@pytest.mark.parametrize(
    ("last", "text", "field"),
    [
        ("host_manager", "and the one at home?", "home_manager"),
        ("home_manager", "no, the host one, name please", "host_manager"),
        ("home_organisation", "the one at the host", "host_organisation"),
        ("host_manager", "home?", "home_manager"),
        ("host_manager", "the one at home, whats the name again", "home_manager"),
        ("host_organisation", "the other one, that sent me?", "home_organisation"),
        ("home_manager", "not that one, the other", "host_manager"),
        ("mentor", "home?", None),
        ("host_manager", "the one at the host", None),
        ("location", "the one at home", None),
    ],
)
def test_the_one_at_the_other_side_is_the_same_of_that_side(last: str, text: str, field: str | None) -> None:
    """After a value that both sides have, and where it was not that one."""
    turn = a_turn(text, memory={"last_kind": "record", "last_field": last, "last_question": "who is it"})
    told = answer_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))

    assert [field] == [answer.field for answer in told]


@pytest.mark.parametrize(
    ("last", "text", "field"),
    [
        ("end_date", "and how many days is that from now", "days_left"),
        ("days_left", "and the actual date?", "end_date"),
        ("duration", "which day is that exactly", "end_date"),
        ("leave_entitlement", "how many days is that to go", "leave_entitlement"),
        ("days_left", "and the date of the next review", "days_left"),
    ],
)
def test_an_end_is_counted_and_what_is_counted_has_an_end(last: str, text: str, field: str) -> None:
    """Of other values nothing is counted."""
    memory = {"last_kind": "record", "last_field": last, "last_question": "when is it over"}
    turn = a_turn(text, memory=memory, fields={last: 0.9}, intents={"my_secondment": 0.95})

    assert [field] == [
        answer.field for answer in answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))
    ]


def test_what_is_counted_is_told_alone() -> None:
    """No article is told beside it, though the engine was unsure: it was asked for."""
    memory = {"last_kind": "record", "last_field": "end_date", "last_question": "when is it over"}
    turn = a_turn(
        "how many days is that from now", memory=memory, fields={"status": 0.4}, intents={"my_secondment": 0.3}
    )
    (told,) = answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))

    assert ("days_left", None) == (told.field, told.article)


REPORTING = an_article("reporting", record_fields=("location", "mentor", "host_manager", "home_manager"))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("name?", "mentor"),
        ("her name? the one here I mean", "host_manager"),
        ("who's that at the host, i forgot his name", "host_manager"),
        ("the one at home, whats the name again", "home_manager"),
        ("the name of the company", None),
        ("names of the others", None),
    ],
)
def test_a_name_asked_for_after_an_article_is_of_its_people(text: str, field: str | None) -> None:
    """The first whom the article is about, or the manager of the side that is said."""
    index = FakeServices(FakeIndex(articles=(REPORTING,))).knowledge.current()
    memory = {"last_kind": "knowledge", "last_article": "reporting", "last_question": "whose orders do I take"}
    named = name_asked(a_turn(text, memory=memory), index)

    assert field == (named.understanding.field if named else None)


@pytest.mark.parametrize(("told", "field"), [("home_manager", "home_manager"), ("location", None)])
def test_a_name_asked_for_after_somebody_is_that_ones(told: str, field: str | None) -> None:
    """And of a place nobody's."""
    memory = {"last_kind": "record", "last_field": told, "last_question": "who is it"}
    named = name_asked(a_turn("name?", memory=memory), FakeServices().knowledge.current())

    assert field == (named.understanding.field if named else None)


def test_no_name_is_told_after_an_article_without_people() -> None:
    """Nor is one guessed."""
    index = FakeServices(FakeIndex(articles=(an_article("tax", record_fields=("location",)),))).knowledge.current()
    memory = {"last_kind": "knowledge", "last_article": "tax", "last_question": "where is tax due"}

    assert name_asked(a_turn("name?", memory=memory), index) is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("how long does that last as a rule", "duration"),
        ("how long is the notice", "notice_period"),
        ("how long is that paper valid", "mentor"),
        ("what of it", "mentor"),
    ],
)
def test_and_mine_is_of_what_the_question_before_asked(asked: str, field: str) -> None:
    """Also where the article that answered it holds no such field."""
    article = an_article("client", record_fields=("mentor", "notice_period"))
    memory = {"last_kind": "knowledge", "last_article": "client", "last_question": asked}
    index = FakeServices(FakeIndex(articles=(article,))).knowledge.current()
    pointed = own_of_what_was_told(a_turn("and mine?", memory=memory), index)

    assert pointed is not None and field == pointed.understanding.field


@pytest.mark.parametrize("text", ["when do I get it", "where do I get it"])
def test_a_guessed_field_has_to_hold_what_is_asked_for(text: str) -> None:
    """Of the article's fields none holds a time or a place: nobody's name is told for that."""
    turn = a_turn(text, memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields={"status": 0.1})

    assert own_of_what_was_told(turn, FakeServices().knowledge.current()) is None


def test_a_guessed_field_that_holds_what_is_asked_for_is_told() -> None:
    """As who pays."""
    turn = a_turn("who gets it for me", memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields={"status": 0.1})
    pointed = own_of_what_was_told(turn, FakeServices().knowledge.current())

    assert pointed is not None and "salary_payer" == pointed.understanding.field


def test_what_no_field_holds_is_answered_by_the_article_not_by_the_record() -> None:
    """Though the engine takes it for a question about the own record."""
    turn = a_turn("where do I get it", memory=TOLD_PAY, intents={"my_secondment": 0.9}, fields={"status": 0.1})
    (told,) = answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))

    assert "clarify" == told.kind


def test_a_field_that_is_heard_need_not_be_guessed() -> None:
    """The pay is heard in it: it is told, whatever the question begins with."""
    turn = a_turn("when do I get it", memory=TOLD_PAY, fields={"salary_payer": 0.9})
    pointed = own_of_what_was_told(turn, FakeServices().knowledge.current())

    assert pointed is not None and "salary_payer" == pointed.understanding.field


@pytest.mark.parametrize(
    ("text", "last", "mere"),
    [
        ("when?", "knowledge", True),
        ("and by whom exactly", "clarify", True),
        ("how long then", "knowledge", True),
        ("when do I end", "knowledge", False),
        ("when?", "record", False),
    ],
)
def test_a_mere_question_word_after_an_article_asks_of_that(text: str, last: str, mere: bool) -> None:
    """After a value of the record it asks for another value."""
    assert mere == merely_asks(a_turn(text, memory={**TOLD_PAY, "last_kind": last}))


def test_a_mere_question_word_is_not_answered_from_the_record() -> None:
    """Though the engine hears the end date in it."""
    turn = a_turn("when?", memory=TOLD_PAY, fields={"end_date": 0.9}, intents={"my_secondment": 0.95})
    told = answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))

    assert ["record"] != [answer.kind for answer in told]


@pytest.mark.parametrize(
    ("text", "field"), [("how many is that for me", "leave_entitlement"), ("is it mine", "end_date")]
)
def test_what_is_heard_faintly_has_to_hold_what_is_asked_for(text: str, field: str) -> None:
    """A number is no date."""
    leave = an_article("leave", record_fields=("leave_entitlement", "end_date"))
    index = FakeServices(FakeIndex(articles=(leave,))).knowledge.current()
    memory = {"last_kind": "knowledge", "last_article": "leave", "last_question": "what of days left over"}
    pointed = own_of_what_was_told(a_turn(text, memory=memory, fields={"end_date": 0.4}), index)

    assert pointed is not None and field == pointed.understanding.field


@pytest.mark.parametrize(
    ("text", "field"),
    [("ok and how many have I got left", "leave_entitlement"), ("how many days till I am back", "days_left")],
)
def test_what_is_left_after_the_leave_is_left_of_the_leave(text: str, field: str) -> None:
    """Unless it names something else."""
    memory = {"last_kind": "record", "last_field": "leave_entitlement", "last_question": "who approves my leave"}
    turn = a_turn(text, memory=memory, fields={"days_left": 0.95}, intents={"my_secondment": 0.99})
    told = answer_own_question(turn, FakeServices(store=FakeStore({"E1": (a_secondment(),)})))

    assert [field] == [answer.field for answer in told]
