"""What the product makes of messages it was never taught: the share of right answers does not fall below a floor."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.inner_servers import ROOT
from tests.nlu import disturb, floors
from tests.nlu.held_out import (
    EMPLOYEE,
    KNOWLEDGE,
    OTHERS_DATA,
    OUT_OF_SCOPE,
    Verdict,
    asks_for_others,
    share,
    wrong_outright,
)
from tests.nlu.measure import misses, table
from tests.product import Product

Asked = Callable[[str], list[Verdict]]


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("own_record", floors.OWN_RECORD),
        ("own_record_2", floors.OWN_RECORD_2),
        ("own_record_3", floors.OWN_RECORD_3),
        ("spared", floors.SPARED),
        ("spared_2", floors.SPARED_2),
        ("spared_3", floors.SPARED_3),
        ("out_of_scope", floors.OUT_OF_SCOPE),
        ("out_of_scope_2", floors.OUT_OF_SCOPE_2),
        ("out_of_scope_3", floors.OUT_OF_SCOPE_3),
        ("out_of_scope_4", floors.OUT_OF_SCOPE_4),
        ("facts", floors.FACTS),
        ("facts_2", floors.FACTS_2),
        ("questions", floors.QUESTIONS),
        ("questions_2", floors.QUESTIONS_2),
        ("askers", floors.ASKERS),
        ("stories", floors.STORIES),
        ("stories_2", floors.STORIES_2),
    ],
)
def test_held_out_messages_are_answered_rightly(asked: Asked, name: str, floor: float) -> None:
    """Own fields with the value, refusals and fallbacks, the article of the fact or question; stories any of them."""
    verdicts = asked(name)
    print("\n" + table(name, verdicts))

    assert floor <= share(verdicts), misses(verdicts)


@pytest.mark.parametrize(
    ("names", "floor"), [(KNOWLEDGE, floors.KNOWLEDGE_TOGETHER), (OUT_OF_SCOPE, floors.OUT_OF_SCOPE_TOGETHER)]
)
def test_all_sets_of_a_kind_together_reach_what_is_promised(asked: Asked, names: tuple[str, ...], floor: float) -> None:
    """Single sets are small; what is promised is promised of all of them."""
    verdicts = [one for name in names for one in asked(name)]
    print(f"\n{', '.join(names)}: {share(verdicts):.1f} % of {len(verdicts)}")

    assert floor <= share(verdicts)


@pytest.mark.parametrize(
    "message",
    [
        "How long is a second?",
        "I would like a year off unpaid, how do sabbaticals work with us?",
        "What redundancy pay do I get when my post is cut?",
        "Our department is being sold. Does TUPE apply?",
        "What does a tourist visa for Turkey cost?",
        "How does one second a motion in a meeting?",
    ],
)
def test_near_misses_get_the_honest_fallback(whole_product: Product, message: str) -> None:
    """They sound like it and are not about it: no article and no titles are told for them."""
    assert "fallback" == whole_product.chat(EMPLOYEE).say(message, f"near miss {message}")["answer"]["kind"]


def test_a_wrong_article_is_seldom_told_as_the_right_one(asked: Asked) -> None:
    """Where it is not sure, the assistant asks back; all sets on articles together."""
    verdicts = [one for name in KNOWLEDGE for one in asked(name)]
    wrong = wrong_outright(verdicts)
    print(f"\ntold a wrong article outright: {wrong:.1f} % of {len(verdicts)}")

    assert wrong <= floors.WRONG_OUTRIGHT_AT_MOST


def test_data_of_others_is_refused(asked: Asked) -> None:
    """A floor of its own: here a wrong answer weighs more."""
    private = [one for name in (*OTHERS_DATA, *OUT_OF_SCOPE) for one in asked(name) if asks_for_others(name, one)]

    assert floors.PRIVATE_OF_OTHERS <= share(private), misses(private)


def test_who_asks_for_others_is_hardly_ever_told_the_own_value_instead(asked: Asked) -> None:
    """It is nobody else's, but would be taken for the other's."""
    private = [one for name in (*OTHERS_DATA, *OUT_OF_SCOPE) for one in asked(name) if asks_for_others(name, one)]
    instead = [one for one in private if one.came.startswith("record")]

    assert 100.0 * len(instead) / len(private) <= floors.OWN_VALUE_INSTEAD_AT_MOST, misses(instead)


@pytest.fixture(scope="session")
def disturbed(whole_product: Product, asked: Asked) -> list[Verdict]:
    """The verdicts on what was right before, disturbed; put to the product once in a run."""
    found = {name: asked(name) for name in disturb.SETS}
    return disturb.stay_right(whole_product.chat(EMPLOYEE).say, found)


def test_disturbed_messages_stay_right(disturbed: list[Verdict]) -> None:
    """Typos, swapped letters, missing spaces, no marks, words of elsewhere: what was right mostly stays so."""
    print("\n" + table("disturbed", disturbed))

    assert floors.DISTURBED <= share(disturbed), misses(disturbed)


@pytest.mark.parametrize("kind", disturb.DISTURBANCES)
def test_no_disturbance_is_borne_much_worse_than_the_others(disturbed: list[Verdict], kind: str) -> None:
    """A floor for each, else the easy ones would hide a hard one."""
    verdicts = [one for one in disturbed if one.group == kind]

    assert floors.DISTURBED_BY[kind] <= share(verdicts), misses(verdicts)


def test_nothing_of_another_person_is_told(asked: Asked) -> None:
    """Whatever is made of a question about somebody else: names, addresses and pay of others stay out of the answer."""
    told = {one.asked["text"]: one.text for name in (*OTHERS_DATA, *OUT_OF_SCOPE) for one in asked(name)}
    private = others_values()

    assert len(private) > 20
    assert [] == [(asked, value) for asked, text in told.items() for value in private if stands_in(value, text)]


def stands_in(value: str, text: str) -> bool:
    """Whether a value stands in a text by itself and not as a part of a larger number."""
    return re.search(rf"(?<![\d,.]){re.escape(value)}", text) is not None


def others_values() -> set[str]:
    """What the demo records hold of people other than the asker, and nothing of the asker's own."""
    text = (ROOT / "secondment" / "demo" / "records.json").read_text(encoding="utf-8")
    records = json.loads(text)["records"]
    mine, others = set[str](), set[str]()
    for one in records:
        (mine if one["secondee"]["employee_number"] == EMPLOYEE else others).update(private_values(one))
    return others - mine - {""}


def private_values(record: dict[str, Any]) -> Iterator[str]:
    """Name, address, role, managers and pay of a record."""
    yield from (record["secondee"].get(key) or "" for key in ("name", "work_email"))
    yield record["host"].get("role") or ""
    yield from ((record[side].get("manager") or {}).get("name") or "" for side in ("home", "host"))
    yield from (f"{one['amount']:,.2f}" for one in record["allowances"])
