"""A reliability diagram as SVG: what the assistant believes, and how often that turns out right."""

from __future__ import annotations

from collections.abc import Sequence

from secondment.knowledge.reliability import Bin, expected_calibration_error

_SIDE, _EDGE = 320.0, 52.0
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#444}.axis{stroke:#888}.even{stroke:#888;stroke-dasharray:4 4}"
    ".bar{fill:#2f6f8f;fill-opacity:.25}.line{stroke:#2f6f8f;stroke-width:2;fill:none}.dot{fill:#2f6f8f}"
    ".from{stroke:#b5532a;stroke-dasharray:2 3}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}.bar,.dot{fill:#7fc1de}.line{stroke:#7fc1de}}"
)


def diagram(bins: Sequence[Bin], thresholds: dict[str, float]) -> str:
    """The diagram; the bars behind say how many messages lie in a bin, the upright lines are the thresholds."""
    whole = _SIDE + 2 * _EDGE
    error = expected_calibration_error(bins)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:g} {whole:g}" role="img">',
        f"<title>Belief against what turned out right; expected calibration error {error:.3f}</title>",
        f"<style>{_STYLE}</style>",
        *_frame(error, sum(one.count for one in bins)),
        *_counts(bins),
        *_thresholds(thresholds),
        *_curve(bins),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return _EDGE + share * _SIDE


def _y(share: float) -> float:
    return _EDGE + (1.0 - share) * _SIDE


def _frame(error: float, count: int) -> list[str]:
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    return [
        f'<path class="axis" fill="none" d="M{_x(0):g} {_y(1):g}V{_y(0):g}H{_x(1):g}"/>',
        f'<path class="even" d="M{_x(0):g} {_y(0):g}L{_x(1):g} {_y(1):g}"/>',
        *(f'<text x="{_x(at):g}" y="{_y(0) + 16:g}" text-anchor="middle">{at:g}</text>' for at in ticks),
        *(f'<text x="{_x(0) - 6:g}" y="{_y(at) + 4:g}" text-anchor="end">{at:g}</text>' for at in ticks),
        f'<text x="{_x(0.5):g}" y="{_y(0) + 36:g}" text-anchor="middle">belief that the first article answers</text>',
        f'<text x="{_x(0):g}" y="{_y(1) - 26:g}">share that was right, of {count:,} unseen messages</text>',
        f'<text x="{_x(0):g}" y="{_y(1) - 10:g}">expected calibration error {error:.3f}</text>',
    ]


def _counts(bins: Sequence[Bin]) -> list[str]:
    most = max((one.count for one in bins), default=1)
    return [
        f'<rect class="bar" x="{_x(one.low) + 2:.1f}" y="{_y(0.3 * one.count / most):.1f}" '
        f'width="{(one.high - one.low) * _SIDE - 4:.1f}" height="{0.3 * one.count / most * _SIDE:.1f}">'
        f"<title>{one.count}</title></rect>"
        for one in bins
    ]


def _thresholds(thresholds: dict[str, float]) -> list[str]:
    return [
        line
        for name, at in thresholds.items()
        for line in (
            f'<path class="from" d="M{_x(at):.1f} {_y(0):g}V{_y(1):g}"/>',
            f'<text transform="translate({_x(at) - 4:.1f} {_y(0.98):g}) rotate(-90)" text-anchor="end">{name}</text>',
        )
    ]


def _curve(bins: Sequence[Bin]) -> list[str]:
    points = [(_x(one.belief), _y(one.right)) for one in bins]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return [
        f'<path class="line" d="M{path}"/>',
        *(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points),
    ]
