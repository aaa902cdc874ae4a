"""A reliability diagram as SVG: what the assistant believes, and how often that turns out right.

The numbers it was drawn from stand in its metadata, with a digest of the ranking they belong to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from secondment.knowledge.reliability import Bin, Calibration

BELIEFS = ("answer_from", "clarify_from", "nearest_from")
_SIDE, _EDGE = 320.0, 52.0
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#444}.axis{stroke:#888}.even{stroke:#888;stroke-dasharray:4 4}"
    ".bar{fill:#2f6f8f;fill-opacity:.25}.line{stroke:#2f6f8f;stroke-width:2;fill:none}.dot{fill:#2f6f8f}"
    ".from{stroke:#b5532a;stroke-dasharray:2 3}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}.bar,.dot{fill:#7fc1de}.line{stroke:#7fc1de}}"
)


def diagram(found: Calibration, ranking: dict[str, Any]) -> str:
    """The diagram of beliefs held out, with the thresholds of a ranking.

    The bars behind say how many messages lie in a bin, the upright lines are the thresholds.
    """
    whole = _SIDE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:g} {whole:g}" role="img">',
        f"<title>Belief against what turned out right; expected calibration error {found.held_out:.3f}</title>",
        f"<metadata>{json.dumps(_told(found, ranking))}</metadata>",
        f"<style>{_STYLE}</style>",
        *_frame(),
        *_captions(found, ranking),
        *_counts(found.bins),
        *_thresholds(ranking),
        *_curve(found.bins),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def digest_of(ranking: dict[str, Any]) -> str:
    """A digest of everything a ranking file says, however it is written."""
    return hashlib.sha256(json.dumps(ranking, sort_keys=True).encode()).hexdigest()


def _told(found: Calibration, ranking: dict[str, Any]) -> dict[str, Any]:
    """The numbers as plain JSON; of a bin its edges, its count, the mean belief and the share that was right."""
    return {
        "messages": found.count,
        "folds": found.folds,
        "error_held_out": round(found.held_out, 4),
        "error_in_sample": round(found.in_sample, 4),
        "bins": [
            [round(one.low, 2), round(one.high, 2), one.count, round(one.belief, 4), round(one.right, 4)]
            for one in found.bins
        ],
        "thresholds": {name: ranking[name] for name in (*BELIEFS, "gap_from", "subject_from")},
        "ranking": digest_of(ranking),
    }


def _x(share: float) -> float:
    return _EDGE + share * _SIDE


def _y(share: float) -> float:
    return _EDGE + (1.0 - share) * _SIDE


def _frame() -> list[str]:
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    return [
        f'<path class="axis" fill="none" d="M{_x(0):g} {_y(1):g}V{_y(0):g}H{_x(1):g}"/>',
        f'<path class="even" d="M{_x(0):g} {_y(0):g}L{_x(1):g} {_y(1):g}"/>',
        *(f'<text x="{_x(at):g}" y="{_y(0) + 16:g}" text-anchor="middle">{at:g}</text>' for at in ticks),
        *(f'<text x="{_x(0) - 6:g}" y="{_y(at) + 4:g}" text-anchor="end">{at:g}</text>' for at in ticks),
        f'<text x="{_x(0.5):g}" y="{_y(0) + 36:g}" text-anchor="middle">belief that the first article answers</text>',
    ]


def _captions(found: Calibration, ranking: dict[str, Any]) -> list[str]:
    lines = [
        f"share that was right, of {found.count:,} messages held out in {found.folds} folds",
        f"expected calibration error {found.held_out:.3f} held out, {found.in_sample:.3f} in sample",
        f"told outright if ahead of the second by gap_from {ranking['gap_from']:g}",
    ]
    return [f'<text x="12" y="{_y(1) - 38 + 15 * at:g}">{line}</text>' for at, line in enumerate(lines)]


def _counts(bins: Sequence[Bin]) -> list[str]:
    most = max((one.count for one in bins), default=1)
    return [
        f'<rect class="bar" x="{_x(one.low) + 2:.1f}" y="{_y(0.3 * one.count / most):.1f}" '
        f'width="{(one.high - one.low) * _SIDE - 4:.1f}" height="{0.3 * one.count / most * _SIDE:.1f}">'
        f"<title>{one.count}</title></rect>"
        for one in bins
    ]


def _thresholds(ranking: dict[str, Any]) -> list[str]:
    return [
        line
        for name, at in ((name, ranking[name]) for name in BELIEFS)
        for line in (
            f'<path class="from" d="M{_x(at):.1f} {_y(0):g}V{_y(1):g}"/>',
            f'<text transform="translate({_x(at) - 4:.1f} {_y(0.98):g}) rotate(-90)" text-anchor="end">'
            f"{name} {at:g}</text>",
        )
    ]


def _curve(bins: Sequence[Bin]) -> list[str]:
    points = [(_x(one.belief), _y(one.right)) for one in bins]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return [
        f'<path class="line" d="M{path}"/>',
        *(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points),
    ]
