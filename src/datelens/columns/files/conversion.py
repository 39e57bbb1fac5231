"""A file with dates as people write them to a file with ISO dates, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.answers import Answer
from datelens.columns.arrow import to_arrow
from datelens.columns.files.batches import Batch, New, Reject, Sink
from datelens.columns.files.passes import Answers, Passes, blank_rows, texts_of
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

    def reason(self, answer: Answer) -> str | None:
        """Why an answer is not written; None where it is."""
        if answer.ambiguous and not self.guess:
            return f"ambiguous: {answer.doubt}"
        if answer.iso is None:
            return f"not sure enough: {answer.doubt}" if answer.readings else "no date"
        if answer.confidence < self.min_confidence:
            return f"not sure enough: {answer.iso} ({answer.confidence:.2f})"
        return None


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
        for batch, answers in self.passes.read(sorted(self._written & there) if lines else None):
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

    def _convert(self, batch: Batch, column: str, answers: Answers) -> tuple[dict[str, pa.Array], list[Reject]]:
        """The new columns for a column, and its rejects."""
        distinct, places = answers
        texts, tally = texts_of(batch, column), self.tallies[column]
        blank = blank_rows(texts, places)
        reasons = [self.rules.reason(answer) for answer in distinct]
        kept = np.array([reason is None for reason in reasons], bool)
        written = (places >= 0) & _at(kept, places)
        rejected = np.flatnonzero(~written & ~blank)
        others = batch.cells.get(column, ())
        ambiguous = int(_at(np.array([answer.ambiguous for answer in distinct], bool), places)[rejected].sum())
        tally.dates += int(written.sum())
        tally.empty += int(blank.sum()) - len(others)
        tally.ambiguous += ambiguous
        tally.rejected += len(rejected) - ambiguous + len(others)
        counts = np.bincount(places[written], minlength=len(distinct)).tolist()
        for answer, count in zip(distinct, counts, strict=True):
            if answer.order is not None and not answer.ambiguous and count:
                tally.orders[answer.order] += count
        structs = to_arrow(distinct, places)
        shown = pa.array(written)
        parts = {part: pc.struct_field(structs, part) for part in self._names(column)}
        new = {
            name: pc.if_else(shown, parts[part], pa.scalar(None, parts[part].type)) if part in _DATES else parts[part]
            for part, name in self._names(column).items()
        }
        for part, name in self._names(column).items():
            if name != column:
                _check_own(batch, name, _OWN[part])
        found = texts.take(pa.array(rejected)).cast(pa.string()).to_pylist()
        cells = zip(batch.rows[rejected].tolist(), found, places[rejected].tolist(), strict=True)
        return new, [*others, *(Reject(row, column, text, reasons[place] or "") for row, text, place in cells)]


_DATES = ("iso", "date")
"""The parts of an answer that are not written where it is rejected; the others say why."""

_NOTHING = New({}, {})

# What stands in a column that an earlier run wrote
_OWN: dict[str, Callable[[str], bool]] = {
    "iso": is_written,
    "date": is_written,
    "confidence": lambda text: text.replace(".", "", 1).isdigit() or "e-" in text,
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


def _at(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The value of each row; False where it has none."""
    return np.asarray(np.append(values, False)[places])


def _as_batch(rejects: Sequence[Reject]) -> Batch:
    columns = list(zip(*rejects, strict=True)) or [()] * len(REJECTS)
    arrays = [pa.array(values, part.type) for values, part in zip(columns, REJECTS, strict=True)]
    table = pa.RecordBatch.from_arrays(arrays, schema=REJECTS)
    return Batch(np.arange(len(rejects)), table, 1.0)
