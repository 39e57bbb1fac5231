"""Delimited text with a header, as records: fields by name, numbered as a spreadsheet does, the header being row 1."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from datelens.errors import DataError, shown

_MARKS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}


def csv_records(
    file: Iterable[str], needed: Sequence[str], delimiter: str = ","
) -> Iterator[tuple[int, dict[str, str]]]:
    r"""The number of each row below the header, and its fields; blank rows are counted and left out.

    Args:
        file: an open file, or its lines.
        needed: columns that the header has to name.
        delimiter: that parts the fields: a comma, tab, semicolon or bar.

    Raises:
        DataError: the header lacks a column or names one twice, a row has more or fewer fields, or is not CSV.

    Example:
        >>> list(csv_records(["text,iso\n", "5 Jan 2016,2016-01-05\n"], needed=("text", "iso")))
        [(2, {'text': '5 Jan 2016', 'iso': '2016-01-05'})]
    """
    number = 0
    header: Sequence[str] | None = None
    try:
        for number, fields in enumerate(csv.reader(file, delimiter=delimiter, strict=True), 1):
            if header is None:
                header = _checked_header(fields, needed, delimiter)
            elif fields:
                if len(fields) != len(header):
                    raise DataError(
                        f"row {number} must have {len(header)} fields as the header has; got {len(fields)}. "
                        f"{_MARKS[delimiter].capitalize()} inside a field want quotes around it."
                    )
                yield number, dict(zip(header, fields, strict=True))
    except csv.Error as error:
        raise DataError(f"row {number + 1} is not CSV: {error}.") from None


def _checked_header(fields: Sequence[str], needed: Sequence[str], delimiter: str) -> Sequence[str]:
    names = [field.strip() for field in fields]
    missing = [name for name in needed if name not in names]
    if missing:
        others = (mark for mark in _MARKS if mark != delimiter and mark in fields[0])
        parted = next(others, None) if len(fields) == 1 else None
        hint = f" It looks parted by {_MARKS[parted]}: save it with {_MARKS[delimiter]}." if parted else ""
        lacking = " and ".join(f"`{name}`" for name in missing)
        raise DataError(
            f"the header lacks {lacking}; got {shown(', '.join(names), 200)}. The first row must name the columns."
            f"{hint}"
        )
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise DataError(f"the header names {' and '.join(f'`{name}`' for name in repeated)} twice.")
    return names
