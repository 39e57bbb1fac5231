"""Both runs, as one page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from benchmarks.page import holds, table, times
from datelens.evaluation.figures import NOTHING, number, percent

if TYPE_CHECKING:
    from benchmarks.original.recipe import Point

HIGH = 0.98
SAME_BAR, HIGH_BAR = 1 / 10, 1 / 3

HOW = """\
Written by `python -m benchmarks.train`; made again, not edited. The task is the tutorial's: dates from 1970 to 2024 in
its fifteen layouts and every locale of Babel, upper and lower case now and then. The original is a port of its recipe
to today's Keras (see `benchmarks/original`); ours is the default recipe of `datelens train` but for smaller batches,
and without what pays in long runs alone or teaches maps: dropout, forgotten characters, and gold spans, which the
tutorial's data does not have. Both read the same stream, on the same backend with the same threads. Times hold the
compilation; those of the original leave its scoring out, those of ours do not. Exact match is that of the free-running
model on the same thousand texts, which neither trained on."""


def lines(machine: str, original: Sequence[Point], ours: Sequence[Point]) -> Iterator[str]:
    """The page, of finished runs.

    Args:
        machine: on which, with which backend.
        original, ours: the scores of both, in their order.
    """
    last = original[-1]
    yield from ("# Training on the tutorial's task", "", HOW, "", f"Machine: {machine}.", "", "## Bars", "")
    rows = []
    for wanted, bar in ((last.exact, SAME_BAR), (HIGH, HIGH_BAR)):
        seconds = reached(ours, wanted)
        share = None if seconds is None else seconds / last.seconds
        rows.append(
            (
                f"{percent(wanted)} exact",
                f"{number(seconds)} s",
                NOTHING if share is None else times(share),
                f"≤ {times(bar)}",
                holds(share is not None and share <= bar),
            )
        )
    yield from table(("ours reaches", "after", "of the original's full run", "bar", "holds"), rows)
    yield ""
    yield (
        f"The original's full run: {percent(last.exact)} exact after {last.examples:,} examples and "
        f"{number(last.seconds)} s, {1e3 * last.seconds / last.examples:.1f} ms an example; ours takes "
        f"{1e3 * ours[-1].seconds / ours[-1].examples:.1f} ms an example."
    )
    yield from ("", "## On the way", "")
    yield from table(
        ("original: examples", "seconds", "exact", "ours: examples", "seconds", "exact"),
        [(*_cells(first), *_cells(second)) for first, second in zip_longest(thinned(original), thinned(ours))],
    )


def reached(points: Sequence[Point], exact: float) -> float | None:
    """The seconds after which an exact match was first reached; None where it never was."""
    return next((point.seconds for point in points if point.exact >= exact), None)


def thinned(points: Sequence[Point], most: int = 20) -> list[Point]:
    """So many of the points at most, evenly spread, the last one always."""
    stride = -(-len(points) // most)
    return list(points[::-1][::stride][::-1])


def _cells(point: Point | None) -> tuple[str, str, str]:
    return ("", "", "") if point is None else (number(point.examples), number(point.seconds), percent(point.exact))
