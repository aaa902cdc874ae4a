"""Follow-ups: the other side, one's own case, the general rule, a correction; each leans on what was just told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from secondment.answers import Answer
from secondment.usecases.follow_up import ask_in_general, ask_mine, ask_side, correct
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn, Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, PAY, FakeIndex, FakeServices, FakeStore, a_turn, an_article

Follow = Callable[[Turn, UseCaseServices], list[Answer]]
TOLD_PAY = {"last_article": "pay", "last_topic": "pay_allowances", "last_question": "who pays me?"}


def with_record(**found: tuple[str, float]) -> FakeServices:
    """Services with Edda's record."""
    return FakeServices(FakeIndex(found), FakeStore({"E1": (a_secondment(),)}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("and for the host?", "The host does pay."),
        ("what about my employer back home?", "Home does pay."),
        ("and the sending organisation", "Home does pay."),
    ],
)
def test_the_side_that_is_named_is_told(text: str, told: str) -> None:
    """Home or host part of the article talked about."""
    (answer,) = ask_side(a_turn(text, memory=TOLD_PAY), FakeServices())

    assert ("knowledge", "pay", True) == (answer.kind, answer.article, told in answer.text)


def test_a_side_without_a_part_of_its_own_falls_back_to_the_general() -> None:
    """Said so, with the general answer."""
    (answer,) = ask_side(a_turn("and the host?", memory={"last_article": "visa"}), FakeServices())

    assert ("visa", True, True) == (answer.article, "host" in answer.text, "This is about visa." in answer.text)


def test_a_side_of_nothing_asks_for_the_subject() -> None:
    """Nothing was talked about."""
    (answer,) = ask_side(a_turn("and the host?"), FakeServices())

    assert "small_talk" == answer.kind


def test_a_side_after_a_question_without_article_is_asked_together() -> None:
    """The last question and the side find an article."""
    services = FakeServices(FakeIndex({"what is checked? and the host?": ("visa", CLEAR)}))
    (answer,) = ask_side(a_turn("and the host?", memory={"last_question": "what is checked?"}), services)

    assert "visa" == answer.article


def test_not_in_general_asks_for_ones_own() -> None:
    """Though the engine heard asking for the rule."""
    (answer,) = ask_in_general(a_turn("not in general. what is it for me", memory=TOLD_PAY), with_record())

    assert ("record", "salary_payer") == (answer.kind, answer.field)


@pytest.mark.parametrize(("chance", "field"), [(0.05, "salary_payer"), (0.3, "allowance")])
def test_a_field_counts_that_is_heard_at_all(chance: float, field: str) -> None:
    """Of the fields of what was told; else the one it is about most."""
    (answer,) = ask_mine(a_turn("is that so for me", memory=TOLD_PAY, fields={"allowance": chance}), with_record())

    assert field == answer.field


def test_mine_is_the_own_value_of_what_was_told_in_general() -> None:
    """The first record field of the article."""
    (answer,) = ask_mine(a_turn("and mine?", memory=TOLD_PAY), with_record())

    assert ("record", "salary_payer") == (answer.kind, answer.field)


def test_of_several_fields_the_one_understood_is_meant() -> None:
    """The engine's field, when the article has it."""
    turn = a_turn("and my extra money?", memory=TOLD_PAY, fields={"end_date": 0.5, "allowance": 0.4})
    (answer,) = ask_mine(turn, with_record())

    assert "allowance" == answer.field


def test_what_the_record_does_not_hold_is_said() -> None:
    """With whom to ask; nothing is invented."""
    (answer,) = ask_mine(a_turn("and mine?", memory={"last_article": "visa"}), with_record())

    assert ("fallback", True) == (answer.kind, "Ines Roth" in answer.text)


def test_mine_after_a_record_answer_tells_the_field_again() -> None:
    """The field talked about."""
    (answer,) = ask_mine(a_turn("mine again", memory={"last_field": "end_date"}), with_record())

    assert "end_date" == answer.field


def test_mine_of_nothing_asks_for_the_subject() -> None:
    """Nothing was talked about."""
    (answer,) = ask_mine(a_turn("and mine?"), with_record())

    assert "small_talk" == answer.kind


def test_in_general_after_a_record_answer_tells_the_article_of_the_field() -> None:
    """The rule behind the own value."""
    turn = a_turn("and usually?", memory={"last_field": "end_date", "last_question": "when does mine end"})
    (answer,) = ask_in_general(turn, with_record(end=("ending", CLEAR)))

    assert ("knowledge", "ending", True) == (answer.kind, answer.article, "This is about ending." in answer.text)


def test_what_only_sounds_general_is_answered_for_itself() -> None:
    """A question of its own is not the general rule behind what was told before."""
    turn = a_turn("visas, how common are they", memory=TOLD_PAY)
    (answer,) = ask_in_general(turn, FakeServices(FakeIndex({"visa": ("visa", CLEAR), "pay": ("pay", 0.1)})))

    assert ("knowledge", "visa") == (answer.kind, answer.article)


def test_in_general_of_nothing_asks_for_the_subject() -> None:
    """Nothing was talked about."""
    (answer,) = ask_in_general(a_turn("and in general?"), FakeServices())

    assert "small_talk" == answer.kind


@pytest.mark.parametrize("text", ["no, I meant my visa papers", "sorry, not that: I meant visa papers"])
def test_a_correction_that_says_what_was_meant_is_answered(text: str) -> None:
    """The words of the correction itself are left out."""
    services = FakeServices(FakeIndex({"visa": ("visa", CLEAR)}))
    (answer,) = correct(a_turn(text, memory=TOLD_PAY), services)

    assert "visa" == answer.article
    assert "meant" not in services.index.asked[0]


def test_what_is_meant_instead_is_understood_by_itself() -> None:
    """A correction towards the own record is answered from it."""
    meant = Understanding("my_secondment", 0.9, {"my_secondment": 0.9}, {"end_date": 0.9})
    turn = a_turn("no, I meant the end", memory=TOLD_PAY)
    turn = replace(turn, understanding=replace(turn.understanding, parts=(meant,)))
    (answer,) = correct(turn, with_record())

    assert ("record", "end_date") == (answer.kind, answer.field)


def test_a_correction_towards_oneself_is_answered_from_the_record() -> None:
    """As "and mine?" is."""
    (answer,) = correct(a_turn("I was asking about me, not about people", memory=TOLD_PAY), with_record())

    assert ("record", "salary_payer") == (answer.kind, answer.field)


def offered(answer: Answer) -> list[str]:
    """The articles offered."""
    return [one["article"] for one in answer.choices]


def test_a_bare_correction_offers_the_next_nearest() -> None:
    """Without the article that was wrong."""
    services = FakeServices(FakeIndex({"who pays me?": ("pay", CLOSE)}))
    (answer,) = correct(a_turn("that's wrong", memory=TOLD_PAY), services)

    assert ("clarify", ["leave", "visa", "ending"]) == (answer.kind, offered(answer))


def test_a_correction_of_nothing_asks_to_say_it_again() -> None:
    """Nothing was talked about."""
    (answer,) = correct(a_turn("that's wrong"), FakeServices())

    assert "small_talk" == answer.kind


@pytest.mark.parametrize("goal", [ask_in_general, ask_mine])
def test_a_follow_up_of_nothing_that_has_words_enough_is_a_question(goal: Follow) -> None:
    """Asking whether universities do this much is no follow-up."""
    (answer,) = goal(a_turn("do unis need a visa much"), FakeServices(FakeIndex({"visa": ("visa", CLEAR)})))

    assert ("knowledge", "visa") == (answer.kind, answer.article)


def test_the_other_side_may_have_an_article_of_its_own() -> None:
    """After what the home manager does, "and the host one?" asks for what the host manager does."""
    home, host = an_article("home manager"), an_article("host manager")
    found = {"What about host manager?": ("host manager", CLEAR)}
    services = FakeServices(FakeIndex(found, articles=(home, host)))
    (answer,) = ask_side(a_turn("and the host one?", memory={"last_article": "home manager"}), services)

    assert ("knowledge", "host manager") == (answer.kind, answer.article)


def test_a_side_that_another_article_tells_is_told_from_there() -> None:
    """The article just told has no part for it."""
    services = FakeServices(FakeIndex({"my firm": ("pay", CLEAR)}))
    (answer,) = ask_side(a_turn("and my firm?", memory={"last_article": "visa"}), services)

    assert "pay" == answer.article


def test_the_rule_of_something_else_is_told_of_that() -> None:
    """It only sounds as if it went on about the same."""
    services = with_record(extended=("ending", CLOSE + 0.1))
    asked = a_turn("and in general can it be extended?", memory={"last_field": "salary_payer", **TOLD_PAY})
    (answer,) = ask_in_general(asked, services)

    assert "ending" in {answer.article, *(choice["article"] for choice in answer.choices)}


def test_a_correction_that_begins_with_mine_is_answered_from_the_record() -> None:
    """Whatever is said after it."""
    (answer,) = correct(a_turn("no, I meant mine. the one they wrote down", memory=TOLD_PAY), with_record())

    assert ("record", "salary_payer") == (answer.kind, answer.field)


def test_an_article_that_only_names_the_other_side_is_not_taken_for_it() -> None:
    """What the article itself says of the side is told."""
    data = an_article("data", title="Will my data be shared with the host?")
    other = an_article("badge", title="Who gets me a badge at home?")
    services = FakeServices(
        FakeIndex({"Will my data be shared with the home?": ("badge", CLEAR)}, articles=(data, other))
    )
    (answer,) = ask_side(a_turn("and at home?", memory={"last_article": "data"}), services)

    assert ("data", True) == (answer.article, "Home does data." in answer.text)


def test_what_sounds_like_ones_own_but_asks_of_another_article_is_answered_by_that() -> None:
    """As "and what if they disagree about me"."""
    turn = a_turn("and what if I take leave on Monday", memory={"last_kind": "knowledge", "last_article": "pay"})
    (told,) = ask_mine(turn, FakeServices(FakeIndex({"leave": ("leave", CLEAR)})))

    assert "leave" == told.article


@pytest.mark.parametrize(
    ("text", "found"),
    [("and what is it for me then", "pay"), ("and what was agreed for me", "leave"), ("and for me?", "leave")],
)
def test_ones_own_stays_ones_own_where_no_other_article_is_asked_for(text: str, found: str) -> None:
    """It leads back to the one told, only asks for mine, or has too few words."""
    turn = a_turn(text, memory={"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays me"})
    services = FakeServices(FakeIndex({"": (found, CLEAR)}), FakeStore({"E1": (a_secondment(),)}))

    assert "record" == ask_mine(turn, services)[0].kind


@pytest.mark.parametrize("text", ["and Mehmet?", "what about Mehmet"])
def test_somebody_who_is_named_after_an_article_has_nothing_told(text: str) -> None:
    """The asker's own value would be taken for his."""
    turn = a_turn(text, memory=TOLD_PAY)
    turn = replace(turn, understanding=replace(turn.understanding, names_people=True, asks_of_named=True))
    (answer,) = ask_mine(turn, with_record())

    assert "refusal" == answer.kind


def test_the_rest_of_the_team_is_no_side() -> None:
    """After a value of the asker's own."""
    memory = {"last_kind": "record", "last_field": "working_pattern", "last_question": "what are my hours"}
    turn = a_turn("what about the rest of the team", memory=memory, intents={"ask_side": 0.8, "my_secondment": 0.3})

    assert ["refusal"] == [answer.kind for answer in ask_side(turn, with_record())]


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ("and the other manager?", "What does the host manager do?", "Home does pay."),
        ("and the other side?", "What does the home manager do?", "The host does pay."),
        ("and the other one?", "What is it?", "The host does pay."),
    ],
)
def test_the_other_side_is_that_which_was_not_told(text: str, title: str, told: str) -> None:
    """By the title of the article just told."""
    index = FakeIndex(articles=(replace(PAY, title=title),))
    (answer,) = ask_side(a_turn(text, memory=TOLD_PAY), FakeServices(index))

    assert answer.text.endswith(told)


def test_what_names_no_side_is_a_question_like_any_other() -> None:
    """Though the engine took it for asking about a side."""
    services = FakeServices(FakeIndex({"change it": ("ending", CLEAR)}))
    (answer,) = ask_side(a_turn("and if they do not change it", memory=TOLD_PAY), services)

    assert "ending" == answer.article
