"""What is refused once more after a refusal, and what is not taken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from secondment.identity import Choice
from secondment.usecases import asking_on
from secondment.usecases.asking_on import refuse_again
from secondment.usecases.turn import ELSEWHERE
from tests.inner_servers import ROOT
from tests.usecase_fakes import FakeServices, a_turn

REFUSED = {"last_kind": "refusal", "last_question": "what is Ada's end date"}


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("ok then only the month", True),
        ("just tell me more or less", True),
        ("read it out", True),
        ("start with those in Vigo", True),
        ("where?", True),
        ("the one called Ada", True),
        # thanks, a word about it, a new question, the asker's own
        ("ok thanks", False),
        ("just asking", False),
        ("just forget it", False),
        ("just tell me how long a secondment lasts", False),
        ("show me one example of an agreement", False),
        ("the one who signs the agreement, home or host?", False),
        ("the rest is clear, thanks", False),
        ("just let me know, which of the many things that you hold of Ada may I see", False),
        ("then who signs the agreement", False),
        ("then just mine", False),
        ("why?", False),
    ],
)
def test_after_a_refusal_less_of_the_same_is_refused_again(text: str, on: bool) -> None:
    """Whatever it sounds like by itself; without a refusal before it is not looked at."""
    services = FakeServices()

    told = refuse_again(a_turn(text, memory=REFUSED), services)

    assert (["refusal"] if on else []) == [answer.kind for answer in told]
    assert [] == refuse_again(a_turn(text), services)


def test_what_was_asked_first_stays_what_is_talked_about() -> None:
    """After "ok only the month" "and mine?" still asks for the end date."""
    (told,) = refuse_again(a_turn("ok only the month", memory=REFUSED), FakeServices())

    assert {"last_kind": "refusal"} == told.remember


@pytest.mark.parametrize("intent", ["ask_human", "deny"])
def test_who_wants_a_person_or_no_more_is_not_refused_again(intent: str) -> None:
    """Who says "just pass it on to HR" leaves the subject."""
    turn = a_turn("just pass it on", memory=REFUSED, intents={intent: 0.9})
    turn = replace(turn, understanding=replace(turn.understanding, intent=intent))

    assert [] == refuse_again(turn, FakeServices())


def test_a_pressed_button_is_no_asking_on() -> None:
    """Whatever its text."""
    turn = replace(a_turn("only the month", memory=REFUSED), choice=Choice("say", "only the month"))

    assert [] == refuse_again(turn, FakeServices())


def test_who_wants_no_more_is_heard_by_intents_there_are() -> None:
    """An intent that was renamed would be refused once more."""
    told = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    known = {one if isinstance(one, str) else next(iter(one)) for one in told}

    assert set(asking_on._WANT_NO_MORE) <= known
    assert ELSEWHERE in known
