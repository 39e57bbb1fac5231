"""Rows to evaluate on: a text, the right reading and what else is known of it; from JSON lines or CSV."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from datelens.csv_records import csv_records
from datelens.errors import DataError, HintError, shown
from datelens.evaluation.orders import admits_several_orders
from datelens.hints import parse_locale, parse_order
from datelens.iso import NO_DATE, is_written

FORMATS = ("csv", "tsv", "jsonl")
NEEDED = ("text", "iso")
DELIMITERS = {"csv": ",", "tsv": "\t"}

_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Row:
    """A text and the right reading of it.

    Attributes:
        text: as a person wrote it.
        iso: the right reading, as a translation prints it; None where the text is no date.
        locale: where the text is from; a hint, where hints are given. None where it is not known.
        order: of day, month and year in it; a hint likewise.
        family: the kind of form. Empty where it is not known.
        language: of the text. Empty where it has none or it is not known.
        ambiguous: whether the text alone, without hints, admits another reading.
    """

    text: str
    iso: str | None
    locale: str | None = None
    order: str | None = None
    family: str = ""
    language: str = ""
    ambiguous: bool = False

    @property
    def hints(self) -> tuple[str | None, str | None]:
        """Locale and order."""
        return self.locale, self.order

    def unaided(self) -> Row:
        """The row without its hints; the language that it is counted under stays."""
        return replace(self, locale=None, order=None)


def read_rows(path: str | os.PathLike[str], form: str | None = None) -> list[Row]:
    """The rows of a file.

    Columns of CSV (with a header) or keys of JSON objects, one a line: `text` and `iso` are needed, `locale`, `order`,
    `family`, `language` and `ambiguous` are not, others are left alone. `iso` is empty, null or ∅ where the text is no
    date. Where `ambiguous` is not given, a text of three numbers that can be read in several orders is. What `datelens
    generate` writes can be read.

    Args:
        path: of the file, in UTF-8.
        form: `csv`, `tsv` or `jsonl`; None takes what the ending says.

    Raises:
        DataError: the file is none of these, holds no rows, or a row cannot be read; the error names the row.
        OSError: it cannot be opened.
    """
    records = read_records(path, form)
    try:
        return [to_row(record, place) for place, record in records]
    except DataError as error:
        raise DataError(f"{shown(str(path), 200)}: {error}") from None


def read_records(path: str | os.PathLike[str], form: str | None = None) -> list[tuple[str, Mapping[str, Any]]]:
    """The records of a file, fields by name, each with its place in the file.

    Args:
        path, form: as for `read_rows`.

    Raises:
        DataError, OSError: as `read_rows`.
    """
    path = Path(path)
    form = path.suffix.lower().removeprefix(".") if form is None else form
    if form not in FORMATS:
        raise DataError(f"a file to evaluate on must end in .csv, .tsv or .jsonl; got {shown(str(path), 200)}.")
    try:
        with path.open(encoding="utf-8-sig", newline="" if form in DELIMITERS else "\n") as file:
            records = list(_csv_records(file, DELIMITERS[form]) if form in DELIMITERS else _json_records(file))
    except UnicodeDecodeError as error:
        raise DataError(f"{shown(str(path), 200)} is not UTF-8: {error.reason} at byte {error.start}.") from None
    except DataError as error:
        raise DataError(f"{shown(str(path), 200)}: {error}") from None
    if not records:
        raise DataError(f"{shown(str(path), 200)} holds no rows.")
    return records


def to_row(record: Mapping[str, Any], place: str) -> Row:
    """The row of a record.

    Args:
        record: its fields by name.
        place: of the record in its file, for errors: "row 7".

    Raises:
        DataError: a field is missing or cannot be.
    """
    missing = [name for name in NEEDED if name not in record]
    if missing:
        raise DataError(f"{place} lacks {' and '.join(f'`{name}`' for name in missing)}.")
    text, iso = record["text"], record["iso"]
    if not isinstance(text, str):
        raise DataError(f"`text` in {place} must be a string; got {shown(text)}.")
    if iso in ("", None, NO_DATE):
        iso = None
    elif not isinstance(iso, str) or not is_written(iso):
        raise DataError(
            f"`iso` in {place} must be 2016-01-05, 2016-01, 2016 or --01-05 and exist, or be empty for no date; "
            f"got {shown(iso)}."
        )
    named = {name: _named(record, name, place) for name in ("locale", "order", "family", "language")}
    language = named["language"]
    try:
        if named["locale"]:
            language = parse_locale(named["locale"]).language or ""
        order = parse_order(named["order"]) if named["order"] else None
    except HintError as error:
        raise DataError(f"{place}: {error}") from None
    ambiguous = _truth(record.get("ambiguous"), place)
    if ambiguous is None:
        ambiguous = iso is not None and admits_several_orders(text)
    return Row(text, iso, named["locale"] or None, order, named["family"], language, ambiguous)


def _named(record: Mapping[str, Any], name: str, place: str) -> str:
    """An optional string of a record, stripped; empty where it is not there."""
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise DataError(f"`{name}` in {place} must be a string; got {shown(value)}.")
    return (value or "").strip()


def _truth(value: object, place: str) -> bool | None:
    """A truth value, as JSON or a spreadsheet writes it; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _TRUTH:
        return _TRUTH[value.strip().lower()]
    raise DataError(f"`ambiguous` in {place} must be true or false; got {shown(value)}.")


def _csv_records(file: Iterable[str], delimiter: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The records of a CSV file, numbered as a spreadsheet does: the header is row 1."""
    return ((f"row {number}", record) for number, record in csv_records(file, NEEDED, delimiter))


def _json_records(file: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The records of a file of JSON lines, numbered from 1; blank lines are counted and left out."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:  # no JSON; a number of too many digits; too many brackets
            raise DataError(f"row {number} is not JSON: {error}.") from None
        if not isinstance(record, dict):
            raise DataError(f"row {number} must be a JSON object; got {shown(record)}.")
        yield f"row {number}", record
