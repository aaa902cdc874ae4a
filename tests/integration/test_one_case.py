"""A hand-over confirmed twice, in parallel or replayed makes one case (security test 13), on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor

from actions.ask_human import AskHuman
from secondment.identity import Person
from secondment.records.engine import upgrade
from secondment.records.store import Store
from secondment.settings import Settings
from tests.actions_fakes import FakeServices, Said
from tests.builders import FixedClock, a_store, the_sentences
from tests.postgresql import missing, schema


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """An empty store in each of the databases."""
    if request.param == "sqlite":
        yield a_store(tmp_path, clock)
        return
    if missing():
        pytest.skip(missing())
    with schema("secondment_one_case_test") as engine:
        upgrade(engine)
        yield Store(engine, clock)


@pytest.fixture
def executor(store: Store, tmp_path: Path) -> ActionExecutor:
    """The action server's way to the hand-over."""
    services = FakeServices()
    services.store, services.sentences = store, the_sentences()
    services.__dict__["settings"] = Settings(home=tmp_path)
    executor = ActionExecutor()
    executor.register_action(AskHuman(services))
    return executor


async def _confirm(executor: ActionExecutor, *messages: str) -> list[int | None]:
    """The case each confirmation is told, all sent at once."""
    calls = [{**Said("who pays me?", message_id=one).call(), "next_action": "action_ask_human"} for one in messages]
    results: list[Any] = await asyncio.gather(*(executor.run({**call, "domain": {}}) for call in calls))
    return [result.responses[0]["custom"]["answer"].get("case") for result in results]


def _opened(store: Store) -> int:
    """How often the audit says that a case was opened."""
    return [entry.kind for entry in store.audit_trail()].count("case_opened")


async def test_the_same_message_many_times_at_once_makes_one_case(executor: ActionExecutor, store: Store) -> None:
    """As a platform sends it that heard no answer."""
    assert {1001} == set(await _confirm(executor, *["m-1"] * 12))
    assert (1, 1) == (len(store.cases()), _opened(store))


async def test_a_button_pressed_many_times_at_once_makes_one_case(executor: ActionExecutor, store: Store) -> None:
    """Each press is a message of its own."""
    assert {1001} == set(await _confirm(executor, *(f"m-{number}" for number in range(12))))
    assert (1, 1) == (len(store.cases()), _opened(store))


async def test_a_replay_after_the_answer_opens_nothing(
    executor: ActionExecutor, store: Store, clock: FixedClock
) -> None:
    """The message stays that case for as long as the case is kept."""
    await _confirm(executor, "m-1")
    store.answer_case(1001, "Your home employer.")
    clock.day += timedelta(days=30)

    assert [1001] == await _confirm(executor, "m-1")


async def test_the_same_question_is_a_new_case_once_the_first_is_answered_or_old(
    executor: ActionExecutor, store: Store, clock: FixedClock
) -> None:
    """It is meant again."""
    await _confirm(executor, "m-1")
    store.answer_case(1001, "Your home employer.")
    second = await _confirm(executor, "m-2")
    clock.day += timedelta(days=2)

    assert [1002, 1003] == [*second, *await _confirm(executor, "m-3")]


async def test_two_people_with_the_same_question_have_two_cases(store: Store) -> None:
    """A case is its person's alone."""
    numbers = [store.add_case(Person(number), "who pays me?", f"m-{number}").number for number in ("E1", "E2")]

    assert [1001, 1002] == numbers
