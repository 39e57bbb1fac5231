"""JSON lines, read and written: an object a line. What is not changed in a line stays as it was, to the letter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
import pyarrow as pa

from datelens.columns.files import sniff
from datelens.columns.files.batches import Batch, New, Reject, with_new
from datelens.columns.files.json_objects import as_text, edited, kind_of, parsed, spans_of, to_json
from datelens.columns.files.streams import Stream, opened
from datelens.errors import DataError, shown

_MARK = 4  # bytes of the longest mark

LONGEST_LINE = 1 << 22
"""A line of more characters is an error; about so many are read at a time."""


class Line(NamedTuple):
    """A line that is an object, and its number: of all lines, blank ones too."""

    row: int
    text: str
    record: dict[str, Any]

    def written(self, names: Sequence[str]) -> dict[str, str | None]:
        """The values of these names as texts of a table; what is none stands there as it does in the line."""
        own = {name: self.record.get(name) for name in names}
        odd = [name for name, value in own.items() if isinstance(value, float | list | dict)]
        spans = spans_of(self.text) if odd else {}
        texts = {name: as_text(value) for name, value in own.items() if name not in odd or name not in spans}
        return texts | {name: self.text[slice(*spans[name])] for name in odd if name in spans}


class JsonLines:
    """A file of JSON lines. A line that is no object is set aside; a blank one is no row, but counts as a line.

    Args:
        path: of the file, packed or not.
        encoding: of it; None takes what its mark says, or UTF-8.

    Raises:
        DataError: it is not in the encoding, or has a line that is too long.
    """

    of_lines = True

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self.path = path
        with opened(path) as stream:
            self._head = stream.read(_MARK)
        self._encoding = sniff.with_mark(encoding or sniff.marked(self._head) or "utf-8", self._head)
        self.found = "JSON lines"
        names: dict[str, None] = {}
        odd = 0
        for lines, aside, _ in self._parsed():
            odd += len(aside)
            for line in lines:
                names.update(dict.fromkeys(line.record))
        if odd and not names:
            raise DataError(
                "no line of the file is a JSON object. JSON lines have an object a line: `jq -c` makes them."
            )
        self.columns: Sequence[str] = tuple(names)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """See `Source`. A value that is no text stands in the table as JSON."""
        names = list(self.columns if columns is None else columns)
        schema = pa.schema([(name, pa.string()) for name in names])
        for lines, aside, done in self._parsed():
            values = {name: [line.record.get(name) for line in lines] for name in names}
            written = [line.written(names) for line in lines]
            table = pa.RecordBatch.from_arrays(
                [pa.array([own[name] for own in written], pa.string()) for name in names], schema=schema
            )
            texts = {
                name: pa.array([as_text(value) if isinstance(value, str) else None for value in own], pa.string())
                for name, own in values.items()
            }
            cells = {
                name: [
                    Reject(line.row, name, said[name] or "", f"{kind_of(value)}, a text expected")
                    for line, said, value in zip(lines, written, own, strict=True)
                    if value is not None and not isinstance(value, str)
                ]
                for name, own in values.items()
            }
            rows = np.array([line.row for line in lines], np.int64)
            yield Batch(rows, table, done, aside, [line.text for line in lines], cells, texts)

    def _parsed(self) -> Iterator[tuple[list[Line], list[Reject], float]]:
        """Some lines, those set aside, and how much of the file is read."""
        lines: list[Line] = []
        aside: list[Reject] = []
        size = 0
        with opened(self.path) as stream:
            for row, text in self._lines(stream):
                try:
                    lines.append(Line(row, text, parsed(text)))
                except json.JSONDecodeError as error:
                    aside.append(Reject(row, "", text, f"no JSON object: {error.msg}, column {error.colno}"))
                except ValueError as error:
                    aside.append(Reject(row, "", text, f"no JSON object: {error}"))
                size += len(text)
                if size >= LONGEST_LINE:
                    yield lines, aside, stream.done
                    lines, aside, size = [], [], 0
        yield lines, aside, 1.0

    def _lines(self, stream: Stream) -> Iterator[tuple[int, str]]:
        """The lines that are not blank, without their ends, and their numbers."""
        decoder = sniff.decoder_of(self._encoding)
        rest, row, ended = "", 0, False
        while not ended:
            chunk = stream.read()
            ended = not chunk
            try:
                *lines, rest = (rest + decoder.decode(chunk, final=ended)).split("\n")
            except UnicodeDecodeError:
                raise DataError(sniff.not_in(self._encoding, f"after row {row:,}", self._head)) from None
            if len(rest) > LONGEST_LINE:
                raise DataError(
                    f"after row {row:,} comes a line of more than {LONGEST_LINE:,} characters. Is this JSON lines, "
                    "an object a line?"
                )
            for line in [*lines, rest] if ended else lines:
                row += 1
                if line.strip():
                    yield row, line.removesuffix("\r")


class JsonLinesSink:
    """Writes JSON lines: those that were read, changed where there is something new, or rows of a table.

    Args:
        file: to write to.

    Raises:
        DataError: two columns of a table have one name, and an object has room for one of them.
    """

    def __init__(self, file: pa.NativeFile) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def write(self, batch: Batch, new: New) -> None:
        """See `Sink`."""
        if batch.lines:
            columns = {name: values_of(array) for name, array in new.columns.items()}
            changes = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
            lines = [edited(line, own, new.beside) for line, own in zip(batch.lines, changes, strict=True)]
        else:
            table = with_new(batch.table, new)
            names = _each_once(table.schema.names)
            rows = zip(*map(values_of, table.columns), strict=True)
            lines = [to_json(dict(zip(names, row, strict=True))) for row in rows]
        self._file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))


def _each_once(names: Sequence[str]) -> Sequence[str]:
    """The names, none of which stands there twice.

    Raises:
        DataError: one does.
    """
    twice = [name for name, number in Counter(names).items() if number > 1]
    if twice:
        raise DataError(
            f"more than one column is called {', '.join(map(shown, twice))}, and an object of JSON holds one value a "
            "name. Rename them, or write CSV."
        )
    return names


def values_of(array: pa.Array) -> list[Any]:
    """The values of a column; a short float as the shortest number that it is nearest to.

    Raises:
        DataError: Python has no value like one of them.
    """
    if pa.types.is_float32(array.type):
        return [None if text is None else float(text) for text in array.cast(pa.string()).to_pylist()]
    try:
        return list(array.to_pylist())
    except (OverflowError, ValueError):
        return list(map(_value_of, array))


def _value_of(value: pa.Scalar) -> Any:
    """A value; a moment that Python has no number for (before the year 1, after 9999) as Arrow writes it."""
    try:
        return value.as_py()
    except (OverflowError, ValueError) as error:
        try:
            text: str = value.cast(pa.string()).as_py()
        except pa.ArrowException:
            raise DataError(f"a value in a column of {value.type} cannot be written: {error}.") from error
        # Arrow's years have an end too, of which it tells in angle brackets
        return text if text.startswith("<") else text.replace(" ", "T")
