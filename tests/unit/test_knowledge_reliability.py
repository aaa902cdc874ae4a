"""Whether a belief means what it says."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from secondment.cli.reliability_plot import diagram
from secondment.knowledge.reliability import expected_calibration_error, reliability

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


def test_the_diagram_is_a_picture_with_a_dot_for_each_bin() -> None:
    """Well-formed, with its thresholds named."""
    drawn = ElementTree.fromstring(diagram(reliability(BELIEFS, RIGHT), {"answer_from": 0.5}))

    assert 3 == len(drawn.findall("{http://www.w3.org/2000/svg}circle"))
    assert "answer_from" in "".join(drawn.itertext())
