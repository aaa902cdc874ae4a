"""Whether a belief means what it says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from secondment.cli.knowledge_tune import DIAGRAM
from secondment.cli.reliability_plot import BELIEFS as THRESHOLDS
from secondment.cli.reliability_plot import diagram, digest_of
from secondment.knowledge.ranking import DEFAULT_FILE
from secondment.knowledge.reliability import Bin, Calibration, expected_calibration_error, reliability
from secondment.settings import ROOT

SVG = "{http://www.w3.org/2000/svg}"
PAGES = (
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    ROOT / "knowledge" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
BELIEFS = np.array([0.05, 0.15, 0.15, 0.95, 0.95, 1.0])
RIGHT = np.array([False, False, True, True, True, True])


def test_each_bin_tells_belief_and_truth() -> None:
    """Empty bins are left out; a belief of one belongs to the last."""
    bins = reliability(BELIEFS, RIGHT)

    assert [1, 2, 3] == [one.count for one in bins]
    assert pytest.approx([0.0, 0.5, 1.0]) == [one.right for one in bins]


def test_the_error_is_the_mean_distance() -> None:
    """Each message counts once."""
    expected = (1 * 0.05 + 2 * 0.35 + 3 * (1 - 2.9 / 3)) / 6

    assert pytest.approx(expected) == expected_calibration_error(reliability(BELIEFS, RIGHT))


def test_honest_beliefs_have_nearly_no_error() -> None:
    """And those that boast have one."""
    rng = np.random.default_rng(3)
    beliefs = rng.random(20_000)
    right = rng.random(20_000) < beliefs

    assert expected_calibration_error(reliability(beliefs, right)) < 0.02
    assert expected_calibration_error(reliability(np.sqrt(beliefs), right)) > 0.1


RANKING = {"answer_from": 0.9, "clarify_from": 0.2, "nearest_from": 0.3, "gap_from": 0.1, "subject_from": 0.4}
SHIPPED = ElementTree.parse(DIAGRAM).getroot()


def drawn_of(ranking: dict[str, float]) -> ElementTree.Element:
    """The diagram of some beliefs and a ranking."""
    return ElementTree.fromstring(diagram(Calibration(reliability(BELIEFS, RIGHT), 0.1, 5), ranking))


def numbers_of(drawn: ElementTree.Element) -> dict[str, Any]:
    """What a diagram says it was drawn from."""
    told: dict[str, Any] = json.loads(drawn.findtext(f"{SVG}metadata") or "")
    return told


def words_of(drawn: ElementTree.Element) -> list[str]:
    """What a reader of a diagram reads."""
    return [one.text or "" for one in drawn.iter(f"{SVG}text")]


def test_the_diagram_is_a_picture_with_a_dot_for_each_bin() -> None:
    """Well-formed, with its thresholds named."""
    drawn = drawn_of(RANKING)

    assert 3 == len(drawn.findall(f"{SVG}circle"))
    assert {"answer_from 0.9", "clarify_from 0.2", "nearest_from 0.3"} < set(words_of(drawn))
    assert any(words.endswith("gap_from 0.1") for words in words_of(drawn))


def test_another_ranking_has_another_digest() -> None:
    """So that a diagram of one is not taken for that of another; how the file is written does not matter."""
    turned = dict(reversed(RANKING.items()))

    assert numbers_of(drawn_of(RANKING)) == numbers_of(drawn_of(turned))
    assert numbers_of(drawn_of(RANKING))["ranking"] != digest_of(RANKING | {"answer_from": 0.91})


def test_the_diagram_in_the_docs_is_of_the_ranking_in_force() -> None:
    """One run of `secondment knowledge tune` writes both; whoever changes the file has to run it again."""
    ranking, told = json.loads(DEFAULT_FILE.read_text()), numbers_of(SHIPPED)

    assert {name: ranking[name] for name in RANKING} == told["thresholds"]
    assert digest_of(ranking) == told["ranking"]


def test_the_diagram_in_the_docs_shows_the_thresholds_in_force() -> None:
    """In the words beside its lines, not in what nobody sees alone."""
    ranking, words = json.loads(DEFAULT_FILE.read_text()), words_of(SHIPPED)

    assert [f"{name} {ranking[name]:g}" for name in THRESHOLDS] == [
        one for one in words if one.split()[0] in THRESHOLDS
    ]
    assert any(one.endswith(f"gap_from {ranking['gap_from']:g}") for one in words)


def test_the_error_in_the_docs_is_that_of_the_dots() -> None:
    """The one held out, as it is told above the diagram."""
    told = numbers_of(SHIPPED)
    bins = [Bin(*one) for one in told["bins"]]

    assert pytest.approx(expected_calibration_error(bins), abs=0.001) == told["error_held_out"]
    assert sum(one.count for one in bins) == told["messages"]
    assert any(f"error {expected_calibration_error(bins):.3f} held out" in one for one in words_of(SHIPPED))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_tells_another_error_than_the_diagram(page: Path) -> None:
    """Decisions tell what was measured then; everything else what is in force."""
    told = re.findall(r"calibration error\D{0,40}(0\.\d+)", page.read_text(encoding="utf-8"))

    assert {f"{numbers_of(SHIPPED)['error_held_out']:.3f}"} >= set(told)
