"""The core: an Arrow array of texts in, an Arrow array of answers out."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.evidence import Evidence, merged
from datelens.columns.locales import plain_strings, rows_by_locale
from datelens.columns.reader import ColumnReader, Settlements, reader_for
from datelens.columns.settlement import Settlement
from datelens.columns.table import ANSWER, KNOWN, Counts, certain
from datelens.errors import DataError, shown

__all__ = [
    "ANSWER",
    "Gathering",
    "check_type",
    "gather_chunk",
    "is_temporal",
    "is_text",
    "merged",
    "read_array",
    "read_chunk",
    "settled",
    "translate_array",
]

Array: TypeAlias = "pa.Array | pa.ChunkedArray"

MOST_TEXTS = 1 << 20
"""So many distinct texts are counted before their evidence is taken, so that memory stays within bounds."""


def translate_array(
    texts: Array,
    *,
    locale: str | None = None,
    locales: Array | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> Array:
    """The answers to a column of texts.

    Rows that admit several orders of day, month and year are settled by the rows that admit one, where these agree.
    Every distinct text is read once. Dates and timestamps are what they are, with confidence 1.

    Args:
        texts: strings of any kind, in one chunk or many, dictionaries too; or dates, or timestamps.
        locale: where all of them are from, as for `datelens.translate`.
        locales: where each is from, in place of `locale`; a row that says nothing, or nothing that the model knows
            (`columns.locales.unknown_locales` finds these), is from `locale`.
        order: of day, month and year in them; then the rows settle nothing.
        settle: False leaves every row to itself.
        reader: with what is remembered already, and a model of one's own; then it says the order, and whether rows
            settle others.

    Returns:
        the answers as `ANSWER`, chunked as `texts` is, and null where a text is.

    Raises:
        DataError: the array holds neither texts nor dates.
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and `order` or `settle` beside it.
        TypeError: this is no array of Arrow.

    Example:
        >>> translate_array(pa.array(["5 Jan 2016", None, "n/a"])).field("iso").to_pylist()
        ['2016-01-05', None, None]
    """
    reader = reader_for(reader, order, settle)
    settlements = settled(texts, locale=locale, locales=locales, reader=reader)
    return read_array(texts, settlements, reader, locale=locale, locales=locales)


def settled(
    texts: Array, *, locale: str | None = None, locales: Array | None = None, reader: ColumnReader
) -> dict[str | None, Settlement]:
    """What a column is settled as, by the locales of its rows; see `translate_array`."""
    reader.translator.hints(locale)  # a wrong one is told of, whether or not there are texts to read with it
    gathering = Gathering(reader, locale)
    for chunk, of_chunk in _chunks(texts, locales):
        gathering.add(chunk, of_chunk)
    return reader.settle(gathering.evidence())


def read_array(
    texts: Array,
    settlements: Settlements,
    reader: ColumnReader,
    *,
    locale: str | None = None,
    locales: Array | None = None,
) -> Array:
    """The answers to a column whose settlements are known, as `ANSWER`."""
    chunks = [
        without_doubts(read_chunk(chunk, settlements, reader, locale, of_chunk))
        for chunk, of_chunk in _chunks(texts, locales)
    ]
    return pa.chunked_array(chunks, ANSWER) if isinstance(texts, pa.ChunkedArray) else chunks[0]


class Gathering:
    """Gathers the evidence of a column, chunk by chunk.

    Args:
        reader: of the column.
        locale: of rows that say none.
    """

    def __init__(self, reader: ColumnReader, locale: str | None = None) -> None:
        self._reader, self._locale = reader, locale
        self._counts: dict[str | None, Counts] = {}
        self._evidence: dict[str | None, Evidence] = {}

    def add(self, texts: pa.Array, locales: pa.Array | None = None) -> None:
        """Take some rows into account.

        Args:
            texts: of the rows.
            locales: where each is from.
        """
        check_type(texts.type)
        if not self._reader.settles or is_temporal(texts.type):
            return
        found = plain_strings(texts)
        for own, rows in rows_by_locale(self._reader, self._locale, locales).items():
            self._counts.setdefault(own, Counts()).add(found if rows is None else found.take(pa.array(rows)))
        if sum(counts.held for counts in self._counts.values()) > MOST_TEXTS:
            self._take()

    def evidence(self) -> dict[str | None, Evidence]:
        """The evidence of all rows so far, by their locales."""
        self._take()
        return self._evidence

    def _take(self) -> None:
        for own, counts in self._counts.items():
            evidence = self._reader.gather(counts.to_dict(), own)
            self._evidence = merged(self._evidence, {own: evidence})
        self._counts = {}


def gather_chunk(
    texts: pa.Array, reader: ColumnReader, locale: str | None = None, locales: pa.Array | None = None
) -> dict[str | None, Evidence]:
    """The evidence of an array, by the locales of its rows."""
    gathering = Gathering(reader, locale)
    gathering.add(texts, locales)
    return gathering.evidence()


def read_chunk(
    texts: pa.Array,
    settlements: Settlements,
    reader: ColumnReader,
    locale: str | None = None,
    locales: pa.Array | None = None,
) -> pa.StructArray:
    """The answers to an array whose settlements are known, as `KNOWN`."""
    check_type(texts.type)
    if is_temporal(texts.type):
        return certain(days_of(texts))
    found = plain_strings(texts)
    parts, places = [pa.nulls(0, KNOWN)], [np.zeros(0, np.int64)]
    for own, rows in rows_by_locale(reader, locale, locales).items():
        known = reader.known(settlements.get(own) or reader.unsettled(), own)
        if rows is None:
            return known.look_up(found)
        parts.append(known.look_up(found.take(pa.array(rows))))
        places.append(rows)
    return pa.concat_arrays(parts).take(pa.array(np.argsort(np.concatenate(places), kind="stable")))


def without_doubts(answers: pa.StructArray) -> pa.StructArray:
    """The answers as `ANSWER`."""
    parts = [pc.struct_field(answers, part.name) for part in ANSWER]
    return pa.StructArray.from_arrays(parts, fields=list(ANSWER), mask=answers.is_null())


def days_of(dates: pa.Array) -> pa.Array:
    """The days of dates and timestamps, in the time zone that they name."""
    if pa.types.is_timestamp(dates.type) and dates.type.tz is not None:
        dates = pc.local_timestamp(dates)
    return dates.cast(pa.date32(), safe=False)


def is_temporal(kind: pa.DataType) -> bool:
    """Whether values of this type are dates already."""
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def is_text(kind: pa.DataType) -> bool:
    """Whether values of this type are texts."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_null(kind)
    )


def check_type(kind: pa.DataType, name: str = "the column") -> None:
    """Let only columns pass that can hold dates.

    Raises:
        DataError: this one holds something else.
    """
    if not is_text(kind) and not is_temporal(kind):
        raise DataError(
            f"{name} must hold texts, dates or timestamps; it holds {kind}. "
            "Turn it into texts first, if these are dates."
        )


def _chunks(texts: Array, locales: Array | None) -> list[tuple[pa.Array, pa.Array | None]]:
    """The chunks of an array, each with the locales of its rows."""
    for name, array in (("texts", texts), ("locales", locales)):
        if array is not None and not isinstance(array, pa.Array | pa.ChunkedArray):
            raise TypeError(f"`{name}` must be an array of pyarrow, such as pyarrow.array([...]); got {shown(array)}.")
    check_type(texts.type)
    if locales is not None and len(locales) != len(texts):
        raise DataError(f"`locales` must be one for each text; got {len(locales)} for {len(texts)} texts.")
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    found, start = [], 0
    for chunk in chunks:
        own = None
        if locales is not None:
            own = locales.slice(start, len(chunk))
            own = own.combine_chunks() if isinstance(own, pa.ChunkedArray) else own
        found.append((chunk, own))
        start += len(chunk)
    return found
