"""The page of a soak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.page import holds, table
from benchmarks.soak.calls import KINDS, TOGETHER
from benchmarks.soak.watched import Held, ends, growth

HOW = """\
Written by `python -m benchmarks.soak`; made again, not edited. One process translates single texts, batches and
columns, draws maps and asks a service that runs in another, in turns without a pause; empty, odd and doubtful texts
are among them. What both processes hold is looked at between calls. Early is the second quarter of the time, because
caches fill in the first, and late is the last: of memory the median moment, of files and threads the one with the
fewest."""

MOST_GROWTH = 0.03
SHOWN = 12
"""Moments that the page lists."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What was seen.

    Attributes:
        calls: of each kind, how many.
        watched: the moments of each process, by its name.
        changed: kinds of call whose answers to the same texts were other ones at some time.
    """

    calls: dict[str, int]
    watched: dict[str, list[Held]]
    changed: set[str]

    @property
    def minutes(self) -> float:
        """That it took."""
        return max(moments[-1].minutes for moments in self.watched.values())


def lines(described: str, found: Soaked) -> Iterator[str]:
    """The page."""
    yield from ("# A soak", "", HOW, "", f"Machine: {described}.", "", "## Whether anything grows", "")
    yield from table(("what", "early", "late", "bar", "holds"), _rows(found))
    yield from ("", "## What was called", "")
    rows = [(kind, f"{found.calls[kind]:,}", f"{found.calls[kind] * TOGETHER[kind]:,}") for kind in KINDS]
    yield from table(("call", "calls", "texts"), rows)
    yield from ("", "## Over time", "")
    yield from table(("minute", *(f"{name}, {what}" for name in found.watched for what in _HELD)), _moments(found))


_HELD = ("MiB", "files", "threads")


def _rows(found: Soaked) -> Iterator[tuple[str, ...]]:
    yield ("minutes", "–", f"{found.minutes:.1f}", "–", "–")
    for name, moments in found.watched.items():
        early, late = ends(moments)
        more = growth(moments)
        sizes = [f"{median(moment.resident for moment in part) / 2**20:.1f} MiB" for part in (early, late)]
        bar = f"≤ {100 * MOST_GROWTH:.0f} %; {100 * more:+.1f} %"
        yield (f"{name}, resident", *sizes, bar, holds(more <= MOST_GROWTH))
        for what in _HELD[1:]:
            # The fewest: at every second moment the service has not closed yet what its client closed, and what leaks
            # is never closed
            before, after = (min(getattr(moment, what) for moment in part) for part in (early, late))
            yield (f"{name}, {what}", f"{before:g}", f"{after:g}", "no more", holds(after <= before))
    told = ", ".join(sorted(found.changed)) or "the same"
    yield ("answers to the same texts", "–", told, "the same", holds(not found.changed))


def _moments(found: Soaked) -> Iterator[tuple[str, ...]]:
    """A few moments, evenly spread, with what each process held."""
    series = list(found.watched.values())
    count = len(series[0])
    for place in sorted({round(i * (count - 1) / max(SHOWN - 1, 1)) for i in range(SHOWN)}):
        cells = [
            cell
            for moments in series
            for cell in (
                f"{moments[place].resident / 2**20:.1f}",
                str(moments[place].files),
                str(moments[place].threads),
            )
        ]
        yield (f"{series[0][place].minutes:.1f}", *cells)
