"""What asks nothing is taken note of, and leaves what was talked about as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondment.usecases.answering import answer_question, refuse_someone_elses_record
from secondment.usecases.remarking import remark
from secondment.usecases.turn import Understanding
from tests.builders import a_secondment
from tests.usecase_fakes import CLEAR, CLOSE, SENTENCES, FakeIndex, FakeServices, FakeStore, a_turn

TOLD = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays me?"}


def test_a_remark_in_a_talk_is_taken_note_of() -> None:
    """Nothing that was told before is forgotten by it."""
    (told,) = remark(a_turn("what a circus", memory=TOLD), FakeServices(FakeIndex({"circus": ("leave", CLOSE)})))

    assert ("small_talk", SENTENCES.say("remark"), {}) == (told.kind, told.text, told.remember)


@pytest.mark.parametrize(("text", "kind"), [("nobody told me of pay", "clarify"), ("what a circus", "fallback")])
def test_what_begins_a_talk_is_a_question_if_an_article_is_near(text: str, kind: str) -> None:
    """Who has not asked anything yet hardly comments on an answer."""
    (told,) = remark(a_turn(text), FakeServices(FakeIndex({"pay": ("pay", CLOSE)})))

    assert kind == told.kind


def test_what_an_article_clearly_answers_is_no_mere_remark() -> None:
    """However it sounds."""
    services = FakeServices(FakeIndex({"leave": ("leave", CLEAR)}))
    (told,) = remark(a_turn("they never gave me leave", memory=TOLD), services)

    assert ("knowledge", "leave") == (told.kind, told.article)


def test_one_thing_of_the_own_record_alone_is_no_remark() -> None:
    """It asks for that in any talk."""
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))
    turn = a_turn("just the place once more", memory=TOLD, intents={"remark": 0.6})
    own = Understanding("my_secondment", 0.9, {"my_secondment": 0.9}, {"location": 0.9})
    (told,) = remark(replace(turn, understanding=replace(turn.understanding, own=own)), services)

    assert ("record", "location") == (told.kind, told.field)


@pytest.mark.parametrize("text", ["hmm is the leave paid then", "I didn't mean them leaving, I mean me", "leave? ha"])
def test_what_asks_or_puts_something_right_is_no_mere_remark(text: str) -> None:
    """Though the engine heard one."""
    (told,) = remark(a_turn(text, memory=TOLD), FakeServices(FakeIndex({"leav": ("leave", CLOSE)})))

    assert "clarify" == told.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("but he did it too", "small_talk"), ("did he do it too?", "clarify"), ("the deadline", "clarify")],
)
def test_what_would_lead_back_to_what_was_told_is_a_remark_if_it_says_something(text: str, kind: str) -> None:
    """And asks nothing; the article was told just now."""
    services = FakeServices(FakeIndex({"who pays me?": ("pay", CLEAR)}))
    (told,) = answer_question(a_turn(text, memory=TOLD, intents={"ask_mine": 0.4, "remark": 0.2}), services)

    assert kind == told.kind


@pytest.mark.parametrize(
    ("text", "last", "intents", "kind"),
    [
        ("Jana from HR told me the same", "knowledge", {"remark": 0.2}, "small_talk"),
        ("Jana from HR told me the same", "refusal", {"remark": 0.2}, "refusal"),
        ("Jana from HR told me the same", None, {"remark": 0.2}, "refusal"),
        ("Jana from HR told me the same", "knowledge", {"remark": 0.0}, "refusal"),
        ("what has Jana told you", "knowledge", {"remark": 0.2}, "refusal"),
        ("Jana in Leeds", "knowledge", {"remark": 0.2}, "refusal"),
        ("my colleague said read me her dates", "knowledge", {"remark": 0.2}, "refusal"),
        ("Jana said it and then she said so once more", "knowledge", {"remark": 0.2}, "refusal"),
        ("Jana from HR told me the same", "knowledge", {"remark": 0.2, "someone_elses_record": 0.9}, "refusal"),
    ],
)
def test_who_only_says_what_somebody_said_asks_for_nobodys_data(
    text: str, last: str | None, intents: dict[str, float], kind: str
) -> None:
    """However surely the engine heard somebody else; not where a refusal is being argued with."""
    turn = a_turn(text, memory={"last_kind": last}, intents={"someone_elses_record": 0.5, **intents})

    assert kind == refuse_someone_elses_record(turn, FakeServices())[0].kind


@pytest.mark.parametrize(
    ("intents", "kind"),
    [({"goodbye": 0.3, "greet": 0.3, "types": 0.2}, "small_talk"), ({"goodbye": 0.3, "types": 0.35}, "clarify")],
)
def test_small_talk_of_whatever_sort_is_likelier_than_a_question(intents: dict[str, float], kind: str) -> None:
    """The engine need not be sure which."""
    services = FakeServices(FakeIndex({"ta": ("leave", 0.35)}))
    (told,) = answer_question(a_turn("ta, done", memory=TOLD, intents=intents), services)

    assert kind == told.kind
