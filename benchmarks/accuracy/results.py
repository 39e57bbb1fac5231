"""What was measured, as one page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.measure import Measured, by
from benchmarks.accuracy.sets import Change
from benchmarks.page import table
from datelens.evaluation.figures import NOTHING, number, percent
from datelens.evaluation.report import LEAST_ROWS, Report, Share
from datelens.evaluation.text import sentence

CALIBRATION_BAR, LANGUAGE_BAR = 0.03, 0.95

_KINDS, _EXAMPLES = 12, 3  # of mistakes that are shown

HOW = """\
Written by `python -m benchmarks.accuracy`; made again, not edited. Nothing here is in the training data: the dates are
written by other libraries or stand in sentences of our own, and the texts without a date are what a machine happens to
hold. *Clear* rows admit one reading: no numbers that could be read in another order, no month name that stands for
several months. A right answer is the whole right answer; a refusal is wrong where there is a date, and any date is
wrong where there is none. What is ISO 8601 already is read so by law; where a library means another day by it
(`1976-07-11` for 7 November, in Kyrgyz), the row is left out.

Peers are slow, so they read a sample of each set, and datelens is given on the same sample beside them. They are used
with their defaults and, where a set says so, with the locale of each row, which dateparser alone knows. What a peer
filled in by itself (the day of `May 2018`) is not held against it: it is asked twice, with different days to fill in,
and what both answers share is its answer."""


@dataclass(frozen=True)
class Results:
    """All that was measured.

    Attributes:
        model: what was read with.
        releases: of what wrote the data.
        missing: what could not be made on this machine.
        measured: the sets.
        searchers: peers that search, on the sample of the sentences: the share that is right.
        changes: how many answers each change changed.
        pooled: datelens on all rows together, without hints.
    """

    model: str
    releases: Mapping[str, str]
    missing: Sequence[str]
    measured: Sequence[Measured]
    searchers: Mapping[str, Share]
    changes: Sequence[tuple[Change, Share]]
    pooled: Report


def write(results: Results) -> str:
    """The page."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Results) -> Iterator[str]:
    yield from ("# Accuracy on foreign data", "", HOW, "")
    made = ", ".join(f"{name} {release}" for name, release in results.releases.items())
    yield f"Model: {results.model}. Data: {made}."
    yield from (f"Not measured here: {name}." for name in results.missing)
    yield from ("", "## Side by side", "")
    yield from _side_by_side(results.measured)
    if results.searchers:
        searched = "; ".join(f"{name} {percent(share)} of {share.of}" for name, share in results.searchers.items())
        yield from ("", f"Peers that search for a date anywhere in a text, on some of the sentences: {searched}.")
    yield from ("", "## Changes that should not matter", "")
    yield from table(
        ("change", "rows", "answers changed", "bar", "holds"),
        [
            (
                change.name,
                number(share.of),
                percent(share),
                f"< {percent(change.bar)}",
                _holds(-change.bar, _less(share)),
            )
            for change, share in results.changes
        ],
    )
    yield from ("", "## Confidence", "")
    yield from _confidence(results.pooled)
    yield from ("", "## By kind", "")
    for measured in results.measured:
        yield from _kinds(measured)
    yield from ("## Mistakes", "")
    for measured in results.measured:
        yield from _mistakes(measured)


def _side_by_side(measured: Sequence[Measured]) -> Iterator[str]:
    """Every set, with the bar and the peers."""
    peers = list(dict.fromkeys(name for one in measured for name in one.peers))
    rows = []
    for one in measured:
        figure, bar = one.set.figure, one.set.bar
        share = figure(one.report)
        rows.append(
            (
                one.set.name,
                number(share.of if share else 0),
                f"**{percent(share)}**",
                NOTHING if bar is None else f"≥ {percent(bar)}",
                NOTHING if bar is None else _holds(bar, share.value if share else None),
                number((figure(one.sample) or Share(0, 0)).of) if one.peers else NOTHING,
                percent(figure(one.sample)) if one.peers else NOTHING,
                *(percent(figure(one.peers[peer])) if peer in one.peers else NOTHING for peer in peers),
            )
        )
    return table(("set", "rows", "datelens", "bar", "holds", "sample", "datelens on it", *peers), rows)


def _holds(bar: float, value: float | None) -> str:
    return NOTHING if value is None else "yes" if value >= bar else "**no**"


def _less(share: Share) -> float | None:
    return None if share.value is None else -share.value


def _confidence(pooled: Report) -> Iterator[str]:
    """What confidence is worth on all rows together."""
    if pooled.calibration is None:
        return
    error = pooled.calibration.error
    yield (
        f"On all {pooled.rows:,} texts together, without hints: expected calibration error {percent(error)} "
        f"(bar ≤ {percent(CALIBRATION_BAR)}, {'holds' if error <= CALIBRATION_BAR else '**does not hold**'}), "
        f"mean risk over coverage {percent(pooled.calibration.area)}. Dates refused: {percent(pooled.dates_refused)}."
    )
    low = [group for group in pooled.ranked if (group.clear.value or 0.0) < LANGUAGE_BAR]
    yield (
        f"Of {len(pooled.ranked)} languages with {LEAST_ROWS} clear rows or more, {len(low)} are under "
        f"{percent(LANGUAGE_BAR)}: {', '.join(f'{group.name} {percent(group.clear)}' for group in low) or 'none'}."
    )
    yield ""
    yield from table(
        ("confidence", "rows", "mean", "right"),
        [
            (f"{row.low:.2f}–{row.high:.2f}", number(row.count), f"{row.confidence:.3f}", f"{row.accuracy:.3f}")
            for row in pooled.calibration.table
        ],
    )


def _kinds(measured: Measured) -> Iterator[str]:
    """The kinds of rows in a set."""
    groups = measured.report.by_family
    if len(groups) < 2:
        return
    yield from (f"<details><summary>{measured.set.name}</summary>", "")
    rows = [(group.name, number(group.exact.of), percent(group.exact), percent(group.clear)) for group in groups]
    yield from table(("kind", "rows", "right", "right, clear rows"), rows)
    yield from ("", "</details>", "")


def _mistakes(measured: Measured) -> Iterator[str]:
    """Some mistakes of the kinds that have most of them."""
    kinds = by(lambda row: row.family, measured.mistakes)
    if not kinds:
        return
    yield from (f"<details><summary>{measured.set.name}: {len(measured.mistakes):,}</summary>", "")
    for kind, found in list(kinds.items())[:_KINDS]:
        yield f"- {kind or 'all'}, {len(found):,}"
        for row, mistake in found[:: max(len(found) // _EXAMPLES, 1)][:_EXAMPLES]:
            yield f"  - {row.language or 'no language'}: {_code(sentence(mistake))}"
    yield from ("", "</details>", "")


def _code(text: str) -> str:
    """Text that Markdown leaves alone."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def records(measured: Sequence[Measured]) -> Iterator[str]:
    """All mistakes as lines of JSON."""
    for one in measured:
        for row, mistake in one.mistakes:
            record = {
                "set": one.set.name,
                "kind": row.family,
                "language": row.language,
                "locale": row.locale,
                "text": mistake.text,
                "iso": mistake.iso,
                "answer": mistake.answer,
                "confidence": mistake.confidence,
            }
            yield json.dumps(record, ensure_ascii=False)
