"""Delimited text, read and written: CSV, TSV and their kin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from datelens.columns.files import sniff
from datelens.columns.files.batches import Batch, New, Reject, with_new
from datelens.columns.files.json_objects import to_json
from datelens.columns.files.streams import Stream, opened
from datelens.errors import DataError

LONGEST_ROW = 1 << 22
"""So many bytes are read at a time; a row of more is an error."""

_END = "\x04"  # the character that is made for the end of what is sent
_UTF_8 = ("utf-8", "utf-8-sig")  # what Arrow reads without Python's help


class Delimited:
    """A file of delimited text. A row of too many or too few fields is set aside; a blank line is none.

    Args:
        path: of the file, packed or not.
        encoding, delimiter: where they are known; None finds them.
        skip: so many lines stand above the header and are left out.

    Raises:
        DataError: it is empty, or not in the encoding.
    """

    of_lines = False

    def __init__(self, path: Path, encoding: str | None = None, delimiter: str | None = None, skip: int = 0) -> None:
        self.path = path
        given = encoding
        if encoding is None:
            with opened(path) as stream:
                encoding = sniff.encoding_of(stream.chunks())
        with opened(path) as stream:
            head = stream.read(sniff.HEAD)
            while len(head) < sniff.HEAD and (more := stream.read(sniff.HEAD - len(head))):
                head += more
            whole = not stream.read(1)
        encoding = sniff.with_mark(encoding, head)
        dialect = sniff.dialect_of(head, encoding, delimiter, skip, whole=whole)
        self.dialect = replace(dialect, guessed=given is None and not encoding.startswith("utf"))
        self.columns: Sequence[str] = self.dialect.header
        self.found = f"{self.dialect}" + (
            f", {skip:,} line{'s' * (skip != 1)} above the header left out" if skip else ""
        )

    def header_at(self, column: str) -> int | None:
        """The number of a line below the header that seems to be the header itself, because it names this column."""
        with opened(self.path) as stream:
            head = sniff.decoded(stream.read(sniff.HEAD), self.dialect.encoding, whole=False)
        return sniff.header_at(head, column, self.dialect.above + 1)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """See `Source`."""
        aside = Aside(self.dialect.above, _END + self.dialect.delimiter * len(self.columns))
        if not self.dialect.empty:
            yield from self._checked(aside, columns)
        names = list(self.columns if columns is None else columns)
        nothing = pa.RecordBatch.from_arrays([pa.array([], pa.string())] * len(names), names)
        yield Batch(np.zeros(0, np.int64), nothing, 1.0, aside.left())

    def _checked(self, aside: Aside, columns: Sequence[str] | None) -> Iterator[Batch]:
        """The batches that hold rows; what Arrow cannot read is told in words."""
        with opened(self.path) as stream:
            try:
                yield from self._read(stream, aside, columns)
            except UnicodeDecodeError as error:
                message = f"{error.object[error.start : error.end]!r} after row {aside.seen:,}"
                raise DataError(sniff.not_in(self.dialect.encoding, message)) from None
            except pa.ArrowException as error:
                raise DataError(self._explained(str(error), aside.seen)) from None

    def _read(self, stream: Stream, aside: Aside, columns: Sequence[str] | None) -> Iterator[Batch]:
        encoding, file = self.dialect.encoding, stream.file()
        if encoding not in _UTF_8:
            file = pa.transcoding_input_stream(file, encoding, "utf-8")
        reader = csv.open_csv(
            pa.PythonFile(Ended(file, aside.end), "r"),
            csv.ReadOptions(use_threads=False, block_size=LONGEST_ROW, skip_rows=self.dialect.above),
            csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=len(self.columns) > 1,
                invalid_row_handler=aside.take,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(self.columns, pa.string()),
                strings_can_be_null=False,
                include_columns=columns,
            ),
        )
        for table in reader:
            rows, taken = aside.number(len(table))
            yield Batch(rows, table, stream.done, taken)
        if not aside.ended:
            raise DataError(
                f"the quote that opens in row {aside.last:,} is never closed; all below it is in one field."
            )

    def _explained(self, message: str, row: int) -> str:
        if "straddling" in message:
            return (
                f"after row {row:,} comes a row of more than {LONGEST_ROW:,} bytes. Is a quote left open there, "
                "or is this no delimited text?"
            )
        if "invalid UTF8" in message:
            return sniff.not_in(self.dialect.encoding, f"after row {row:,}")
        return f"after row {row:,}: {message}"


class Ended:
    """A file in UTF-8 with a line more than it has.

    Where that line comes out of a parser as a row, all quotes above it were closed; else it is in a field.

    Args:
        file: to read from.
        line: the last one, without its end.
    """

    def __init__(self, file: pa.NativeFile, line: str) -> None:
        self._file, self._line = file, line.encode() + b"\n"
        self._last = b"\n"
        self._ended = self.closed = False

    def read(self, size: int) -> bytes:
        """The next bytes; none at the end."""
        if self._ended:
            return b""
        read = bytes(self._file.read(size))
        if read:
            self._last = read[-1:]
            return read
        self._ended = True
        return self._line if self._last in b"\r\n" else b"\n" + self._line

    def close(self) -> None:
        """Read no more; the file is for its owner to close."""
        self.closed = True


class Aside:
    """The rows of too many or too few fields, and the numbers of the others.

    Arrow hands them over while it reads, which may be some blocks ahead of the batch that it gives.

    Args:
        above: lines above the header, which Arrow counts too.
        end: a row of too many fields that tells the end of the file; it is not given out.

    Attributes:
        end: this row.
    """

    def __init__(self, above: int, end: str) -> None:
        self._above = above
        self.end = end
        self._waiting: list[Reject] = []
        self._valid = self._passed = 0

    @property
    def seen(self) -> int:
        """The number of the last row that was given out."""
        return self._valid + self._passed

    @property
    def ended(self) -> bool:
        """Whether the end is the last row that came; one before it that looks alike is a row of the file."""
        return bool(self._waiting) and self._waiting[-1].text == self.end

    @property
    def last(self) -> int:
        """The number of the last row that came, given out or not."""
        return self._waiting[-1].row if self._waiting else self.seen

    def take(self, row: csv.InvalidRow) -> str:
        """Set a row aside; Arrow counts the header as a row."""
        reason = f"{row.actual_columns} field{'s' * (row.actual_columns != 1)}, {row.expected_columns} expected"
        self._waiting.append(Reject(row.number - 1 - self._above, "", row.text, reason))
        return "skip"

    def number(self, rows: int) -> tuple[np.ndarray, list[Reject]]:
        """The numbers of the next valid rows, and the rows set aside before the last of them."""
        valid = np.arange(self._valid, self._valid + rows)
        before = [reject.row - 1 - place for place, reject in enumerate(self._waiting, self._passed)]  # valid ones
        numbers = valid + 1 + self._passed + np.searchsorted(before, valid, side="right")
        self._valid += rows
        return numbers, self._pass(int(np.searchsorted(before, self._valid, side="left")))

    def left(self) -> list[Reject]:
        """The rows set aside after the last valid one."""
        return self._pass(len(self._waiting) - self.ended)

    def _pass(self, number: int) -> list[Reject]:
        passing, self._waiting = self._waiting[:number], self._waiting[number:]
        self._passed += number
        return passing


class DelimitedSink:
    """Writes delimited text as RFC 4180 has it, in UTF-8: a header, and quotes where a field needs them.

    Args:
        file: to write to.
        delimiter: between fields.
        line_end: of each row.
        mark: whether the file begins with a byte order mark, for spreadsheets.
    """

    def __init__(
        self, file: pa.NativeFile, delimiter: str = ",", line_end: str = "\r\n", *, mark: bool = False
    ) -> None:
        self._file, self._delimiter, self._line_end = file, delimiter, line_end
        self._special = f'["\r\n{"".join(map(_escaped, delimiter))}]'
        self._opening = b"\xef\xbb\xbf" if mark else b""
        self._header = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def write(self, batch: Batch, new: New) -> None:
        """See `Sink`."""
        self.write_table(with_new(batch.table, new))

    def write_table(self, table: pa.RecordBatch) -> None:
        """Write some rows."""
        if not self._header:
            self._file.write(self._opening)
            self._write([pa.array([name]) for name in table.schema.names])
            self._header = True
        self._write([text_of(column) for column in table.columns])

    def _write(self, columns: list[pa.Array]) -> None:
        alone = len(columns) == 1
        fields = [self._quoted(pc.fill_null(column, ""), empty=alone) for column in columns]
        # The fields of a row, its end, and nothing between it and the next: the lines as they stand in the buffer
        lines = pc.binary_join_element_wise(*fields, self._delimiter) if fields else pa.array([], pa.string())
        lines = pc.binary_join_element_wise(lines, self._line_end, "")
        if len(lines):
            self._file.write(pa.py_buffer(b"".join(lines.cast(pa.binary()).to_pylist())))

    def _quoted(self, column: pa.Array, *, empty: bool) -> pa.Array:
        """The fields, in quotes where they need them; an empty line would be no row."""
        needed = pc.match_substring_regex(column, self._special)
        if empty:
            needed = pc.or_(needed, pc.equal(column, ""))
        doubled = pc.replace_substring(column, '"', '""')
        return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def text_of(column: pa.Array) -> pa.Array:
    """The values of a column as texts: numbers and dates as Arrow writes them, what is nested as JSON.

    Raises:
        DataError: they cannot be written as text.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return text_of(column.cast(kind.value_type))
    try:
        if isinstance(kind, pa.BaseExtensionType):
            return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())
        if pa.types.is_nested(kind):
            return pa.array([None if value is None else to_json(value) for value in column.to_pylist()], pa.string())
        return column.cast(pa.string())
    except (OverflowError, ValueError, pa.ArrowNotImplementedError) as error:  # Python's years are 1 to 9999
        raise DataError(f"a column of {kind} cannot be written as text: {error}.") from error


def _escaped(character: str) -> str:
    return f"\\x{ord(character):02x}"
