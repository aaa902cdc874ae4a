"""Handing a question to a person, and thumbs: own cases, turns only by consent, a yes or no to the last offer."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondment.identity import Person
from secondment.records.store import Store
from secondment.usecases.human import affirm, ask_human, case_status, deny, share_turns
from secondment.usecases.rating import rate_down, rate_up
from tests.builders import a_store
from tests.usecase_fakes import EDDA, FakeServices, a_turn

TALK = (("employee", "who pays me?"), ("assistant", "knowledge: pay"))


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    """Services with a real, empty store."""
    services = FakeServices()
    services.store = a_store(tmp_path)
    return services


@pytest.fixture
def store(services: FakeServices) -> Store:
    """That store."""
    return services.store


def test_a_case_is_written_with_the_question_that_was_asked(services: FakeServices, store: Store) -> None:
    """Not with the words that ask for a person; the turns are not part of it."""
    (told,) = ask_human(a_turn("a person, please", memory={"last_question": "who pays me?"}, history=TALK), services)
    (case,) = store.cases_of(EDDA)

    assert ("handoff", case.number, True) == (told.kind, told.case, str(case.number) in told.text)
    assert ("who pays me?", "open", None) == (case.question, case.status, case.turns)


def test_without_a_question_no_case_is_opened(services: FakeServices, store: Store) -> None:
    """The question is asked for."""
    (told,) = ask_human(a_turn(choice=("pass_to_hr", "")), services)

    assert ("small_talk", ()) == (told.kind, store.cases_of(EDDA))


def test_asking_twice_with_one_message_opens_one_case(services: FakeServices, store: Store) -> None:
    """A message that is delivered again changes nothing."""
    numbers = {ask_human(a_turn("a person, please"), services)[0].case for _ in range(2)}

    assert {case.number for case in store.cases_of(EDDA)} == numbers


def test_the_turns_are_added_only_when_agreed(services: FakeServices, store: Store) -> None:
    """To the person's own open case."""
    (opened,) = ask_human(a_turn("who pays me?"), services)
    (told,) = share_turns(a_turn(choice=("share_turns", str(opened.case)), history=TALK), services)

    assert ("handoff", opened.case) == (told.kind, told.case)
    assert "employee: who pays me?\nassistant: knowledge: pay" == store.cases_of(EDDA)[0].turns


def test_turns_never_go_into_the_case_of_another_person(services: FakeServices, store: Store) -> None:
    """Whatever number a button carries."""
    (opened,) = ask_human(a_turn("who pays me?"), services)
    (told,) = share_turns(
        a_turn(choice=("share_turns", str(opened.case)), history=TALK, person=Person("E2"), message_id="m2"), services
    )

    assert ("small_talk", None) == (told.kind, store.cases_of(EDDA)[0].turns)


def test_the_status_tells_number_question_and_answer(services: FakeServices, store: Store) -> None:
    """Of the person's own cases."""
    (opened,) = ask_human(a_turn("who pays me?"), services)
    (waiting,) = case_status(a_turn("what about my case?"), services)
    store.answer_case(opened.case or 0, "Your home employer.")
    (answered,) = case_status(a_turn("and now?"), services)

    assert (True, True) == (str(opened.case) in waiting.text, "who pays me?" in waiting.text)
    assert "Your home employer." in answered.text


def test_without_a_case_there_is_no_status(services: FakeServices) -> None:
    """Cases of others do not count."""
    ask_human(a_turn("who pays me?", person=Person("E2")), services)

    assert "small_talk" == case_status(a_turn("what about my case?"), services)[0].kind


@pytest.mark.parametrize(
    "text", ["any news on my case?", "have I got an answer to it?", "is that enquiry of mine done?"]
)
def test_a_question_about_a_case_stays_one_after_an_article(services: FakeServices, text: str) -> None:
    """It points at something of one's own, which is the case and no field of the article."""
    (opened,) = ask_human(a_turn("who pays me?"), services)
    memory = {"last_kind": "knowledge", "last_article": "pay", "last_question": "who pays a secondee"}
    (told,) = case_status(a_turn(text, memory=memory), services)

    assert ("handoff", opened.case) == (told.kind, told.case)


@pytest.mark.parametrize("last", ["clarify", "knowledge", None])
def test_a_yes_to_what_was_no_offer_opens_nothing(services: FakeServices, store: Store, last: str | None) -> None:
    """A yes to an offer is what was offered: the stories in `data/stories/affirm.yml` lead there."""
    (told,) = affirm(a_turn("yes", memory={"last_kind": last, "last_question": "who pays me?"}), services)

    assert ("small_talk", ()) == (told.kind, store.cases_of(EDDA))


@pytest.mark.parametrize("last", ["handoff", "fallback", None])
def test_a_no_passes_nothing_on(services: FakeServices, store: Store, last: str | None) -> None:
    """After titles it means none of these: the stories in `data/stories/deny.yml` lead there."""
    (told,) = deny(a_turn("no", memory={"last_kind": last}), services)

    assert ("small_talk", ()) == (told.kind, store.cases_of(EDDA))


def test_thumbs_count_for_the_article_told(services: FakeServices, store: Store) -> None:
    """The pressed article, or the last one when it is typed."""
    rate_up(a_turn(choice=("rate_up", "pay")), services)
    (told,) = rate_down(a_turn("not helpful", memory={"last_article": "visa"}, message_id="m2"), services)

    assert {"pay": {"up": 1, "down": 0}, "visa": {"up": 0, "down": 1}} == store.rating_counts()
    assert ["pass_to_hr"] == [one.choice.kind for one in told.buttons]


def test_a_thumb_for_nothing_asks_which_answer(services: FakeServices, store: Store) -> None:
    """Nothing is noted."""
    (told,) = rate_up(a_turn("great"), services)

    assert ("small_talk", {}) == (told.kind, store.rating_counts())


@pytest.mark.parametrize(
    ("memory", "kind"), [({}, "fallback"), ({"last_kind": "refusal", "last_question": "and hers?"}, "small_talk")]
)
def test_who_scolds_before_anything_was_told_hears_what_can_be_asked(
    services: FakeServices, memory: dict[str, str], kind: str
) -> None:
    """Later it is asked which answer is meant."""
    (told,) = rate_down(a_turn("you heap of scrap", memory=memory), services)

    assert kind == told.kind


def test_a_thumb_for_a_value_of_the_record_is_understood(services: FakeServices) -> None:
    """It counts for no article; a value that is wrong is put right by HR."""
    memory = {"last_kind": "record", "last_field": "end_date"}
    (up,) = rate_up(a_turn("👍", memory=memory), services)
    (down,) = rate_down(a_turn("👎", memory=memory), services)

    assert services.sentences.say("rating_up_record") == up.text
    assert ["pass_to_hr"] == [button.choice.kind for button in down.buttons]


@pytest.mark.parametrize(("has_case", "kind"), [(False, "record"), (True, "handoff")])
def test_what_is_agreed_in_my_case_asks_of_the_secondment_unless_there_is_a_case_at_hr(
    services: FakeServices, store: Store, has_case: bool, kind: str
) -> None:
    """After an article; who has passed something on asks of that."""
    if has_case:
        store.add_case(EDDA, "May I stay longer?", "m-1")
    memory = {"last_kind": "knowledge", "last_article": "ending", "last_question": "can it end early"}
    asked = a_turn("has anything been agreed in my case", memory=memory, intents={"case_status": 0.8})
    (told, *_) = case_status(asked, services)

    assert kind == told.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what happened with my wife's case?", "refusal"),
        ("what happened with Tom's case?", "refusal"),
        ("what happened with Tom’s case?", "refusal"),
        ("what happened with kims case", "refusal"),
        ("has HR's answer come yet?", "small_talk"),
        ("has the lady from HR answered yet?", "small_talk"),
        ("has she answered yet?", "small_talk"),
        ("what about my case, my colleague waits too", "small_talk"),
    ],
)
def test_how_somebody_elses_case_stands_is_refused(text: str, kind: str, services: FakeServices) -> None:
    """She of HR may answer; whoever is named or told by a relation has a case of their own."""
    (told,) = case_status(a_turn(text), services)

    assert kind == told.kind
