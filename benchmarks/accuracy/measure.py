"""Readers on sets: figures of datelens on all rows, and of its peers beside it on the same sample of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.sets import Change, Set
from datelens.evaluation.readers import Reader, chunked, read_all
from datelens.evaluation.report import Mistake, Report, Share, report
from datelens.evaluation.rows import Row


@dataclass(frozen=True)
class Measured:
    """The figures of a set.

    Attributes:
        set: what was read.
        report: of datelens on all rows.
        sample: of datelens on the rows that the peers read.
        peers: of the peers, by name.
        mistakes: of datelens, those rows that count against it.
    """

    set: Set
    report: Report
    sample: Report
    peers: Mapping[str, Report]
    mistakes: Sequence[tuple[Row, Mistake]]


def measure(chosen: Set, reader: Reader, peers: Sequence[Reader], peer_rows: int, seed: int) -> Measured:
    """Let everybody read a set.

    Args:
        chosen: the set.
        reader: datelens.
        peers: the others.
        peer_rows: how many rows they read at most; they are slow.
        seed: of the sample.
    """
    rows = list(chosen.rows) if chosen.hinted else [row.unaided() for row in chosen.rows]
    answered = read_all(reader, chunked(rows, reader.chunk))
    sample = random.Random(f"sample/{chosen.name}/{seed}").sample(rows, min(peer_rows, len(rows)))
    mistakes = [
        (row, Mistake(row.text, row.iso, answer.iso, answer.confidence))
        for row, answer in zip(rows, answered.answers, strict=True)
        if answer.iso != row.iso and not (row.ambiguous and not chosen.hinted)
    ]
    return Measured(
        chosen,
        report(reader.name, rows, answered),
        _report(reader, sample),
        {peer.name: _report(peer, sample) for peer in peers},
        mistakes,
    )


def changed(change: Change, reader: Reader) -> Share:
    """How many answers a change changes."""
    before, after = (
        read_all(reader, chunked([pair[i] for pair in change.pairs], reader.chunk)).answers for i in (0, 1)
    )
    return Share(sum(a.iso != b.iso for a, b in zip(before, after, strict=True)), len(before))


def pooled(measured: Iterable[Measured], reader: Reader) -> Report:
    """Datelens on the rows of all sets that are read without hints, each text once."""
    rows = {row.text: row.unaided() for one in measured if not one.set.hinted for row in one.set.rows}
    return _report(reader, list(rows.values()))


def by(key: Callable[[Row], str], mistakes: Iterable[tuple[Row, Mistake]]) -> dict[str, list[tuple[Row, Mistake]]]:
    """Mistakes by something of their rows, the commonest first."""
    found: dict[str, list[tuple[Row, Mistake]]] = {}
    for row, mistake in mistakes:
        found.setdefault(key(row), []).append((row, mistake))
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _report(reader: Reader, rows: Sequence[Row]) -> Report:
    answered = read_all(reader, chunked(rows, reader.chunk))
    return report(reader.name, rows, answered, tells_precision=reader.tells_precision)
