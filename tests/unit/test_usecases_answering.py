"""Answering: the score of the article decides; close calls are offered, nothing near is said, others are protected."""

from __future__ import annotations

import pytest

from secondment.usecases.answering import answer_own_question, answer_question
from secondment.usecases.leaning import leans_on_context
from secondment.usecases.turn import Memory
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, NOTHING, FakeIndex, FakeRanker, FakeServices, FakeStore, a_turn


def finding(**found: tuple[str, float]) -> FakeServices:
    """Services whose index finds an article, with a score, where a word stands in the question."""
    return FakeServices(FakeIndex(found))


def test_a_clear_hit_is_answered_with_its_article() -> None:
    """Text, topic, score and sources of the article."""
    (told,) = answer_question(a_turn("who pays me?"), finding(pays=("pay", CLEAR)))

    assert ("knowledge", "pay", "pay_allowances") == (told.kind, told.article, told.topic)
    assert ("This is about pay.", CLEAR, "General practice") == (told.text, told.score, told.sources[0].title)


def test_an_answer_is_remembered_for_follow_ups() -> None:
    """Article, topic and question; the field talked about before is dropped."""
    (told,) = answer_question(a_turn("who pays me?", memory={"last_field": "end_date"}), finding(pays=("pay", CLEAR)))

    assert {
        "last_article": "pay",
        "last_topic": "pay_allowances",
        "last_field": None,
        "last_question": "who pays me?",
        "last_kind": "knowledge",
    } == told.remember


def test_a_close_call_offers_three_titles_and_none_of_these() -> None:
    """Ranked choices, as buttons that carry the article."""
    (told,) = answer_question(a_turn("money off"), finding(money=("leave", CLOSE)))

    assert ("clarify", ["leave", "pay", "visa"]) == (told.kind, [one["article"] for one in told.choices])
    assert [("article", "leave"), ("article", "pay"), ("article", "visa"), ("none_of_these", "")] == [
        (button.choice.kind, button.choice.value) for button in told.buttons
    ]


def test_an_article_hardly_ahead_of_another_is_offered_beside_it() -> None:
    """However much is believed of it; its answer is told with the titles."""
    services = FakeServices(FakeIndex({"pays": ("pay", CLEAR)}, ranker=FakeRanker(gap_from=0.5)))
    (told,) = answer_question(a_turn("who pays me?"), services)

    assert ("clarify", "pay") == (told.kind, told.remember["last_article"])


def test_a_nearer_close_call_tells_the_nearest_answer_with_its_doubt() -> None:
    """It stays a clarification, and "tell me more" then means that article."""
    (told,) = answer_question(a_turn("money off"), finding(money=("leave", 0.6)))

    assert ("clarify", "leave") == (told.kind, told.remember["last_article"])
    assert told.text != "This is about leave."
    assert "This is about leave." in told.text


def test_the_scores_of_choices_fall() -> None:
    """The first has the score of the ranking."""
    (told,) = answer_question(a_turn("money off"), finding(money=("leave", CLOSE)))
    scores = [one["score"] for one in told.choices]

    assert CLOSE == scores[0]
    assert sorted(scores, reverse=True) == scores


def test_nothing_near_is_admitted_with_whom_to_ask() -> None:
    """A fallback that names HR and offers to pass the question on."""
    (told,) = answer_question(a_turn("how tall is the tower"), finding())

    assert ("fallback", True) == (told.kind, "People Team" in told.text)
    assert ["pass_to_hr"] == [button.choice.kind for button in told.buttons]


def test_the_own_hr_contact_is_named_when_one_is_on_record() -> None:
    """By name and address."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    (told,) = answer_question(a_turn("how tall is the tower"), services)

    assert "Ines Roth (ines.roth@orchard.example)" in told.text


def test_in_a_group_nobody_of_the_record_is_named() -> None:
    """Others read along."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    (told,) = answer_question(a_turn("how tall is the tower", surface="group"), services)

    assert ("fallback", False) == (told.kind, "Ines" in told.text)


def test_the_intent_alone_does_not_make_an_answer() -> None:
    """A topic the engine is sure of, without an article near it, is not answered."""
    (told,) = answer_question(a_turn("pay the pigeons", intents={"pay_allowances": 0.99}), finding())

    assert "fallback" == told.kind


def test_a_message_about_something_else_needs_more_than_a_good_score() -> None:
    """The engine's word that it is out of scope lowers the belief."""
    services = finding(visa=("visa", CLEAR))
    (sure,) = answer_question(a_turn("visa card limit", intents={"out_of_scope": 0.97}), services)
    (unsure,) = answer_question(a_turn("visa card limit", intents={"immigration": 0.97}), services)

    assert ("fallback", "knowledge") == (sure.kind, unsure.kind)


def test_a_likely_question_about_another_person_is_refused() -> None:
    """Even when the engine preferred another intent and an article is near."""
    turn = a_turn("who pays my colleague?", intents={"pay_allowances": 0.5, "someone_elses_record": 0.45})
    (told,) = answer_question(turn, finding(pays=("pay", CLEAR)))

    assert ("refusal", None) == (told.kind, told.article)


def test_what_points_at_nobody_is_not_refused_because_it_sounds_a_little_like_it() -> None:
    """Another intent is likelier and an article answers."""
    turn = a_turn("who pays for the trains?", intents={"pay_allowances": 0.5, "someone_elses_record": 0.45})
    (told,) = answer_question(turn, finding(pays=("pay", CLEAR)))

    assert ("knowledge", "pay") == (told.kind, told.article)


def test_a_likely_question_about_oneself_is_answered_from_the_record() -> None:
    """When the intent is more likely than the article is right."""
    services = FakeServices(FakeIndex(), FakeStore({"E1": (a_secondment(),)}))
    turn = a_turn("my last day there", intents={"my_secondment": 0.49, "benefits": 0.5}, fields={"end_date": 0.8})
    (told,) = answer_question(turn, services)

    assert ("record", "end_date", "3 November 2027") == (told.kind, told.field, told.value)


@pytest.mark.parametrize(
    ("text", "question", "leans"),
    [
        ("and abroad?", "who pays me?", True),
        ("does it?", "who pays me?", True),
        ("and abroad?", None, False),
        ("Which forms must my employer file for a long posting to another country?", "who pays me?", False),
    ],
)
def test_short_or_pointing_words_lean_on_what_was_said(text: str, question: str | None, leans: bool) -> None:
    """Only when something was said before."""
    assert leans == leans_on_context(text, Memory(last_question=question))


def test_a_leaning_message_is_read_with_the_last_question() -> None:
    """Together they find what the words alone do not."""
    services = FakeServices(FakeIndex({"who pays me? and abroad?": ("visa", CLEAR), "abroad": ("pay", NOTHING)}))
    (told,) = answer_question(a_turn("and abroad?", memory={"last_question": "who pays me?"}), services)

    assert "visa" == told.article


@pytest.mark.parametrize(("text", "kind"), [("flat tyres?", "fallback"), ("and flat tyres?", "knowledge")])
def test_a_word_or_two_heard_as_another_subject_do_not_lean(text: str, kind: str) -> None:
    """Unless they point back themselves."""
    services = FakeServices(FakeIndex({"tyres": ("pay", CLEAR)}, ranker=FakeRanker(subject_from=0.5)))
    heard = {"intents": {"out_of_scope": 0.6}, "memory": {"last_question": "who pays me?"}}
    services.index.ranker.believe = lambda score, out_of_scope: score  # type: ignore[method-assign]

    assert kind == answer_question(a_turn(text, **heard), services)[0].kind


def test_a_message_that_stands_alone_drops_the_last_subject() -> None:
    """A new subject that is clear by itself is not mixed with the old one."""
    services = FakeServices(FakeIndex({"who pays me?": ("visa", CLEAR), "leave": ("leave", CLEAR)}))
    (told,) = answer_question(a_turn("leave?", memory={"last_question": "who pays me?"}), services)

    assert ("leave", ["leave?"]) == (told.article, services.index.asked)


def test_one_word_that_begins_a_talk_has_titles_to_choose_from() -> None:
    """However clear an article is: the word alone may mean much. The nearest is told with its doubt."""
    (told,) = answer_question(a_turn("leave"), finding(leave=("leave", CLEAR)))

    assert ("clarify", "leave") == (told.kind, told.choices[0]["article"])
    assert "This is about leave." in told.text


@pytest.mark.parametrize("memory", [{"last_kind": "knowledge"}, {"last_question": "who pays me?"}])
def test_one_word_within_a_talk_is_answered(memory: dict[str, str]) -> None:
    """By then it is a subject."""
    (told,) = answer_question(a_turn("leave", memory=memory), finding(leave=("leave", CLEAR)))

    assert ("knowledge", "leave") == (told.kind, told.article)


@pytest.mark.parametrize(("surface", "own"), [("personal", ["my leave"]), ("group", [])])
def test_one_word_may_mean_the_own_case(surface: str, own: list[str]) -> None:
    """Where the record may hold something of it, and nobody reads along."""
    turn = a_turn("leave", surface=surface, intents={"leave_absence": 0.6, "my_secondment": 0.3})
    (told,) = answer_question(turn, finding(leave=("leave", CLEAR)))

    assert own == [button.choice.value for button in told.buttons if button.choice.kind == "say"]


@pytest.mark.parametrize(("score", "told"), [(CLEAR, ("clarify", None)), (NOTHING, ("record", "mentor"))])
def test_one_word_heard_as_a_field_is_told_where_no_article_is_near(score: float, told: tuple[str, str | None]) -> None:
    """Else there is a choice, with the own case among it."""
    turn = a_turn("mentor", intents={"my_secondment": 0.95}, fields={"mentor": 0.9})
    services = FakeServices(FakeIndex({"mentor": ("leave", score)}), FakeStore({"E1": (a_secondment(),)}))
    (answer,) = answer_own_question(turn, services)

    assert told == (answer.kind, answer.field)


@pytest.mark.parametrize("text", ["cong\u00e9", "leave, leave", "l" * 400])
def test_no_own_case_is_offered_of_what_is_no_plain_word(text: str) -> None:
    """A button says what was written, and is short on every platform."""
    turn = a_turn(text, intents={"leave_absence": 0.6, "my_secondment": 0.3})
    (told,) = answer_question(turn, finding(l=("leave", CLEAR), cong=("leave", CLEAR)))

    assert not [button for button in told.buttons if button.choice.kind == "say"]


def test_what_may_be_meant_instead_is_a_press_away_from_what_is_told() -> None:
    """The visa is related to nothing; what is as likely as a title would have to be stands beside it."""
    (told,) = answer_question(a_turn("my visa"), FakeServices(FakeIndex({"visa": ("visa", CLEAR)})))
    offered = [button.choice.value for button in told.buttons if button.choice.kind == "article"]

    assert ("visa", ["pay"]) == (told.article, offered)
