"""A message that asks two things: each question goes its own way, where both are clear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.answering import answer_own_question, answer_question, refuse_someone_elses_record
from secondment.usecases.turn import Memory, Turn, Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, FakeIndex, FakeServices, FakeStore, a_turn

_NEAR = 0.6
_BOTH = "who pays me? do I need a visa?"
GENERAL = Understanding("pay_allowances", 0.9, {"pay_allowances": 0.9})


def own(field: str) -> Understanding:
    """What the engine says of a question about a field of the own record."""
    return Understanding("my_secondment", 0.95, {"my_secondment": 0.95}, {field: 0.9})


def asking(text: str, *parts: Understanding) -> Turn:
    """A message and what the engine says of each of its questions."""
    turn = a_turn(text, intents={"my_secondment": 0.6})
    return replace(turn, understanding=replace(turn.understanding, parts=parts))


def services(**found: tuple[str, float]) -> FakeServices:
    """A person with a record, and an index that finds an article where a word stands in the question."""
    return FakeServices(FakeIndex(found), FakeStore({"E1": (a_secondment(),)}))


def test_both_questions_are_answered_where_both_are_clear() -> None:
    """Each by its own article, in the order asked."""
    told = answer_question(asking(_BOTH, GENERAL, GENERAL), services(pays=("pay", CLEAR), visa=("visa", CLEAR)))

    assert ["pay", "visa"] == [answer.article for answer in told]


def test_one_doubtful_question_has_titles_to_choose_from() -> None:
    """Beside the answer to the other; never a guess that looks as sure as the answer."""
    told = answer_question(asking(_BOTH, GENERAL, GENERAL), services(pays=("pay", CLEAR), visa=("visa", CLOSE)))

    assert ["knowledge", "clarify"] == [answer.kind for answer in told]


@pytest.mark.parametrize("found", [{"pays": ("pay", CLEAR)}, {"pays": ("pay", CLOSE), "visa": ("visa", CLOSE)}])
def test_without_a_clear_one_or_with_an_unknown_one_the_message_stays_whole(
    found: dict[str, tuple[str, float]],
) -> None:
    """It was perhaps no two questions at all."""
    assert 1 == len(answer_question(asking(_BOTH, GENERAL, GENERAL), services(**found)))


def test_the_same_article_is_told_once() -> None:
    """Two ways to ask one thing."""
    turn = asking("who pays me? who pays my wages?", GENERAL, GENERAL)

    assert ["pay"] == [answer.article for answer in answer_question(turn, services(pays=("pay", CLEAR)))]


def test_the_second_question_may_lean_on_the_first() -> None:
    """It is read together with it, whatever was talked about before."""
    found = services(**{"rent? And is that": ("visa", CLEAR), "pays my rent": ("pay", CLEAR)})
    turn = asking("Who pays my rent? And is that taxed?", GENERAL, GENERAL)

    assert ["pay", "visa"] == [answer.article for answer in answer_question(turn, found)]


def test_two_fields_of_the_own_record_are_both_told() -> None:
    """In the order asked."""
    turn = asking("who is my mentor and when do I end", own("mentor"), own("end_date"))

    assert ["mentor", "end_date"] == [answer.field for answer in answer_own_question(turn, services())]


def test_a_field_and_an_article_stand_side_by_side() -> None:
    """The own value and the general answer."""
    turn = asking("when do I end? do I need a visa?", own("end_date"), GENERAL)
    told = answer_own_question(turn, services(visa=("visa", CLEAR)))

    assert [("end_date", None), (None, "visa")] == [(answer.field, answer.article) for answer in told]


def test_a_question_about_another_person_is_refused_beside_the_answer() -> None:
    """One's own value is told, and that the other's is not."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    turn = asking("when do I end? when does Omar end?", own("end_date"), others)

    assert ["record", "refusal"] == [answer.kind for answer in answer_own_question(turn, services())]


def test_one_question_gets_one_answer() -> None:
    """However many fields sound alike."""
    turn = a_turn("when do I end?", intents={"my_secondment": 0.95}, fields={"end_date": 0.5, "days_left": 0.4})

    assert ["end_date"] == [answer.field for answer in answer_own_question(turn, services())]


def test_what_is_asked_in_general_after_a_value_is_not_the_own_value() -> None:
    """Though a few words after a value could ask for another."""
    turn = a_turn("what about visas in general?", intents={"immigration": 0.9})
    turn = replace(turn, memory=replace(turn.memory, last_kind="record", last_field="location"))
    turn = replace(turn, understanding=replace(turn.understanding, own=own("status")))

    assert ["visa"] == [answer.article for answer in answer_question(turn, services(visa=("visa", CLEAR)))]


def test_two_questions_after_a_value_are_both_told() -> None:
    """They go on about the record, each about its own field."""
    turn = asking("when does mine finish and has it grown longer", own("end_date"), own("extension"))
    turn = replace(turn, memory=replace(turn.memory, last_kind="record", last_field="location"))
    turn = replace(turn, understanding=replace(turn.understanding, own=own("extension")))

    assert ["end_date", "extension"] == [answer.field for answer in answer_own_question(turn, services())]


def test_two_likely_articles_are_offered_for_two_questions() -> None:
    """Each near enough to be told as the nearest answer."""
    found = {"pays": ("pay", _NEAR), "visa": ("visa", _NEAR)}
    told = answer_question(asking(_BOTH, GENERAL, GENERAL), services(**found))

    assert [["pay"], ["visa"]] == [[one["article"] for one in answer.choices[:1]] for answer in told]


def test_what_is_asked_of_somebody_else_is_refused_beside_ones_own() -> None:
    """The other question has to speak of the asker: "when does she start" may go on about the other person."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    answered = [
        [told.kind for told in answer_own_question(asking(text, others, own("end_date")), services())]
        for text in ("when does Pavel finish and also when do I finish", "when does Pavel finish and when does it end")
    ]

    assert [["refusal", "record"], ["refusal"]] == answered


def test_the_second_question_leans_on_the_article_that_answers_the_first() -> None:
    """One's own of that article, whatever field "is it agreed for me" sounds like."""
    text = "when does one usually end? and is it so for me?"
    told = answer_question(asking(text, GENERAL, own("status")), services(usually=("ending", CLEAR)))

    assert [("knowledge", None), ("record", "end_date")] == [(answer.kind, answer.field) for answer in told]


def test_what_names_nothing_is_not_answered_beside_what_is_asked_of_somebody_else() -> None:
    """What is mine may lean on her pay, and what was told before is not it."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    turn = asking("what does Maria earn and what is mine", others, own("end_date"))
    before = replace(turn, memory=Memory(last_kind="record", last_field="end_date", last_question="when does mine end"))

    assert ["refusal"] == [answer.kind for answer in answer_own_question(before, services())]


def test_what_is_not_ours_is_said_to_be_so_beside_the_answer_to_the_other() -> None:
    """Only where the engine is sure of it, and the other is clear; last, for it is what may be passed on."""
    elsewhere = Understanding("out_of_scope", 0.9, {"out_of_scope": 0.9})
    told = answer_question(asking("who won the cup, and when does mine end", elsewhere, own("end_date")), services())

    assert ["record", "fallback"] == [answer.kind for answer in told]


def test_what_sounds_like_others_as_a_whole_is_taken_apart_too() -> None:
    """The engine heard the louder of the two."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    turn = asking("need my own end date, and what does Maria earn", own("end_date"), others)
    heard = replace(turn.understanding, intent="someone_elses_record", intents={"someone_elses_record": 0.9})
    told = refuse_someone_elses_record(replace(turn, understanding=heard), services())

    assert ["record", "refusal"] == [answer.kind for answer in told]


def test_what_is_not_clear_is_not_told_beside_a_refusal() -> None:
    """Who wants to know somebody else's notice may have put anything before it."""
    others = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
    turn = asking("how private is a visa and what is Farhan's notice", GENERAL, others)

    assert ["refusal"] == [told.kind for told in answer_question(turn, services(visa=("visa", CLOSE)))]


_THREE = "who pays me? do I need a visa? how much leave?"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"pays": ("pay", CLEAR), "visa": ("visa", CLEAR), "leave": ("leave", CLEAR)}, ["pay", "visa", "leave"]),
        ({"pays": ("pay", CLEAR), "visa": ("pay", CLEAR), "leave": ("leave", CLEAR)}, ["pay", "leave"]),
        ({"pays": ("pay", CLEAR), "leave": ("leave", CLEAR)}, ["pay", "leave", None]),
        ({"leave": ("leave", CLOSE)}, [None]),
    ],
)
def test_three_questions_are_answered_each(found: dict[str, tuple[str, float]], told: list[str | None]) -> None:
    """What is told already is not told again; one may be unknown, which is told last, two may not."""
    turn = asking(_THREE, GENERAL, GENERAL, GENERAL)

    assert told == [answer.article for answer in answer_question(turn, services(**found))]


@pytest.mark.parametrize(("count", "answers"), [(4, 4), (5, 1)])
def test_up_to_four_questions_are_answered_each(count: int, answers: int) -> None:
    """Who asks more than that is answered as a whole."""
    texts = ("who pays me?", "do I need a visa?", "how much leave?", "can it end early?", "who pays them?")[:count]
    found = services(pays=("pay", CLEAR), visa=("visa", CLEAR), leave=("leave", CLEAR), end=("ending", CLEAR))

    assert answers == len(answer_question(asking(" ".join(texts), *[GENERAL] * count), found))


OTHERS = Understanding("someone_elses_record", 0.9, {"someone_elses_record": 0.9})
FITTER = "Our fitter goes abroad. Do we go on paying, and what paper does he have to carry?"


@pytest.mark.parametrize(
    ("text", "heard", "fragment", "share", "kind"),
    [
        (FITTER, {"tax": 0.9}, OTHERS, 0.99, "knowledge"),
        (FITTER, {"tax": 0.9}, own("notice_period"), 0.99, "knowledge"),
        (FITTER, {"tax": 0.9}, OTHERS, 0.6, "refusal"),
        (FITTER, {"tax": 0.7, "someone_elses_record": 0.2}, OTHERS, 0.99, "refusal"),
        (FITTER.replace("he ", "Omar "), {"tax": 0.9}, OTHERS, 0.99, "refusal"),
    ],
    ids=["of somebody", "of the own", "not far ahead", "a record is heard", "somebody is named"],
)
def test_a_fragment_that_looks_like_a_record_is_of_what_the_whole_message_is_about(
    text: str, heard: dict[str, float], fragment: Understanding, share: float, kind: str
) -> None:
    """Only where an article is far ahead for the whole, no record is heard in it, and the fragment names nobody."""
    turn = a_turn(text, intents=heard)
    named = replace(fragment, names_people="Omar" in text)
    turn = replace(turn, understanding=replace(turn.understanding, parts=(GENERAL, named)))
    found = FakeServices(FakeIndex({"fitter": ("visa", CLEAR)}, share=share), FakeStore({"E1": (a_secondment(),)}))

    assert kind == answer_question(turn, found)[0].kind


@pytest.mark.parametrize(
    ("heard", "share", "kinds"),
    [
        ({"immigration": 0.9}, 0.8, ["knowledge"]),
        ({"immigration": 0.9}, 0.4, ["knowledge", "refusal"]),
        ({"immigration": 0.6, "someone_elses_record": 0.3}, 0.8, ["knowledge", "refusal"]),
    ],
    ids=["ahead", "not ahead", "a record is heard"],
)
def test_a_story_about_one_thing_is_answered_whole(heard: dict[str, float], share: float, kinds: list[str]) -> None:
    """Who is named in one of its questions belongs to it: "could Lucia work there"."""
    told = " ".join(["and the twins and the cat and the boat"] * 10)
    turn = a_turn(f"{told}. Can all of us come, visa and all? Could Lucia get work there?", intents=heard)
    parts = (GENERAL, replace(OTHERS, names_people=True))
    turn = replace(turn, understanding=replace(turn.understanding, parts=parts))
    found = FakeServices(FakeIndex({"visa": ("visa", CLEAR)}, share=share), FakeStore({"E1": (a_secondment(),)}))

    assert kinds == [answer.kind for answer in answer_question(turn, found)]
