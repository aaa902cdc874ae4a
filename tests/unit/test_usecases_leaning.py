"""Messages of a few words that lean on what was just said."""

from __future__ import annotations

import pytest

from secondment.usecases.answering import answer_own_question, answer_question, refuse_someone_elses_record
from secondment.usecases.explaining import why_source
from secondment.usecases.follow_up import ask_mine
from secondment.usecases.human import case_status
from secondment.usecases.leaning import is_about_what_was_said, leans_on_context
from secondment.usecases.pointing import own_of_what_was_told
from secondment.usecases.turn import Memory, Turn
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, PAY, FakeIndex, FakeServices, FakeStore, a_turn

TOLD_PAY = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays a secondee"}


def services() -> FakeServices:
    """Somebody with a record; the article on pay is known, whose fields are the payer and the allowance."""
    return FakeServices(FakeIndex({"pays": ("pay", CLEAR)}), FakeStore({"E1": (a_secondment(),)}))


@pytest.mark.parametrize(
    "text", ["have they?", "Have they already?", "and was it?", "did they", "have they maybe done it for me"]
)
def test_whether_it_has_come_to_pass_is_asked_of_the_own_case(text: str) -> None:
    """Nothing in it speaks of the asker, but in general nothing has come to pass."""
    pointed = own_of_what_was_told(a_turn(text, memory=TOLD_PAY), services().knowledge.current())

    assert pointed and "salary_payer" == pointed.understanding.field


@pytest.mark.parametrize("before", ["who agrees to Anna's extension?", "can my wife's placement be extended?"])
def test_after_a_question_about_somebody_else_it_is_not_the_own_case(before: str) -> None:
    """The own value would be taken for hers."""
    turn = a_turn("have they?", memory={**TOLD_PAY, "last_question": before})

    assert own_of_what_was_told(turn, services().knowledge.current()) is None


@pytest.mark.parametrize("text", ["have they a canteen?", "do they?", "is it?", "was it paid by the host?", "has she?"])
def test_what_holds_in_general_or_names_something_is_not(text: str) -> None:
    """It is a question by itself, or about the rule."""
    assert own_of_what_was_told(a_turn(text, memory=TOLD_PAY), services().knowledge.current()) is None


def test_it_counts_after_an_article_with_fields_only() -> None:
    """After a value, or an article that nobody has a value for, it points at nothing of the record."""
    after_value = a_turn("have they?", memory={**TOLD_PAY, "last_kind": "record"})
    after_visa = a_turn("have they?", memory={**TOLD_PAY, "last_article": "visa"})

    assert [None, None] == [
        own_of_what_was_told(turn, services().knowledge.current()) for turn in (after_value, after_visa)
    ]


@pytest.mark.parametrize(("heard", "field"), [(0.1, "salary_payer"), (0.3, "allowance")])
def test_the_first_field_of_the_article_is_meant_unless_another_is_heard(heard: float, field: str) -> None:
    """A few words hardly sound like any."""
    turn = a_turn("do I have one?", memory=TOLD_PAY, fields={"allowance": heard, "salary_payer": 0.01})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and field == pointed.understanding.field


@pytest.mark.parametrize("text", ["and mine?", "which is mine", "ok, and what about mine"])
def test_ones_own_names_no_field_whatever_it_sounds_like(text: str) -> None:
    """The engine has to hear some field in it."""
    turn = a_turn(text, memory=TOLD_PAY, fields={"end_date": 0.9, "salary_payer": 0.01})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and "salary_payer" == pointed.understanding.field


def test_what_the_engine_takes_for_a_question_about_a_case_is_answered_from_the_record_too() -> None:
    """Only right after an article."""
    (told,) = case_status(a_turn("have they?", memory=TOLD_PAY), services())

    assert ("record", "salary_payer") == (told.kind, told.field)


def test_after_a_value_it_is_told_again() -> None:
    """As "can they extend it?" was answered with whether they have."""
    memory = {"last_kind": "record", "last_field": "extension", "last_question": "can they extend it?"}
    (told, *_) = case_status(a_turn("have they?", memory=memory), services())

    assert ("record", "extension") == (told.kind, told.field)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("back to extending: who has to agree to it?", False),
        ("ok, going back to the types, explain that one", False),
        ("when does it go back to me?", True),
        ("and when it goes back to the home team?", True),
        ("is it back to normal then?", True),
        ("who has to agree to it?", True),
    ],
)
def test_coming_back_to_something_does_not_lean_on_what_was_said_last(text: str, leans: bool) -> None:
    """It says itself what it is about."""
    assert leans == leans_on_context(text, Memory(last_question="whom do I call when I am ill?"))


ASKED_OF_ADA = a_turn(
    "how much notice must Ada give?",
    memory=TOLD_PAY,
    intents={"someone_elses_record": 0.99},
    fields={"end_date": 0.004},
)


def after_refusal(text: str) -> tuple[FakeServices, Turn]:
    """The turn after Ada's end date was refused."""
    found = services()
    (refused,) = refuse_someone_elses_record(ASKED_OF_ADA, found)
    return found, a_turn(text, memory={name: told for name, told in refused.remember.items() if told})


def test_and_mine_after_a_refusal_is_the_own_value_of_what_was_asked() -> None:
    """Not of what was told before it."""
    found, turn = after_refusal("and mine?")
    (told,) = ask_mine(turn, found)

    assert ("record", "end_date") == (told.kind, told.field)


def test_a_refusal_of_few_words_that_go_on_leaves_what_was_asked_before() -> None:
    """Who asks "and Ada's?" asks for what was just told of oneself."""
    memory = {"last_kind": "record", "last_field": "mentor", "last_question": "who is my mentor?"}
    (refused,) = refuse_someone_elses_record(a_turn("and Ada's?", memory=memory), services())

    assert {"last_kind", "last_question"} == set(refused.remember)


def test_and_hers_after_a_refusal_is_refused_again() -> None:
    """Whatever the engine takes it for."""
    found, turn = after_refusal("and hers?")
    (told,) = ask_mine(turn, found)

    assert "refusal" == told.kind


def test_why_after_a_refusal_is_no_question_about_a_source() -> None:
    """Nothing was told that could have one."""
    found, turn = after_refusal("why?")
    (told,) = why_source(turn, found)

    assert found.sentences.say("nothing_to_explain") == told.text


def test_a_field_that_is_only_guessed_is_not_kept() -> None:
    """Then "and mine?" has nothing to be about."""
    turn = a_turn(
        "Something of Ada, please", intents={"someone_elses_record": 0.9}, fields={"end_date": 0.01, "mentor": 0.01}
    )
    (refused,) = refuse_someone_elses_record(turn, services())

    assert refused.remember["last_field"] is None


def test_a_question_that_names_its_subject_is_answered_by_itself() -> None:
    """The article before does not matter."""
    (told,) = answer_question(a_turn("back to pay: who pays it?", memory=TOLD_PAY), services())

    assert PAY.id == told.article


@pytest.mark.parametrize("text", ["has it been agreed for me yet?", "is mine signed?"])
def test_whether_something_is_agreed_asks_of_what_was_told(text: str) -> None:
    """It is heard as asking for the status of everything."""
    turn = a_turn(text, memory=TOLD_PAY, fields={"status": 0.95, "salary_payer": 0.01})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and "salary_payer" == pointed.understanding.field


@pytest.mark.parametrize(("before", "field"), [("which allowance is usual", "allowance"), ("who pays", "salary_payer")])
def test_of_an_article_with_several_fields_the_one_asked_for_is_meant(before: str, field: str) -> None:
    """Else the first, which the article is about most."""
    turn = a_turn("what does mine say?", memory={**TOLD_PAY, "last_question": before})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and field == pointed.understanding.field


def test_a_word_that_looks_like_nothing_may_name_what_comes_next() -> None:
    """Where it leads on from the article just told: else it stays another subject."""
    index = FakeIndex({"who pays a secondee visas": ("visa", CLEAR), "who pays a secondee football": ("pay", CLEAR)})
    elsewhere = {"out_of_scope": 0.9}
    told = [
        answer_question(a_turn(text, memory=TOLD_PAY, intents=elsewhere), FakeServices(index))[0]
        for text in ("visas", "football")
    ]

    assert ["visa", None] == [one.article for one in told]


def test_what_looks_like_a_question_of_another_article_is_not_ones_own_of_the_one_told() -> None:
    """Unless the engine is sure that the record is meant."""
    index = FakeServices(FakeIndex({"wrote": ("visa", CLEAR)})).knowledge.current()
    texts = {chance: a_turn("what I wrote on it, theirs?", memory=TOLD_PAY, intents={"my_secondment": chance})
             for chance in (0.5, 0.9)}  # fmt: skip

    assert [True, False] == [own_of_what_was_told(turn, index) is None for turn in texts.values()]


def test_what_is_hardly_heard_beside_the_status_is_no_field() -> None:
    """Then the article's own field is meant."""
    turn = a_turn("has it been agreed for me?", memory=TOLD_PAY, fields={"status": 0.95, "mentor": 0.012})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and "salary_payer" == pointed.understanding.field


@pytest.mark.parametrize(("sure", "kind"), [(0.5, "knowledge"), (0.95, "record")])
def test_a_few_words_surely_about_the_record_stay_with_it(sure: float, kind: str) -> None:
    """A neighbouring article has to be clear then, not only likelier than nothing."""
    found = FakeServices(FakeIndex({"end date": ("ending", 0.5)}), FakeStore({"E1": (a_secondment(),)}))
    turn = a_turn("end date please", memory=TOLD_PAY, intents={"my_secondment": sure}, fields={"end_date": 0.9})
    (told, *_) = answer_own_question(turn, found)

    assert kind == ("record" if told.kind == "record" else "knowledge")


@pytest.mark.parametrize("text", ["how much have I actually got", "do I get any then", "so which am I"])
def test_words_that_name_nothing_ask_for_what_was_told(text: str) -> None:
    """Whatever field they sound like by themselves."""
    turn = a_turn(text, memory=TOLD_PAY, fields={"days_left": 0.9, "salary_payer": 0.02})
    pointed = own_of_what_was_told(turn, services().knowledge.current())

    assert pointed and "salary_payer" == pointed.understanding.field


def test_the_status_is_not_asked_for_where_nothing_names_it() -> None:
    """Whether mine is signed sounds like it, after whatever is signed."""
    fields = {"status": 0.9, "extension": 0.05}
    told = [
        own_of_what_was_told(a_turn(text, memory=TOLD_PAY, fields=fields), services().knowledge.current())
        for text in ("whether mine is signed", "is mine active")
    ]

    assert [True, False] == [bool(pointed) for pointed in told]


def test_what_nothing_answers_by_itself_goes_on_about_what_was_told() -> None:
    """With titles to choose from, unless it looks like another subject."""
    found = FakeServices(FakeIndex({"who pays a secondee my boss": ("pay", CLEAR)}))
    told = [
        answer_question(a_turn("my boss laughed at all of my plan", memory=TOLD_PAY, intents=heard), found)
        for heard in ({"challenges": 0.3}, {"out_of_scope": 0.6})
    ]

    assert [["clarify"], ["fallback"]] == [[answer.kind for answer in answers] for answers in told]


def test_the_article_just_told_is_not_told_again_as_if_it_were_new() -> None:
    """What leads back to it may mean another one: there are titles."""
    found = FakeServices(FakeIndex({"who pays a secondee": ("pay", CLEAR)}))
    (told,) = answer_question(a_turn("and if they refuse it", memory=TOLD_PAY, intents={"pay_allowances": 0.9}), found)

    assert ("clarify", "pay") == (told.kind, told.choices[0]["article"])


@pytest.mark.parametrize(
    ("text", "memory", "kind"),
    [
        ("typical, and nobody told me", TOLD_PAY, "small_talk"),
        ("typical, and nobody told me", {}, "fallback"),
        ("typical, who should have told me?", TOLD_PAY, "fallback"),
    ],
)
def test_what_may_be_a_remark_and_is_no_question_is_taken_note_of(text: str, memory: dict[str, str], kind: str) -> None:
    """In a talk, where nothing answers it."""
    intents = {"remark": 0.2, "out_of_scope": 0.6}
    (told,) = answer_question(a_turn(text, memory=memory, intents=intents), FakeServices())

    assert kind == told.kind


@pytest.mark.parametrize(
    ("text", "elsewhere", "leans"),
    [
        ("and now a song about trains", 0.9, False),
        ("and now a song about trains", 0.6, True),
        ("I broke it, must I pay it", 0.9, True),
    ],
)
def test_what_is_surely_another_subject_leans_only_with_a_word_that_points(
    text: str, elsewhere: float, leans: bool
) -> None:
    """An "and" is not enough then."""
    turn = a_turn(text, memory=TOLD_PAY, intents={"out_of_scope": elsewhere})

    assert leans == is_about_what_was_said(turn, FakeIndex().search(text))
