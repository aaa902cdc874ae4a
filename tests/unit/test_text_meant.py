"""What is meant although somebody else is named."""

from __future__ import annotations

import pytest

from secondment.text.meant import asks_for_own_alone, speaks_of_all


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I only need my own first day, not hers", True),
        ("I don't mind what Ottla earns, just tell me whether my bonus is in", True),
        ("please show me my own dates, Zita plans around me", True),
        ("not Iker's extension, has mine gone through", True),
        ("only need my colleague's end date", False),
        ("I just want to know when my wife comes back", False),
        ("just give me hers and mine", False),
        ("just tell me my notice and Iker's", False),
        ("does she still get it, only asking because mine was stopped", False),
        ("my boss's own secondment, when is it up", False),
        ("not mine, Iker's", False),
    ],
)
def test_ones_own_may_be_set_against_what_others_have(text: str, own: bool) -> None:
    """Then nobody else's is asked for; where both are wanted, it is."""
    assert own == asks_for_own_alone(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("can secondees vote there, Hannelore is standing", True),
        ("I bet Al that secondments can't be extended twice, who is right", True),
        ("do secondees get a bonus, as a rule?", True),
        ("which secondees can leave early", False),
        ("do secondees in Lyon get more", False),
        ("does Al's secondment end", False),
    ],
)
def test_the_rule_for_all_may_be_asked_for_with_somebody_named(text: str, rule: bool) -> None:
    """Not a list of those whom something concerns."""
    assert rule == speaks_of_all(text)
