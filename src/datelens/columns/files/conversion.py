"""A file with dates as people write them to a file with ISO dates, in bounded memory."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.abreast import ahead
from datelens.columns.files.batches import Batch, New, Reject, Sink
from datelens.columns.files.passes import Passes, blank_rows, texts_of
from datelens.errors import DataError, shown
from datelens.iso import is_written

REJECTS = pa.schema([("row", pa.int64()), ("column", pa.string()), ("text", pa.string()), ("reason", pa.string())])


@dataclass(frozen=True, slots=True)
class Rules:
    """What is written.

    Attributes:
        in_place: the dates take the place of the texts, and do not stand beside them.
        details: columns for the day, the confidence and the ambiguity come with them.
        guess: an ambiguous text becomes its likeliest date, and no reject.
        min_confidence: an answer with less is a reject.
    """

    in_place: bool = False
    details: bool = False
    guess: bool = False
    min_confidence: float = 0.0

    def kept(self, answers: pa.StructArray) -> pa.Array:
        """Which answers, as `KNOWN`, are written: boolean (rows,)."""
        iso, confidence, ambiguous = (pc.struct_field(answers, part) for part in ("iso", "confidence", "ambiguous"))
        kept = pc.and_(iso.is_valid(), pc.greater_equal(pc.fill_null(confidence, 0.0), self.min_confidence))
        return kept if self.guess else pc.and_not(kept, pc.fill_null(ambiguous, False))

    def reason(self, answer: Mapping[str, Any]) -> str:
        """Why an answer is not written."""
        if answer["ambiguous"] and not self.guess:
            return f"ambiguous: {answer['doubt']}"
        if answer["iso"] is None:
            return f"not sure enough: {answer['doubt']}" if answer["doubt"] else "no date"
        # cut and not rounded, which could make it as much as was asked for
        return f"not sure enough: {answer['iso']} ({math.floor(1e4 * answer['confidence']) / 1e4})"


@dataclass
class Tally:
    """How many rows of a column became what.

    Attributes:
        dates: written.
        empty: without a text.
        ambiguous, rejected: not written, and why.
        orders: of open rows that were read without doubt, by the order that they were read in.
    """

    dates: int = 0
    empty: int = 0
    ambiguous: int = 0
    rejected: int = 0
    orders: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """In words."""
        return (
            f"{self.dates:,} date{'s' * (self.dates != 1)}, {self.empty:,} empty, {self.ambiguous:,} ambiguous, "
            f"{self.rejected:,} no date or not sure enough"
        )


class Conversion:
    """Writes what `Passes` read.

    Args:
        passes: over the file, after their `look`.
        rules: what is written.

    Attributes:
        rows: so many were read and written.
        aside: so many were set aside, because they are no rows of this table.
        tallies: by column.
    """

    def __init__(self, passes: Passes, rules: Rules) -> None:
        self.passes, self.rules = passes, rules
        self.rows = self.aside = 0
        self.tallies = {column: Tally() for column in passes.columns}

    @property
    def rejects(self) -> int:
        """How many there are, of rows and of cells."""
        return self.aside + sum(tally.ambiguous + tally.rejected for tally in self.tallies.values())

    def run(self, sink: Sink, rejects: Sink, *, lines: bool) -> Iterator[Batch]:
        """Write the file and its rejects; each batch is given out when it is written.

        Args:
            sink: takes the rows.
            rejects: takes what could not be read, as `REJECTS`.
            lines: whether lines of JSON are written as they stand, so that other columns need not be read.

        Raises:
            DataError: a new column would take the place of one that holds something else.
        """
        rejects.write(_as_batch([]), _NOTHING)  # a header, whatever comes
        there = set(self.passes.source.columns)
        read = self.passes.read(sorted(self._written & there) if lines else None)
        for batch, answers in ahead(read, self.passes.reader.threads):
            columns: dict[str, pa.Array] = {}
            beside: dict[str, str] = {}
            cells = list(batch.aside)
            for column, own in answers.items():
                found, rejected = self._convert(batch, column, own)
                cells += rejected
                before = column
                for name, array in found.items():
                    columns[name], beside[name], before = array, before, name
            sink.write(batch, New(columns, beside))
            if cells:
                rejects.write(_as_batch(sorted(cells)), _NOTHING)
            self.rows += len(batch.rows)
            self.aside += len(batch.aside)
            yield batch

    @property
    def _written(self) -> set[str]:
        """The names of all new columns."""
        return {name for column in self.passes.columns for name in self._names(column).values()}

    def _names(self, column: str) -> dict[str, str]:
        """The new columns for a column, by the part of an answer that they hold: `iso` is `when_iso`, or `when`."""
        details = ("date", "confidence", "ambiguous") if self.rules.details else ()
        return {"iso": column if self.rules.in_place else f"{column}_iso"} | {
            part: f"{column}_{part}" for part in details
        }

    def _convert(self, batch: Batch, column: str, answers: pa.StructArray) -> tuple[dict[str, pa.Array], list[Reject]]:
        """The new columns for a column, and its rejects."""
        texts, tally, others = texts_of(batch, column), self.tallies[column], batch.cells.get(column, ())
        blank, kept = blank_rows(texts), self.rules.kept(answers)
        refused = pc.invert(pc.or_(blank, kept))
        rejected = pc.indices_nonzero(refused)
        rejects = answers.take(rejected)
        ambiguous = pc.sum(pc.struct_field(rejects, "ambiguous")).as_py() or 0
        tally.dates += pc.sum(kept).as_py() or 0
        tally.empty += (pc.sum(blank).as_py() or 0) - len(others)
        tally.ambiguous += ambiguous
        tally.rejected += len(rejected) - ambiguous + len(others)
        orders = pc.struct_field(answers, "order").filter(pc.and_not(kept, pc.struct_field(answers, "ambiguous")))
        tally.orders.update({one["values"]: one["counts"] for one in orders.drop_null().value_counts().to_pylist()})
        new = {}
        for part, name in self._names(column).items():
            if name != column:
                _check_own(batch, name, _OWN[part])
            values = pc.struct_field(answers, part)
            new[name] = pc.if_else(kept, values, pa.scalar(None, values.type)) if part in _DATES else values
        found = texts.cast(pa.string()).filter(refused).to_pylist()  # Arrow filters no views
        rows = batch.rows[rejected.to_numpy(zero_copy_only=False)].tolist()
        cells = zip(rows, found, map(self.rules.reason, rejects.to_pylist()), strict=True)
        return new, [*others, *(Reject(row, column, text, reason) for row, text, reason in cells)]


_DATES = ("iso", "date")
"""The parts of an answer that are not written where it is rejected; the others say why."""

_NOTHING = New({}, {})


def _is_share(text: str) -> bool:
    """Whether it is a number from 0 to 1."""
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


# What stands in a column that an earlier run wrote
_OWN: dict[str, Callable[[str], bool]] = {
    "iso": is_written,
    "date": is_written,
    "confidence": _is_share,
    "ambiguous": lambda text: text in ("true", "false"),
}


def _check_own(batch: Batch, name: str, is_own: Callable[[str], bool]) -> None:
    """Let nothing be replaced that an earlier run did not write.

    Raises:
        DataError: there is a column of this name that holds something else.
    """
    if name not in batch.table.schema.names:
        return
    for text in batch.table.column(batch.table.schema.names.index(name)).cast(pa.string()).unique().to_pylist():
        if text and not is_own(text):
            raise DataError(
                f"there is a column {shown(name)} already, and it holds {shown(text)}, which is not ours to replace. "
                "Rename it."
            )


def _as_batch(rejects: Sequence[Reject]) -> Batch:
    columns = list(zip(*rejects, strict=True)) or [()] * len(REJECTS)
    arrays = [pa.array(values, part.type) for values, part in zip(columns, REJECTS, strict=True)]
    table = pa.RecordBatch.from_arrays(arrays, schema=REJECTS)
    return Batch(np.arange(len(rejects)), table, 1.0)
