"""What goes with an answer: more, its source, related questions, the opened article, and that none of them fits."""

from __future__ import annotations

from dataclasses import replace

from secondment.usecases.choosing import choose_none
from secondment.usecases.explaining import open_article, tell_me_more, why_source
from secondment.usecases.telling import article_buttons, tell_article
from secondment.usecases.turn import Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import (
    CLEAR,
    ENDING,
    LEAVE,
    PAY,
    SENTENCES,
    VISA,
    FakeIndex,
    FakeServices,
    FakeStore,
    a_turn,
    an_article,
)

TOLD_PAY = {"last_article": "pay", "last_question": "who pays me?"}


def kinds_of(services: FakeServices, name: str) -> list[tuple[str, str]]:
    """The buttons under an article."""
    article = services.index.by_id[name]
    return [(one.choice.kind, one.choice.value) for one in article_buttons(article, services.current(), SENTENCES)]


def test_an_article_offers_more_why_related_and_thumbs() -> None:
    """In that order; a related article that is gone is left out."""
    assert [
        ("tell_more", "pay"),
        ("source", "pay"),
        ("article", "leave"),
        ("article", "visa"),
        ("rate_up", "pay"),
        ("rate_down", "pay"),
    ] == kinds_of(FakeServices(), "pay")


def test_without_more_to_tell_none_is_offered() -> None:
    """The button stands only where it leads somewhere."""
    assert ("tell_more", "visa") not in kinds_of(FakeServices(), "visa")


def test_at_most_three_related_articles_are_offered() -> None:
    """The first three that are there; one that is gone takes no place."""
    crowded = an_article("crowded", related=("pay", "gone", "leave", "visa", "ending"))
    services = FakeServices(FakeIndex(articles=(crowded, PAY, LEAVE, VISA, ENDING)))

    assert ["pay", "leave", "visa"] == [name for kind, name in kinds_of(services, "crowded") if kind == "article"]


def test_a_score_is_told_in_three_digits() -> None:
    """And none when the article was not searched for."""
    index = FakeServices().current()

    assert 0.833 == tell_article(PAY, index, SENTENCES, question="q", score=0.83333).score
    assert tell_article(PAY, index, SENTENCES, question="q").score is None


def test_more_is_the_rest_of_the_article() -> None:
    """And more is not offered a second time."""
    (told,) = tell_me_more(a_turn("tell me more", memory=TOLD_PAY), FakeServices())

    assert ("knowledge", "pay", "More of pay.") == (told.kind, told.article, told.text)
    assert "tell_more" not in [one.choice.kind for one in told.buttons]


def test_the_pressed_article_counts_and_not_the_last_one() -> None:
    """A button of an earlier answer still tells of its own article."""
    (told,) = tell_me_more(a_turn(choice=("tell_more", "leave"), memory=TOLD_PAY), FakeServices())

    assert "leave" == told.article


def test_where_there_is_no_more_that_is_said() -> None:
    """By the article's title."""
    (told,) = tell_me_more(a_turn("more", memory={"last_article": "visa"}), FakeServices())

    assert VISA.title in told.text


def test_more_after_a_record_answer_is_the_general_article() -> None:
    """The article that goes with the field."""
    services = FakeServices(FakeIndex({"end": ("ending", CLEAR)}))
    (told,) = tell_me_more(
        a_turn("more on the end", memory={"last_field": "end_date", "last_kind": "record"}), services
    )

    assert "ending" == told.article


def test_more_of_nothing_is_said_so() -> None:
    """Nothing was told yet."""
    (told,) = tell_me_more(a_turn("more"), FakeServices())

    assert "small_talk" == told.kind


def test_why_tells_source_owner_review_and_match() -> None:
    """So that a person can judge the answer."""
    services = FakeServices(FakeIndex({"who pays": ("pay", 0.9)}))
    (told,) = why_source(a_turn("why?", memory=TOLD_PAY), services)

    for part in (PAY.title, "General practice", "HR Mobility", "1 June 2026", "90 %"):
        assert part in told.text


def test_why_after_a_record_answer_names_the_record_and_whom_to_tell() -> None:
    """Values come from HR's records."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    (told,) = why_source(a_turn("says who?", memory={"last_field": "end_date", "last_kind": "record"}), services)

    assert ("small_talk", True) == (told.kind, "Ines Roth" in told.text)


def test_an_opened_article_is_told() -> None:
    """From its button."""
    (told,) = open_article(a_turn(choice=("article", "leave")), FakeServices())

    assert ("knowledge", "leave") == (told.kind, told.article)


def test_a_withdrawn_article_is_not_told() -> None:
    """The button may be older than the knowledge base."""
    (told,) = open_article(a_turn(choice=("article", "withdrawn")), FakeServices())

    assert "fallback" == told.kind


def test_when_none_fits_a_person_is_offered() -> None:
    """With the question that was asked kept for the case."""
    (told,) = choose_none(a_turn(choice=("none_of_these", ""), memory={"last_question": "who pays?"}), FakeServices())

    assert ("fallback", "who pays?") == (told.kind, told.remember["last_question"])
    assert ["pass_to_hr"] == [one.choice.kind for one in told.buttons]


def test_when_none_fits_and_it_is_said_what_is_meant_that_is_answered() -> None:
    """Nobody has to ask a second time."""
    meant = Understanding("leave_absence", 0.9, {"leave_absence": 0.9}, {})
    turn = a_turn("none of these, I meant leave", memory={"last_question": "who pays?", "last_kind": "clarify"})
    services = FakeServices(FakeIndex({"leave": ("leave", CLEAR)}))
    (told,) = choose_none(replace(turn, understanding=replace(turn.understanding, parts=(meant,))), services)

    assert ("knowledge", "leave") == (told.kind, told.article)


def test_where_after_a_value_asks_for_the_place() -> None:
    """Not where the value comes from."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    memory = {"last_kind": "record", "last_field": "host_organisation", "last_question": "who is my host"}
    (told,) = why_source(a_turn("and where?", memory=memory), services)

    assert ("record", "location") == (told.kind, told.field)


def test_a_longer_message_about_nothing_told_asks_something_of_its_own() -> None:
    """It only sounded like asking for more or for the source."""
    services = FakeServices(FakeIndex({"visa": ("visa", CLEAR)}))
    told = [use(a_turn("seriously, how is a visa like that legal"), services) for use in (why_source, tell_me_more)]

    assert [["visa"], ["visa"]] == [[answer.article for answer in answers] for answers in told]
