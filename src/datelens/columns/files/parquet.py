"""Parquet, read and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from datelens.columns.files.batches import Batch, New, with_new
from datelens.errors import DataError

_BATCH = 1 << 16
_GROUP = 1 << 16  # rows that are written together, for readers that look for a few columns


class Parquet:
    """A Parquet file.

    Args:
        path: of the file.

    Raises:
        DataError: it is none, or broken.
    """

    of_lines = False

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with parquet.ParquetFile(path) as file:
                self.schema, self._rows = file.schema_arrow, file.metadata.num_rows
        except pa.ArrowException as error:
            raise DataError(f"this is no Parquet file, or a broken one: {error}.") from error
        self.columns: Sequence[str] = tuple(self.schema.names)
        self.found = f"Parquet, {self._rows:,} rows"

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """See `Source`."""
        seen = 0
        with parquet.ParquetFile(self.path, pre_buffer=False) as file:
            try:
                for table in file.iter_batches(_BATCH, columns=columns):
                    rows = np.arange(seen + 1, seen + 1 + len(table))
                    seen += len(table)
                    yield Batch(rows, table, seen / self._rows)
            except (pa.ArrowException, OSError) as error:  # of the second kind is what cannot be unpacked
                raise DataError(f"after row {seen:,} the file is broken: {error}.") from error
        if not seen:
            schema = self.schema if columns is None else pa.schema([self.schema.field(name) for name in columns])
            yield Batch(np.zeros(0, np.int64), pa.RecordBatch.from_pylist([], schema), 1.0)


class ParquetSink:
    """Writes Parquet.

    Args:
        file: to write to.
    """

    def __init__(self, file: pa.NativeFile) -> None:
        self._file = file
        self._writer: parquet.ParquetWriter | None = None
        self._waiting: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
        if self._writer is not None:
            with suppress(*(() if error is None else (OSError, pa.ArrowException))):  # the first error is the one
                self._writer.close()

    def write(self, batch: Batch, new: New) -> None:
        """See `Sink`."""
        table = with_new(batch.table, new)
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._file, table.schema, compression="zstd")
        if len(table):
            self._waiting.append(table)
        if sum(map(len, self._waiting)) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._waiting and self._writer is not None:
            self._writer.write_table(pa.Table.from_batches(self._waiting))
        self._waiting = []
