"""What was measured of speed, as one page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.page import holds, table, times
from benchmarks.speed.processes import Streamed
from benchmarks.speed.throughput import Throughput, ratio
from benchmarks.texts import File
from benchmarks.timing import Times
from datelens.evaluation.figures import number, percent

ONE, TWO, FOUR = "datelens, 1 thread", "datelens, 2 threads", "datelens, 2 threads, 4 readings"
DATEPARSER, TOLD, DATEUTIL, PANDAS = "dateparser", "dateparser, told the language", "dateutil", "pandas"

HOW = """\
Written by `python -m benchmarks.speed`; made again, not edited. All readers read the same rows in the same run, in
turns, and the figures are medians; the slow ones read an even sample. No text comes twice, so that nothing is read from
a cache. datelens is called as anybody calls it, `Translator.translate(texts)`, and so gives a confidence and warns of
second readings; the others are used with their defaults, one text at a time (pandas: all at once). *Exact* is the share
of rows whose whole answer is right, refusals of what is no date included: what a peer filled in by itself is not held
against it."""

IN_A_ROW = 20

WARM = f"""\
Milliseconds, of texts that were not read before. Each reader reads {IN_A_ROW} in a row before the next one has its
turn, so that what it works with is in the processor's caches; *now and then* it reads one between those of all others,
whose work has driven out its own."""

TIMES_DATEPARSER, TIMES_DATEUTIL = 150, 1
LATENCY_BAR, LATENCY_SHARE = 0.0007, 1 / 3
MEMORY_BAR = 200_000_000


@dataclass(frozen=True)
class Results:
    """All that was measured.

    Attributes:
        machine: on which.
        model: what was read with.
        repetitions: of everything.
        files: what was read, and how fast by whom.
        latency: of one text, by its kind and the reader.
        starts: of a cold process.
        streamed: what a stream took.
        sizes: on disk, by package: alone, and with all that it needs.
    """

    machine: str
    model: str
    repetitions: int
    files: Sequence[tuple[File, Mapping[str, Throughput]]]
    latency: Mapping[str, Mapping[str, Times]]
    starts: Mapping[str, Times]
    streamed: Streamed
    sizes: Mapping[str, tuple[int, int]]


def lines(results: Results) -> Iterator[str]:
    """The page."""
    yield from ("# Speed", "", HOW, "")
    yield f"Machine: {results.machine}. Model: {results.model}. Repetitions: {results.repetitions}."
    yield from ("", "## Bars", "")
    yield from table(("what", "found", "bar", "holds"), bars(results))
    for file, found in results.files:
        yield from ("", f"## {file.name.capitalize()}: {file.description}", "")
        yield from table(
            ("reader", "rows", "strings a second", "±", "exact"),
            [
                (one.name, number(one.rows), number(one.per_second), percent(one.times.spread), percent(one.exact))
                for one in found.values()
            ],
        )
    yield from ("", "## One text, warm", "", WARM, "")
    yield from table(
        ("text", "reader", "median", "9 of 10 within", "99 of 100 within"),
        [
            (kind, reader, *(f"{1e3 * found.percentile(share):.2f}" for share in (0.5, 0.9, 0.99)))
            for kind, readers in results.latency.items()
            for reader, found in readers.items()
        ],
    )
    yield from ("", "## A cold process", "", "From its start to the printed date of `5 Jan 2016` and its end.", "")
    yield from table(
        ("reader", "milliseconds", "±"),
        [(name, f"{1e3 * found.median:.0f}", percent(found.spread)) for name, found in results.starts.items()],
    )
    yield from ("", "## Memory and disk", "")
    streamed = results.streamed
    yield (
        f"`datelens translate` was resident in {megabytes(streamed.early)} at most after a tenth of "
        f"{streamed.lines:,} lines, and in {megabytes(streamed.peak)} at the end."
    )
    yield ""
    yield from table(
        ("package", "installed", "with all that it needs"),
        [(name, megabytes(alone), megabytes(all_)) for name, (alone, all_) in results.sizes.items()],
    )


def bars(results: Results) -> Iterator[tuple[str, str, str, str]]:
    """What must hold: what, found, bar, whether."""
    _, found = results.files[0]
    for peer, bar in ((DATEPARSER, TIMES_DATEPARSER), (DATEUTIL, TIMES_DATEUTIL)):
        factor = ratio(found, TWO, peer)
        yield f"strings a second, {TWO}, beside {peer}", times(factor), f"≥ {bar} ×", holds(factor >= bar)
        ours, theirs = found[TWO].exact, found[peer].exact
        better = (ours.value or 0.0) > (theirs.value or 0.0)
        yield f"exact, beside {peer}", percent(ours), f"> {percent(theirs)}", holds(better)
    date, junk = (results.latency[kind]["datelens"].median for kind in ("date", "junk"))
    peer_median = results.latency["date"][DATEPARSER].median
    yield "one text, warm", milliseconds(date), f"≤ {milliseconds(LATENCY_BAR)}", holds(date <= LATENCY_BAR)
    share = date / peer_median
    yield f"the same beside {DATEPARSER}", times(share), "≤ 1/3 ×", holds(share <= LATENCY_SHARE)
    yield "junk", milliseconds(junk), f"≤ {milliseconds(date)}", holds(junk <= date)
    ours, theirs = results.starts["datelens"].median, results.starts["dateparser"].median
    yield "a cold process", milliseconds(ours), f"≤ {milliseconds(theirs)}", holds(ours <= theirs)
    peak = results.streamed.peak
    yield (
        f"memory, {results.streamed.lines:,} lines",
        megabytes(peak),
        f"≤ {megabytes(MEMORY_BAR)}",
        holds(peak <= MEMORY_BAR),
    )


def milliseconds(seconds: float) -> str:
    """Seconds as a table says them.

    Example:
        >>> milliseconds(0.00071)
        '0.71 ms'
    """
    return f"{1e3 * seconds:.2f} ms" if seconds < 0.1 else f"{1e3 * seconds:.0f} ms"


def megabytes(size: int) -> str:
    """Bytes as a table says them."""
    return f"{size / 1e6:.1f} MB"
