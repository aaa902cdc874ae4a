"""Somebody of the own record was told: how to reach that person is no data of somebody else."""

from __future__ import annotations

import pytest

from secondment.usecases.answering import answer_own_question, refuse_someone_elses_record
from tests.builders import a_secondment
from tests.usecase_fakes import FakeServices, FakeStore, a_turn

OTHERS = {"someone_elses_record": 0.9}


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("and her email?", "host_manager", "record"),
        ("what's his mail", "hr_contact", "record"),
        ("do you have a phone number for her", "mentor", "record"),
        ("how do i reach him?", "home_manager", "record"),
        # more is asked for than how to reach that person, or another person
        ("what's her home address and salary", "host_manager", "refusal"),
        ("and her end date?", "host_manager", "refusal"),
        ("Ada's email", "host_manager", "refusal"),
        # nobody was told
        ("and her email?", "end_date", "refusal"),
        ("and her email?", None, "refusal"),
    ],
)
@pytest.mark.parametrize("goal", [refuse_someone_elses_record, answer_own_question])
def test_how_to_reach_whom_the_record_named(goal: object, text: str, told: str | None, kind: str) -> None:
    """Told once more, with the address; whatever else is asked of that person is refused."""
    memory = {"last_kind": "record", "last_field": told} if told else {}
    services = FakeServices(store=FakeStore({"E1": (a_secondment(),)}))

    (answer,) = goal(a_turn(text, memory=memory, intents=OTHERS), services)  # type: ignore[operator]

    assert kind == answer.kind
    assert told == answer.remember.get("last_field") or kind == "refusal"
