"""In a group the assistant answers who called it in, and keeps quiet when people talk to each other."""

from __future__ import annotations

from pathlib import Path

from secondment.records.store import Arrival, Store, Thread
from secondment.usecases.listening import Spoken, is_question, listen
from secondment.usecases.outgoing import next_messages, overhear
from tests.builders import a_store

PLACE = Thread("slack", "T1", "C1", "1.0")
CALL, FOLLOW, ASK, TALK, TO_OTTO = "call", "follow", "ask", "talk", "to otto"


def said(user: str, what: str) -> Spoken:
    """A message of that kind."""
    return Spoken(user, named=what == CALL, names_others=what == TO_OTTO, asks=what == ASK)


def answered(*talk: tuple[str, str]) -> list[bool]:
    """Which of the messages of a thread are answered."""
    watched: Thread | None = None
    told = []
    for user, what in talk:
        answers, watched = listen(PLACE, watched, said(user, what))
        told.append(answers)
    return told


def test_without_being_named_it_keeps_quiet() -> None:
    """Even to a question."""
    assert [False] == answered(("ada", ASK))


def test_who_named_it_goes_on_without_naming_it() -> None:
    """A question or not."""
    assert [True, True, True] == answered(("ada", CALL), ("ada", FOLLOW), ("ada", ASK))


def test_somebody_else_may_ask_in_the_thread() -> None:
    """And holds it then."""
    assert [True, True, True] == answered(("ada", CALL), ("ben", ASK), ("ben", FOLLOW))


def test_people_talking_to_each_other_are_left_alone() -> None:
    """From the first word that is no question to it, until it is named again."""
    assert [True, False, False, False, True] == answered(
        ("ada", CALL), ("ben", TALK), ("ada", FOLLOW), ("ada", ASK), ("ada", CALL)
    )


def test_a_message_that_names_another_person_is_for_that_person() -> None:
    """And so is what follows."""
    assert [True, False, False] == answered(("ada", CALL), ("ada", TO_OTTO), ("ada", FOLLOW))


def test_a_question_has_a_question_mark() -> None:
    """Of whichever script."""
    assert [True, True, True, False] == [is_question(one) for one in ("When?", "متى؟", "什么？", "thanks")]


def test_the_same_message_twice_changes_the_thread_once(tmp_path: Path) -> None:
    """A late retry of what closed the thread does not close it again."""
    store: Store = a_store(tmp_path)

    def hear(key: str, user: str, what: str) -> bool:
        return overhear(store, Arrival("slack", key, key, b"x"), PLACE, said(user, what))

    told = [hear("1", "ada", CALL), hear("2", "ben", TALK), hear("3", "ada", CALL), hear("2", "ben", TALK)]

    assert [True, False, True, False, True] == [*told, hear("4", "ada", FOLLOW)]
    assert ["1", "3", "4"] == [held.delivery for held in next_messages(store, ("slack",), "w")]
