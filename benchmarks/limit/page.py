"""How near the limit is, as one page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.page import holds, table, times
from datelens.evaluation.figures import number, percent

SHARE_BAR, BEAM_BAR = 0.5, 2.5
_KINDS = 12  # of nodes, by name

HOW = """\
Written by `python -m benchmarks.limit`; made again, not edited. The work of a string is that of the matrix products
that the equations ask for, counted from the sizes of the shipped model: a multiply-add is two operations; padding,
activation functions and second looks (a beam for what is in doubt) count for nothing. The limit is that work at the
rate at which one thread multiplies matrices of about the same size with ONNX Runtime, as datelens does."""


@dataclass(frozen=True)
class Beam:
    """What a search costs.

    Attributes:
        name: of the search.
        rows: how often the decoder was stepped, over all hypotheses.
        seconds: that it took.
    """

    name: str
    rows: int
    seconds: float


@dataclass(frozen=True)
class Results:
    """All that was measured, in one thread.

    Attributes:
        machine, model: on which, and with what.
        rows: strings that were read.
        work: multiply-adds of a string, the mean.
        done: multiply-adds that the greedy search made for it: padding and pinned units included.
        rates: multiply-adds a second, by precision.
        precision: of the model.
        per_second: strings a second of `Translator.translate`.
        in_graphs: the share of that time that was spent in ONNX Runtime.
        doubtful: the share of strings that were looked at with a beam.
        kinds: the share of the greedy graph's time that each kind of node took.
        searches: greedy first.
    """

    machine: str
    model: str
    rows: int
    work: float
    done: float
    rates: Mapping[str, float]
    precision: str
    per_second: float
    in_graphs: float
    doubtful: float
    kinds: Mapping[str, float]
    searches: tuple[Beam, ...]


def lines(results: Results) -> Iterator[str]:
    """The page."""
    yield from ("# The limit of the arithmetic", "", HOW, "")
    yield f"Machine: {results.machine}. Model: {results.model}. One thread, {results.rows:,} strings."
    yield from ("", "## Reached", "")
    yield from table(
        ("products in", "operations a second", "limit, strings a second", "reached", "share", "bar", "holds"),
        [_reached(results, precision, rate) for precision, rate in results.rates.items()],
    )
    yield ""
    yield (
        f"A string asks for {2 * results.work / 1e6:.1f} million operations; the greedy search makes "
        f"{percent(results.done / results.work - 1)} more, for padding and for the units that pin the scale. "
        f"{percent(results.doubtful)} of the strings are in doubt and looked at once more with a beam. "
        f"{percent(1 - results.in_graphs)} of the time is spent in Python and NumPy: folding, batches, records."
    )
    yield from ("", "## Where the greedy search spends its time", "")
    listed = list(results.kinds.items())[:_KINDS]
    rest = sum(results.kinds.values()) - sum(share for _, share in listed)
    yield from table(("operator", "share"), [(kind, percent(share)) for kind, share in [*listed, ("others", rest)]])
    yield from ("", "## Beam search", "", f"All strings; the bar is {BEAM_BAR} times the time of greedy.", "")
    greedy = results.searches[0]
    yield from table(
        ("search", "steps of the decoder a string", "time beside greedy", "holds"),
        [
            (
                one.name,
                f"{one.rows / results.rows:.1f}",
                times(one.seconds / greedy.seconds),
                holds(one.seconds <= BEAM_BAR * greedy.seconds),
            )
            for one in results.searches
        ],
    )


def _reached(results: Results, precision: str, rate: float) -> tuple[str, ...]:
    limit = rate / results.work
    share = results.per_second / limit
    barred = precision == results.precision
    return (
        precision,
        f"{2 * rate / 1e9:.0f} billion",
        number(limit),
        number(results.per_second),
        percent(share),
        f"≥ {percent(SHARE_BAR)}" if barred else "–",
        holds(share >= SHARE_BAR) if barred else "–",
    )
