"""Cases from a file: rows that say where in the text the date is written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from datelens.errors import DataError, shown
from datelens.evaluation.maps.cases import MapCase
from datelens.evaluation.rows import read_records, to_row
from datelens.iso import FIELDS

_PLACE = re.compile(r"\s*[0-9]{1,9}\s*").fullmatch  # JSON has other numbers too, and texts of digits


def read_cases(path: str | os.PathLike[str], form: str | None = None) -> list[MapCase]:
    """The cases of a file: what `read_rows` reads, and the gold spans.

    In JSON lines `spans` is `{"day": [0, 1], …}`; in CSV they are the columns `day_start`, `day_stop` and so on. Both
    are what `datelens generate` writes. A field without a span, or with an empty one, is not written in the text.

    Args:
        path, form: as for `read_rows`.

    Raises:
        DataError: as `read_rows`, or a span cannot be.
        OSError: the file cannot be opened.
    """
    records = read_records(path, form)
    try:
        return [to_case(record, place) for place, record in records]
    except DataError as error:
        raise DataError(f"{shown(str(path), 200)}: {error}") from None


def to_case(record: Mapping[str, Any], place: str) -> MapCase:
    """The case of a record.

    Args:
        record: its fields by name.
        place: of the record in its file, for errors: "row 7".

    Raises:
        DataError: a field is missing or cannot be.
    """
    row = to_row(record, place)
    given = record.get("spans")
    if given is None:
        ends = {name: [record.get(f"{name}_{end}") or "" for end in ("start", "stop")] for name in FIELDS}
        given = {name: pair for name, pair in ends.items() if any(pair)}
    if not isinstance(given, Mapping):
        raise DataError(f"`spans` in {place} must be an object of fields; got {shown(given)}.")
    return MapCase(row, {name: _span(name, ends, len(row.text), place) for name, ends in given.items()})


def _span(name: str, ends: object, length: int, place: str) -> tuple[int, int]:
    """A span of a text of some length."""
    if name not in FIELDS:
        raise DataError(f"`spans` in {place} may have {', '.join(FIELDS)}; got {shown(name)}.")
    written = list(map(str, ends)) if isinstance(ends, list) else []
    start, stop = map(int, written) if len(written) == 2 and all(map(_PLACE, written)) else (0, 0)
    if not start < stop <= length:
        raise DataError(
            f"the span of `{name}` in {place} must be [start, stop) of its {length} characters; got {shown(ends)}."
        )
    return start, stop
