"""Which format a file is in: by its first bytes where it is read, by its ending where it is written."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from datelens.columns.files.batches import Sink, Source
from datelens.columns.files.delimited import Delimited, DelimitedSink
from datelens.columns.files.jsonlines import JsonLines, JsonLinesSink
from datelens.columns.files.parquet import Parquet, ParquetSink
from datelens.columns.files.sniff import NO_DELIMITER
from datelens.columns.files.streams import PACKED, opened, written
from datelens.errors import DataError, shown

FORMATS = {".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
"""The formats by their endings; `.gz` and `.zst` may follow, but for Parquet, which is packed in itself."""

# What files that hold no text begin with
_NO_TEXT = {
    b"PK\x03\x04": "this is a ZIP file, as workbooks are: save what is in it as CSV.",
    b"\xd0\xcf\x11\xe0": "this is a file of old Office programs, as .xls is: save what is in it as CSV.",
    b"BZh": "this is packed by bzip2: unpack it first.",
    b"\xfd7zXZ": "this is packed by xz: unpack it first.",
    b"7z\xbc\xaf": "this is a 7z archive: unpack it first.",
    b"%PDF-": "this is a PDF: save what is in it as CSV.",
}

_NOT_CSV = ("\t", NO_DELIMITER)  # delimiters of files that are read, which no CSV is written with


def source_of(path: Path, encoding: str | None = None, delimiter: str | None = None, skip: int = 0) -> Source:
    """A file to read.

    Args:
        path: of the file.
        encoding, delimiter: where they are known; None finds them.
        skip: so many lines stand above the header and are left out.

    Raises:
        DataError: it cannot be read.
        OSError: it cannot be opened.
    """
    with opened(path) as stream:
        head = stream.read(1 << 12)
    if head.startswith(b"PAR1"):
        _check_skip(skip, "Parquet")
        return Parquet(path)
    for first, what in _NO_TEXT.items():
        if head.startswith(first):
            raise DataError(what)
    form, packed = form_of(path, default="csv")
    ending = (path.with_suffix("") if packed else path).suffix.lower()
    if form == "parquet":
        raise DataError(f"{shown(str(path), 200)} is no Parquet file, whatever its ending says.")
    first = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first == b"[" and (form == "jsonl" or ending == ".json"):
        raise DataError("this is one array of JSON. Is there a file of JSON lines, an object a line?")
    if form == "jsonl" or (ending not in FORMATS and first == b"{"):
        _check_skip(skip, "JSON lines")
        return JsonLines(path, encoding)
    return Delimited(path, encoding, delimiter or ("\t" if form == "tsv" else None), skip)


def _check_skip(skip: int, form: str) -> None:
    if skip:
        raise DataError(f"a file of {form} has no lines above a header to skip.")


@contextmanager
def sink_of(path: Path, form: str, packed: str | None, source: Source | None = None) -> Iterator[Sink]:
    """A file to write to, closed when the block ends.

    Args:
        path: of the file.
        form: its format.
        packed: how it is packed.
        source: what it is made from; delimited text keeps its delimiter, line ends and byte order mark.
    """
    with written(path, packed) as file:
        sink: Sink
        if form == "parquet":
            sink = ParquetSink(file)
        elif form == "jsonl":
            sink = JsonLinesSink(file)
        elif isinstance(source, Delimited):
            own = source.dialect
            delimiter = "\t" if form == "tsv" else own.delimiter if own.delimiter not in _NOT_CSV else ","
            sink = DelimitedSink(file, delimiter, own.line_end, mark=own.encoding == "utf-8-sig")
        else:
            sink = DelimitedSink(file, "\t" if form == "tsv" else ",")
        with sink:
            yield sink


def form_of(path: Path, default: str | None = None) -> tuple[str, str | None]:
    """The format that the ending of a path names, and how the file is packed.

    Raises:
        DataError: the ending names none, and there is no default.
    """
    packed = PACKED.get(path.suffix.lower())
    form = FORMATS.get((path.with_suffix("") if packed else path).suffix.lower(), default)
    if form is None or (form == "parquet" and packed and default is None):
        raise DataError(
            f"a file to write must end in {', '.join(FORMATS)}, or in one of these and .gz or .zst "
            f"(but .parquet, which is packed in itself); got {shown(path.name)}."
        )
    return form, packed
