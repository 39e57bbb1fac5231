"""Columns that say where the texts of another are from, row by row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.reader import ColumnReader

Array: TypeAlias = "pa.Array | pa.ChunkedArray"

NAMED = 3
"""So many of the names that are no locales are shown."""


def rows_by_locale(
    reader: ColumnReader, locale: str | None, locales: pa.Array | None
) -> Mapping[str | None, np.ndarray | None]:
    """The rows of each locale; None for all rows, where none says its own.

    Args:
        reader: of the column.
        locale: of rows that say none, or none that the model knows.
        locales: what each row says.
    """
    if locales is None:
        return {locale: None}
    encoded = plain_strings(locales).dictionary_encode()
    said = [*encoded.dictionary.to_pylist(), None]  # the last for rows that say nothing
    meant = [reader.locale_of(name, locale) for name in said]
    places = {own: place for place, own in enumerate(dict.fromkeys(meant))}
    rows = np.array([places[own] for own in meant])[encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    return {own: found for own, place in places.items() if len(found := np.flatnonzero(rows == place))}


def unknown_locales(reader: ColumnReader, locales: Array | None) -> set[str]:
    """What stands in a column of locales and is none that the model knows."""
    said = () if locales is None else plain_strings(pc.unique(locales)).to_pylist()
    return {name for name in said if name and name.strip() and not reader.knows(name.strip())}


def in_words(column: str, unknown: Collection[str]) -> str:
    """What to tell of a column that holds names which are no locales.

    Example:
        >>> in_words("country", {"Germany", "xx"})
        "country: the model does not know 'Germany', 'xx'; such rows are read without."
    """
    return f"{column}: the model does not know {some_of(unknown)}; such rows are read without."


def some_of(names: Collection[str]) -> str:
    """Some of the names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(map(repr, sorted(names)[:NAMED])) + (f" and {more:,} more" if more > 0 else "")


def plain_strings(texts: Array) -> Array:
    """Texts of any kind as large strings."""
    return texts.cast(pa.large_string())
