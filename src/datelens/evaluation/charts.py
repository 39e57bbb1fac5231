"""Charts of what confidence is worth, as inline SVG that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from datelens.evaluation.figures import percent
from datelens.metrics import Bin

WIDTH, HEIGHT = 420, 330
LEFT, TOP, RIGHT, BOTTOM = 54, 14, 22, 46  # margins, for the labels of the axes

_TICKS = 5


def reliability(table: Sequence[Bin], title: str) -> str:
    """A bar a bin, as high as its answers are right, and the diagonal that it should reach.

    Args:
        table: the bins.
        title: what a screen reader says of it first.
    """
    most = max((row.count for row in table), default=1)
    bars = []
    for row in table:
        left, right, top = _x(row.low), _x(row.high), _y(row.accuracy)
        says = f"{row.count:,} answers {row.confidence:.1%} sure on average, {row.accuracy:.1%} right"
        bars.append(
            f'<rect class="bar" x="{left + 1:.1f}" y="{top:.1f}" width="{right - left - 2:.1f}" '
            f'height="{_y(0) - top:.1f}" fill-opacity="{0.35 + 0.65 * (row.count / most) ** 0.25:.2f}">'
            f"<title>{says}</title></rect>"
            f'<circle class="mark" cx="{_x(row.confidence):.1f}" cy="{top:.1f}" r="3"/>'
        )
    says = "; ".join(f"{row.confidence:.0%} sure, {row.accuracy:.0%} right" for row in table)
    diagonal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _chart([*bars, diagonal], title, f"Of the answers: {says}.", ("confidence", "right"), 1.0)


def risk_coverage(points: Sequence[tuple[float, float]], title: str) -> str:
    """The share of errors among the answers that are kept, the most confident first.

    Args:
        points: (coverage, risk), coverage rising.
        title: what a screen reader says of it first.
    """
    highest = _round_up(max((risk for _, risk in points), default=0.0))
    path = " ".join(f"{_x(coverage):.1f},{_y(risk / highest):.1f}" for coverage, risk in points)
    last = points[-1] if points else (0.0, 0.0)
    says = f"Of all answers {percent(last[1])} are wrong" + "".join(
        f"; of the surest {share:.0%}, {percent(_risk_at(points, share))}" for share in (0.95, 0.9, 0.8)
    )
    lines = [f'<polyline class="curve" points="{path}"><title>{says}</title></polyline>']
    return _chart(lines, title, f"{says}.", ("answers kept", "wrong among them"), highest)


def _chart(shapes: Iterable[str], title: str, description: str, axes: tuple[str, str], highest: float) -> str:
    """Shapes on axes that go from 0 to 1 across and from 0 to `highest` up."""
    grid = []
    for tick in range(_TICKS + 1):
        share = tick / _TICKS
        x, y = _x(share), _y(share)
        grid.append(
            f'<line class="grid" x1="{_x(0)}" y1="{y:.1f}" x2="{_x(1)}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_label(share * highest)}</text>'
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_label(share)}</text>'
        )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    across, up = axes
    names = (
        f'<text class="axis" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>'
        f'<text class="axis" x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">{up}</text>'
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(f"{title}. {description}")}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f"{''.join(grid)}{names}{''.join(shapes)}</svg>"
    )


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _label(share: float) -> str:
    return f"{100 * share:.3g} %"


def _round_up(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten; an axis that ends there has round labels.

    Example:
        >>> [_round_up(value) for value in (0.0, 0.03, 0.2, 0.6)]
        [0.01, 0.05, 0.2, 1.0]
    """
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
    return next((step for step in steps if value <= step), 1.0)


def _risk_at(points: Sequence[tuple[float, float]], coverage: float) -> float | None:
    """The risk at the widest coverage that is not above the one given."""
    below = [risk for share, risk in points if share <= coverage]
    return below[-1] if below else None
