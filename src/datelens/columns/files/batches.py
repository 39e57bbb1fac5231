"""What passes from a file that is read to one that is written: some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

import numpy as np
import pyarrow as pa


class Reject(NamedTuple):
    """A row, or a cell of one, that could not be read.

    Attributes:
        row: its number: 1 is the first below the header, where a blank line is no row, or the first line of JSON lines,
            where it is one that counts.
        column: its name; empty where it is the whole row.
        text: as it stands in the file.
        reason: in words.
    """

    row: int
    column: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows.

    Attributes:
        rows: int64 (rows,): their numbers, as `Reject` has them.
        table: the columns that were asked for.
        done: what share of the file is read.
        aside: rows since the batch before that are none of the table's: they have too few fields, or no form at all.
        lines: of JSON, as they stand in the file.
        cells: by column, cells that hold something else than a text; they are null in `texts`.
        texts: by column, what to read where that is not what stands in the table.
    """

    rows: np.ndarray
    table: pa.RecordBatch
    done: float
    aside: Sequence[Reject] = ()
    lines: Sequence[str] = ()
    cells: Mapping[str, Sequence[Reject]] = field(default_factory=dict)
    texts: Mapping[str, pa.Array] = field(default_factory=dict)

    def column(self, name: str) -> pa.Array:
        """What there is to read in a column."""
        return self.texts[name] if name in self.texts else self.table.column(self.table.schema.names.index(name))


class Source(Protocol):
    """A file that is read in batches, as often as one likes.

    Attributes:
        path: of the file.
        columns: the names of its columns.
        found: what it is, in words.
        of_lines: whether it is JSON lines, whose batches have `lines`.
    """

    path: Path
    columns: Sequence[str]
    found: str
    of_lines: bool

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """The rows from the first to the last; there is a batch even where there is no row.

        Args:
            columns: the names of those to read; None reads all of them.
        """
        ...


class Sink(Protocol):
    """A file that is written in batches, whole when the block ends."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, batch: Batch, new: New) -> None:
        """Write some rows, with new columns."""
        ...


@dataclass(frozen=True, slots=True)
class New:
    """New columns of a batch.

    Attributes:
        columns: arrays by name. One that is there already is replaced where it stands.
        beside: for each, the column that it stands beside where it is not there already.
    """

    columns: Mapping[str, pa.Array]
    beside: Mapping[str, str]


def with_new(table: pa.RecordBatch, new: New) -> pa.RecordBatch:
    """The table with the new columns."""
    fields, arrays = list(table.schema), list(table.columns)
    for name, array in new.columns.items():
        names = [field.name for field in fields]
        place = names.index(name if name in names else new.beside[name])
        if name in names:
            fields[place], arrays[place] = pa.field(name, array.type), array
        else:
            fields.insert(place + 1, pa.field(name, array.type))
            arrays.insert(place + 1, array)
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, table.schema.metadata))
