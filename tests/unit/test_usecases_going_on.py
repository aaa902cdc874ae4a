"""A few words right after a value of the own record go on about the record."""

from __future__ import annotations

import pytest

from secondment.usecases.own_record import own_record_likely
from tests.usecase_fakes import a_turn

RECORD = {"last_kind": "record", "last_field": "end_date", "last_question": "when do I end"}
UNSURE = {"onboarding": 0.3, "my_secondment": 0.2}


@pytest.mark.parametrize(
    ("text", "memory", "intents", "likely"),
    [
        ("and the start?", RECORD, UNSURE, True),
        ("what about the start", RECORD, UNSURE, True),
        ("and the start?", RECORD, {"onboarding": 0.8, "my_secondment": 0.15}, False),
        ("and the start?", {"last_kind": "knowledge"}, UNSURE, False),
        ("the start of the whole thing then?", RECORD, UNSURE, False),
        ("and hers?", RECORD, UNSURE, False),
    ],
)
def test_and_the_next_field_is_about_the_record(
    text: str, memory: dict[str, str], intents: dict[str, float], likely: bool
) -> None:
    """Unless the engine clearly hears another subject, or somebody else is meant."""
    assert likely == own_record_likely(a_turn(text, memory=memory, intents=intents), belief=0.9)
